import type { AssetIndex } from '../domain/asset/asset-index.ts'
import { pathOf } from '../domain/asset/asset-index.ts'
import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import { direction, frame } from '../state/viewpoints.ts'
import type { CommandContext } from './context.ts'
import { setUnderground } from './set-underground.ts'

/** Shows the whole answer of 关阀分析: the segment and every valve to close, with the ground opened. */
export async function frameRun(context: CommandContext): Promise<void> {
  const { store, ports } = context
  const { run, assets, underground } = store.getState()
  if (run?.state !== 'done' || assets.state !== 'loaded') return
  const { element, segment, valves } = run.summary.outcome
  const gids = [element.gid, ...segment.nodeGids, ...segment.linkGids]
  const points = gids.flatMap((gid) => placeOf(assets.value, gid))
  const ends = valves.flatMap(({ nodeGid, linkGid }) => placeOf(assets.value, nodeGid || linkGid))
  if (points.length + ends.length === 0) return
  if (!underground.isOn) setUnderground(context, true)
  await ports.camera.flyTo(frame([...points, ...ends], await ports.free(), ...direction(store.getState())))
}

/** Goes back to where the pipe of the answer broke. */
export async function flyToBurst({ store, ports }: CommandContext): Promise<void> {
  const { run, assets } = store.getState()
  if (run?.state !== 'done' || assets.state !== 'loaded') return
  const points = placeOf(assets.value, run.summary.outcome.element.gid)
  if (points.length > 0) await ports.camera.flyTo(frame(points, await ports.free(), ...direction(store.getState())))
}

/** Vertices of an asset, or its one place; [] when it is not drawn. */
function placeOf(index: AssetIndex, gid: number): readonly LonLatHeight[] {
  const [lon, lat, height] = [index.lon[gid], index.lat[gid], index.height[gid]]
  if (gid <= 0 || lon === undefined || lat === undefined || height === undefined) return []
  const path = pathOf(index, gid)
  return path.length > 0 ? path : [{ lon, lat, height }]
}
