import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import { planLength } from '../domain/geo/ellipsoid.ts'
import type { AssetId } from '../domain/ids.ts'
import { NO_SELECTION } from '../state/store.ts'
import { lookAt } from '../state/viewpoints.ts'
import type { CommandContext } from './context.ts'
import { loadAssetThen, thenUnread } from './load-asset-then.ts'
import { loadVersions } from './load-versions.ts'
import { settled } from './loading.ts'
import { setUnderground } from './set-underground.ts'

/** How near the camera goes [m], and how far for something long. */
const NEAREST = 70
const FARTHEST = 500
/** distance over length: frames a thing seen at 40° beside the panels */
const DISTANCE_PER_LENGTH = 1.3

/**
 * Selects an asset and reads its record, its lifecycle and what lies beside it, and looking back also what it was then.
 * With `isFlying` the camera goes there, and what lies in the ground is made visible. An answer that comes after another
 * asset was chosen is dropped.
 */
export async function openAsset(
  context: CommandContext,
  id: AssetId,
  options: { readonly isFlying?: boolean } = {},
): Promise<void> {
  const { store, ports } = context
  store.setState(({ selection, tab, time }) => ({
    selection: {
      ...NO_SELECTION,
      assetId: id,
      asset: { state: 'loading' },
      lifecycle: { state: 'loading' },
      past: thenUnread(time, id),
      neighbours: { state: 'loading' },
    },
    // another asset opens at its attributes; the same one, read again, stays where it was
    tab: selection.assetId === id ? tab : 'attributes',
  }))
  const isStillChosen = () => store.getState().selection.assetId === id
  const asset = ports.records.asset(id).then((result) => {
    if (!isStillChosen()) return
    store.setState(({ selection }) => ({ selection: { ...selection, asset: settled(result) } }))
    if (!options.isFlying || !result.ok) return
    if (result.value.kind !== 'structure' && !store.getState().underground.isOn) setUnderground(context, true)
    const { at, path } = result.value
    void ports.camera.flyTo(lookAt(at, viewDistance(path), store.getState().view?.heading ?? 0))
  })
  const lifecycle = ports.records.lifecycle(id).then((result) => {
    if (isStillChosen())
      store.setState(({ selection }) => ({ selection: { ...selection, lifecycle: settled(result) } }))
  })
  const neighbours = ports.records.neighbours(id).then((result) => {
    if (isStillChosen())
      store.setState(({ selection }) => ({ selection: { ...selection, neighbours: settled(result) } }))
  })
  const versions = store.getState().tab === 'versions' ? loadVersions(context) : undefined
  await Promise.all([asset, lifecycle, neighbours, versions, loadAssetThen(context)])
}

function viewDistance(path: readonly LonLatHeight[]): number {
  const [first, last] = [path[0], path.at(-1)]
  const length = first && last ? planLength(first.lon, first.lat, last.lon, last.lat) : 0
  return Math.min(FARTHEST, Math.max(NEAREST, DISTANCE_PER_LENGTH * length))
}
