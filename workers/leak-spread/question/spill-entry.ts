import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import { decodePipes, type PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import { decodeNetwork, type NetworkFile } from '../../../src/domain/network/network-file.ts'
import { Refusal } from '../../refusal.ts'
import type { SpillEntry } from './drains-of-city.ts'
import { leakAt } from './leak-places.ts'
import { leakingPipe } from './leaking-pipe.ts'

/** Where a spill enters the drains, and the drains. */
export interface PlacedSpill extends SpillEntry {
  readonly network: NetworkFile
  /** link by link of the network */
  readonly pipes: PipeFile
  readonly at: LonLatHeight
}

/**
 * Opens the files of a question and finds the line or manhole that is let into.
 *
 * @throws Refusal naming it and why nothing can be let into it: not in the network, not in use, a device, without a place
 */
export function spillEntry(question: LeakQuestion): PlacedSpill {
  const { network, pipes } = drainFiles(question)
  const node = network.nodeId.indexOf(question.scenario.pipe)
  if (node < 0) {
    const pipe = leakingPipe(question)
    return { ...{ network, pipes, node: null, link: pipe.link }, at: leakAt(pipe) }
  }
  const [lon, lat, height] = [
    network.nodeLon[node] as number,
    network.nodeLat[node] as number,
    network.nodeHeight[node],
  ]
  if (!(Number.isFinite(lon) && Number.isFinite(lat)))
    throw new Refusal([
      { zh: `管点 ${question.scenario.pipe}：位置不详`, en: `point ${question.scenario.pipe}: its place is not known` },
    ])
  return {
    ...{ network, pipes, node, link: null },
    at: { lon, lat, height: Number.isFinite(height) ? Number(height) : 0 },
  }
}

/** A network and its pipes, link by link. @throws Error when the two files are not of one network */
export function drainFiles(files: Pick<LeakQuestion, 'network' | 'pipes'>): Pick<PlacedSpill, 'network' | 'pipes'> {
  const [network, pipes] = [decodeNetwork(files.network), decodePipes(files.pipes)]
  if (pipes.length.length !== network.linkGid.length || pipes.discipline !== network.discipline)
    throw new Error(`drainFiles: pipes of ${pipes.discipline} do not fit the network of ${network.discipline}`)
  return { network, pipes }
}
