import type { TraceOutcome, TraceSet } from '../../src/domain/network/trace-result.ts'
import type { RunSummary } from '../../src/domain/run-summary.ts'

const NOTHING: TraceSet = aTraceSet([], [])

/** A set of lines and points by drawing index, each line 100 m long. */
export function aTraceSet(links: readonly number[], nodes: readonly number[]): TraceSet {
  return {
    linkGids: Int32Array.from(links),
    nodeGids: Int32Array.from(nodes),
    ...{ links: links.length, nodes: nodes.length, length: 100 * links.length },
  }
}

/** A finished trace of a water network that found nothing, but for what is changed. */
export function aTrace(changes: Partial<TraceOutcome> = {}): RunSummary<TraceOutcome> {
  return {
    outcome: {
      kind: 'downstream',
      discipline: 'water',
      element: { kind: 'link', id: 'demo/water/P1', gid: 1 },
      to: null,
      basis: 'supply',
      computed: null,
      valves: { closed: 0, untold: 3, inoperable: 0, unproven: 3 },
      found: NOTHING,
      possible: NOTHING,
      rising: 0,
      ...{ customers: [], classes: [], people: 0, possibleCustomers: 0 },
      ...changes,
    },
    balance: [],
    caveats: [
      {
        zh: '阀门启闭状态未计入：关闭的阀门也按连通处理。',
        en: 'Valves are not considered: a closed one counts as a connection.',
      },
    ],
    milliseconds: 12,
  }
}
