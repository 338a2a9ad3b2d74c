import type { Face } from '../domain/access/faces.ts'
import type { AssetId } from '../domain/ids.ts'
import { writeAddress } from './address.ts'
import type { TwinState } from './store.ts'

/**
 * Address of another page that goes on where this one stands: selection, instant, filter and language stay. The camera
 * goes with them unless the page leads its own; the public page learns nothing but the language.
 */
export function faceLink(face: Face, state: TwinState): string {
  if (face.id === 'public') return state.locale === 'en' ? `${face.path}?lang=en` : face.path
  const isWall = state.theme === 'wall' || face.id === 'leadership'
  const hasNoScene = state.sceneId === ''
  const query = writeAddress(
    {
      ...state,
      sceneId: '',
      section: null,
      inside: null,
      back: null,
      tour: null,
      ...(face.id === 'leadership' ? { view: null } : {}),
    },
    // the look goes along even where it is the usual one: the reader's system may ask for another
    { hasNoScene, theme: isWall ? state.theme : 'wall' },
  )
  return `${face.path}${query}`
}

/** Address of the inside of a structure, with the way back to the page and view that one leaves. */
export function insideLink(face: Face, from: Face, assetId: AssetId, state: TwinState): string {
  const back = faceLink(from, state)
  const inside = { assetId, asset: { state: 'idle' as const }, lane: 0 }
  const query = writeAddress(
    { ...state, view: null, sceneId: '', section: null, tour: null, inside, back },
    { hasNoScene: state.sceneId === '', theme: 'wall' },
  )
  return `${face.path}${query}`
}
