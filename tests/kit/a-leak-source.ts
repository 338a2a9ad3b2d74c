import type { AdjacencyOutcome, AdjacentRow } from '../../src/domain/leak/adjacency.ts'
import type { LeakSourceOutcome } from '../../src/domain/leak/leak-source.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { RunSummary } from '../../src/domain/run-summary.ts'
import type { Adjacency } from '../../src/state/adjacency.ts'
import type { LeakSource } from '../../src/state/leak-source.ts'
import { GAUGE, NOON } from './a-page.ts'

const CAVEATS: readonly Localized[] = [
  { zh: '可信程度 C 级（仅物理推算，无现场数据校核）。', en: 'Evidence class C (physics only, no field data).' },
]

function summaryOf<Outcome>(outcome: Outcome): RunSummary<Outcome> {
  return { outcome, balance: [], caveats: CAVEATS, milliseconds: 40 }
}

/** A well beside a gas pipe of which everything is known, unless told otherwise. */
export function anAdjacentRow(changes: Partial<AdjacentRow> = {}): AdjacentRow {
  return {
    ...{ pipe: 'demo/gas/RQ1~RQ2~1', space: 'demo/sewer/WS1', pipeGid: 0, spaceGid: 0, kind: 'well' },
    ...{
      at: { lon: 120.35, lat: 36.06, height: 3 },
      distance: 1.2,
      horizontal: 0.8,
      vertical: 0.9,
      required: { metres: 1.2, clause: 'GB 50289-2016, 4.1.9', isAtCrossing: false },
      isSensorInWell: false,
      rank: 0.6,
      pressure_kpa: 400,
      age: 21,
    },
    ...{ material: '钢', people: 120, hasSensor: false, isAssumed: false },
    ...changes,
  }
}

/** An analysis that is done: a watched well, one that nobody watches, and a duct of which little is known. */
export function anAdjacency(changes: Partial<AdjacencyOutcome> = {}): Adjacency {
  const [first, watched, unknown] = [
    anAdjacentRow(),
    anAdjacentRow({ space: 'demo/sewer/WS2', distance: 2.4, rank: 0.4, hasSensor: true }),
    anAdjacentRow({
      ...{ space: 'demo/power/DL1~DL2~1#3', kind: 'duct', pipe: 'demo/gas/RQ7~RQ8~1', distance: 4, rank: 0.3 },
      ...{ pressure_kpa: null, age: null, material: '', people: null, isAssumed: true },
      ...{ vertical: null, required: null },
    }),
  ]
  const outcome: AdjacencyOutcome = {
    ...{ reach: 5, pairs: [first, watched, unknown], pairCount: 3, pipes: 40, spaces: 260, spacesInReach: 3 },
    ...{ watched: 1, unwatched: [first, unknown], evidence: 'C' },
    ...changes,
  }
  return { reach: 5, analysis: { state: 'done', summary: summaryOf(outcome) }, list: 'pairs', chosen: null }
}

/** A tracing that is done: two pipes that cannot be told apart, and a third. */
export function aLeakSource(changes: Partial<LeakSourceOutcome> = {}): LeakSource {
  const at = { lon: 120.35, lat: 36.06, height: 2 }
  const outcome: LeakSourceOutcome = {
    pipes: [
      {
        id: 'demo/gas/RQ1~RQ2~1',
        gid: 0,
        at,
        probability: 0.4,
        cumulative: 0.5,
        rate: 1.4e-4,
        start: 18_000,
        group: 0,
      },
      { id: 'demo/gas/RQ2~RQ3~1', gid: 0, at, probability: 0.3, cumulative: 0.85, rate: 2e-3, start: null, group: 0 },
      {
        id: 'demo/gas/RQ3~RQ4~1',
        gid: 0,
        at: { ...at, lon: 120.351 },
        probability: 0.1,
        cumulative: 0.97,
        rate: null,
        start: null,
        group: 1,
      },
    ],
    ...{ half: 1, ninety: 3, groups: 2, biogas: 0.18, unreached: 4, doubt: null, evidence: 'C' },
    sensors: [
      { id: GAUGE, answer: 'responding' },
      { id: 'CH4-2', answer: 'responding' },
      { id: 'CH4-3', answer: 'silent' },
    ],
    ...changes,
  }
  const summary = summaryOf(outcome)
  return { kind: 'gas', sensorId: GAUGE, from: NOON - 48 * 3_600_000, to: NOON, analysis: { state: 'done', summary } }
}
