import type { ClosureAlternative } from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { isolate, SUPPLY } from '../../../src/domain/network/isolation.ts'
import type { IsolationOutcome } from '../../../src/domain/network/isolation-result.ts'
import type { Balance } from '../../../src/domain/run-summary.ts'
import type { Host } from '../../contract.ts'
import { isolation } from '../../isolation/run.ts'
import { segmentationOf } from '../../isolation/segmentation.ts'
import { alternativesOf } from '../water/isolate-leak.ts'
import type { LeakingPipe } from './leaking-pipe.ts'

/** How a leaking pipe is shut in. */
export interface PipeIsolation {
  readonly outcome: IsolationOutcome
  /** which valves instead when one of them does not close */
  readonly alternatives: readonly ClosureAlternative[]
  readonly caveats: readonly Localized[]
  /** elements and customers, counted */
  readonly balance: readonly Balance[]
  /** links whose content flows to the leak once it is shut in: the segment, and dead ends behind it */
  readonly emptied: readonly number[]
  /** the valves stop what feeds the leak: no source is in the segment, and one was before */
  readonly isStopped: boolean
}

/** Valves to close round a leaking pipe, and who is then without; by connection alone. */
export async function isolatePipe(
  { plan, network }: Pick<LeakQuestion, 'plan' | 'network'>,
  { id, link, network: { discipline, nodeGid, linkGid } }: LeakingPipe,
  host: Host,
): Promise<PipeIsolation> {
  const input = { network, networkKey: `${plan.city}/${plan.build}/${discipline}`, element: { link: id } }
  const step = await isolation.run(input, host).next()
  if (!step.done) throw new Error('isolatePipe: the isolation yields frames')
  const { outcome, caveats, balance } = step.value
  // the same question once more, in numbers: its segments are remembered
  const { network: topology, segments } = segmentationOf(input)
  const found = isolate(topology, segments, nodeGid.length + link)
  const emptied: number[] = []
  for (let each = 0; each < linkGid.length; each++)
    if (found.supply[segments.of[nodeGid.length + each] ?? -1] === SUPPLY.cutOff) emptied.push(each)
  return {
    ...{ outcome, caveats, balance, emptied, isStopped: found.wasSupplied && !found.holdsSource },
    alternatives: alternativesOf(topology, segments, found, topology),
  }
}
