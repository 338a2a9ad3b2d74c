import type { TwinState } from './store.ts'

/**
 * Tiles and networks, which are of the whole city, are closed to the person for what their rights are: that is no fault, a
 * notice says it once, and no part of the page repeats it.
 */
export function areTilesClosed({ session }: Pick<TwinState, 'session'>): boolean {
  return session.state === 'loaded' && (session.value?.reach.tiles ?? 'open') !== 'open'
}
