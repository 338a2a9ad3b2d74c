import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import type { Crs } from '../../../src/domain/geo/crs.ts'
import type { LeakPlace } from '../../../src/domain/leak/leak-outcome.ts'
import { SPACE_KINDS, type SpaceFile } from '../../../src/domain/leak/space-file.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { LeakingPipe } from './leaking-pipe.ts'

/** Where a pipe leaks; of a height that nobody knows as high as its nodes. */
export function leakAt({ at, network, link }: LeakingPipe): LonLatHeight {
  const ends = [network.from[link], network.to[link]].map((node) => network.nodeHeight[node ?? 0])
  return { ...at, height: known(at.height, ...ends) }
}

/** A node of a network as a place; of a height that nobody knows that of `near`. */
export function nodePlace(network: NetworkFile, node: number, near: LonLatHeight): LeakPlace {
  const height = known(network.nodeHeight[node], near.height)
  return {
    ...{ id: network.nodeId.at(node) ?? '', gid: network.nodeGid[node] ?? 0, kind: 'node' },
    at: { lon: network.nodeLon[node] as number, lat: network.nodeLat[node] as number, height },
  }
}

/** A space as a place, in the middle of its axis; where the ground is not known it lies as high as `near`. */
export function spacePlace(spaces: SpaceFile, space: number, crs: Crs, near: LonLatHeight): LeakPlace {
  const middle = (a: Float64Array, b: Float64Array) => ((a[space] as number) + (b[space] as number)) / 2
  const { lon, lat } = crs.toLonLat(middle(spaces.x, spaces.otherX), middle(spaces.y, spaces.otherY))
  const height = known((spaces.ground[space] as number) - (spaces.depth[space] as number), near.height)
  return {
    ...{ id: spaces.id.at(space) ?? '', gid: spaces.gid[space] ?? 0 },
    ...{ kind: SPACE_KINDS[spaces.kind[space] ?? -1] ?? 'other', at: { lon, lat, height } },
  }
}

/** The first that is a number; 0 where none is. */
function known(...heights: readonly (number | undefined)[]): number {
  for (const height of heights) if (Number.isFinite(height)) return height as number
  return 0
}
