import type { LeakFrame, LeakOutcome, LeakPlace, ReachedPlace } from '../../src/domain/leak/leak-outcome.ts'
import { LEAK_NETWORKS, type LeakKind, type LeakPlan } from '../../src/domain/leak/leak-plan.ts'
import { SPILL_STATE } from '../../src/domain/leak/leak-scales.ts'
import { firstLeakScenario } from '../../src/domain/leak/leak-scenario.ts'
import type { IsolationOutcome, ValveToClose } from '../../src/domain/network/isolation-result.ts'
import type { LeakSetting, LeakSummary } from '../../src/state/leak.ts'
import { NOON } from './a-page.ts'

export const LEAKING = 'demo/gas/RQ1~RQ2~1'
const HOUR = 3600
const at = { lon: 120.35, lat: 36.06, height: 3.2 }
const nobody = { nodeGids: new Int32Array(), linkGids: new Int32Array() }

/** What leaks of the kit's city are computed from: three networks, one wind sensor. */
export const leakPlan: LeakPlan = {
  ...{ city: 'demo', build: 'build-1', crs: 'EPSG:4549', spaces: 'leak/spaces.bin', methane: [], gasGrades: null },
  networks: LEAK_NETWORKS.map((discipline) => ({
    ...{ discipline, pipes: `leak/pipes-${discipline}.bin`, sources: [], ends: [] },
  })),
  wind: [{ id: 'WS-1', name: '大桥风速', at: [531_500, 3_991_800] }],
  missing: [{ part: 'spaces', why: { zh: '容积未测的井', en: 'wells without a volume' }, count: 12, assets: [] }],
  assumed: [],
}

export function inStreet(kind: LeakKind): LeakSetting {
  return { scenario: firstLeakScenario(kind === 'sewage' ? 'sewer' : kind, LEAKING), plan: leakPlan, startedAt: NOON }
}

const KINDS: Readonly<Record<LeakKind, readonly string[]>> = {
  gas: ['well', 'drain', 'basement', 'duct'],
  water: ['node', 'node', 'node', 'node'],
  heat: ['cable', 'pe-gas', 'other', 'cable'],
  sewage: ['manhole', 'manhole', 'end', 'drain'],
}

/** Four places in a row to the east of the leak, 20 m apart; the last is never reached. */
export function leakPlaces(kind: LeakKind): readonly LeakPlace[] {
  return KINDS[kind].map((each, i) => ({
    ...{ id: `demo/sewer/WS${i + 1}`, gid: 10 + i, kind: each },
    at: { ...at, lon: at.lon + 0.00022 * (i + 1) },
  }))
}

/** What a place holds after some hours: a share of the limit, a head, a temperature. */
function heldBy(kind: LeakKind, place: number, hours: number): number {
  if (kind === 'water') return place === 3 ? 30 : 25 - Math.min(25, 8 * hours * (3 - place))
  if (kind === 'sewage') return hours < 3 * place ? Number.NaN : hours > 18 ? SPILL_STATE.passed : SPILL_STATE.certain
  if (kind === 'heat') return place === 3 ? Number.NaN : 15 + Math.min(50, 12 * hours) / (place + 1)
  return place === 3 ? 0 : Math.min(3.4, (0.4 * hours) / (place + 1) ** 2)
}

/** Nine frames: every three hours of a day. */
export function leakFrames(kind: LeakKind): LeakFrame[] {
  return Array.from({ length: 9 }, (_, i) => ({
    ...{ time: 3 * HOUR * i, done: i / 10, lost: 4.2 * i },
    values: Float32Array.from(leakPlaces(kind), (_, place) => heldBy(kind, place, 3 * i)),
    places: i === 0 ? leakPlaces(kind) : null,
  }))
}

const valve = (n: number, isAssumed = false): ValveToClose => ({
  ...{ link: `demo/gas/V${n}~1`, node: `demo/gas/V${n}`, linkGid: 0, nodeGid: 0, isAssumed, distance: 30 * n },
  at: { lon: at.lon - 0.0003 * n, lat: at.lat },
})

const alternatives: LeakOutcome['alternatives'] = [
  {
    fails: { link: 'demo/gas/V1~1', node: 'demo/gas/V1' },
    close: [
      { link: 'demo/gas/V2~1', node: 'demo/gas/V2' },
      { link: 'demo/gas/V7~1', node: 'demo/gas/V7' },
    ],
    sources: [],
    cutOff: 5,
  },
  { fails: { link: 'demo/gas/V2~1', node: 'demo/gas/V2' }, close: [], sources: ['demo/gas/TYZ1'], cutOff: 2 },
]

const isolation: IsolationOutcome = {
  element: { kind: 'link', id: LEAKING, gid: 0 },
  segments: { count: 12, largest: 40 },
  segment: { ...nobody, nodes: 6, links: 5 },
  valves: [valve(1), valve(2, true)],
  sources: [],
  inoperable: [valve(3)],
  redundant: [],
  cutOff: {
    ...{ ...nobody, nodes: 6, links: 5, people: 1250 },
    customers: [
      { id: 'C1', name: '湾东医院', class: 'hospital', node: 'demo/gas/RQ9', people: 900 },
      { id: 'C2', name: '海湾花园', class: 'residential', node: 'demo/gas/RQ8', people: 350 },
    ],
    classes: [
      { class: 'hospital', customers: 1, people: 900 },
      { class: 'residential', customers: 1, people: 350 },
    ],
  },
  unsupplied: { nodes: 0, customers: 0 },
}

const LEVELS: Readonly<Record<LeakKind, readonly number[]>> = {
  gas: [0.05, 0.1, 0.2, 0.5, 1],
  water: [],
  heat: [40],
  sewage: [0],
}
const GRADES: Readonly<Record<LeakKind, readonly string[]>> = {
  gas: ['rich', 'high', 'watch'],
  water: ['dry', 'short', 'lower'],
  heat: ['over', 'over', 'warmed'],
  sewage: ['passes', 'passes', 'end'],
}

function reached(kind: LeakKind): readonly ReachedPlace[] {
  return GRADES[kind].map((grade, place) => {
    const [low, middle, high] = [0.8, 1, 1.25]
    const worst = heldBy(kind, place, 24)
    const isMany = kind === 'gas'
    return {
      ...{ place, grade, localGrade: isMany ? 'GPTC 1' : null, hasSensor: place === 0 },
      worst:
        kind === 'sewage' ? [1, 1, 1] : isMany ? [low * worst, middle * worst, high * worst] : [worst, worst, worst],
      arrivals: LEVELS[kind].map((level) => {
        const time = 1234 * (place + 1) ** 2 * (1 + level)
        if (kind === 'sewage') return { level, p10: low * time, p50: null, p90: high * time, reached: null }
        if (!isMany) return { level, p10: time, p50: time, p90: time, reached: null }
        // the third is reached in half of the members only
        const late = place === 2 ? { p90: null, reached: 0.5 } : { p90: high * time, reached: 1 }
        return { level, p10: low * time, p50: time, ...late }
      }),
    }
  })
}

const pipes: LeakOutcome['pipes'] = [
  { place: 0, least: 0, isReversed: false, isDry: true, drawsIn: true, drawn_m3: 0.34 },
  { place: 1, least: 12, isReversed: true, isDry: false, drawsIn: null, drawn_m3: null },
]
const travel: LeakOutcome['travel'] = {
  downstream: [{ id: 'C1', name: '湾东医院', class: 'hospital', people: 900, seconds: 1260, place: 0, share: null }],
  drawnIn: [{ id: 'C2', name: '海湾花园', class: 'residential', people: 350, seconds: 300, place: null, share: 0.012 }],
  sources: [{ id: 'demo/water/JS1', seconds: 7200 }],
}

const surges: LeakOutcome['surges'] = [{ atOnce_kpa: 840, closing_s: 62, limit_kpa: 100 }, null]
const drains: LeakOutcome['drains'] = [
  { place: 3, flow: 0.03, speed: [0.8, 1.4], atMost: 0.33, state: 'free' },
  { place: 1, flow: 0.03, speed: [0.5, 5], atMost: null, state: 'overflows' },
]
const crossings: LeakOutcome['crossings'] = [
  { kind: 'sewage in storm sewer', id: 'demo/storm/YS7', gid: 77, at, lines: ['demo/sewer/WS2~1', 'demo/storm/YS7~1'] },
  { kind: 'shared place', id: 'demo/sewer/WS9', gid: 78, at, lines: [] },
]

/** Two cells to the east, 10 m each. */
const plume: LeakOutcome['plume'] = {
  bounds: [at.lon, at.lat - 0.00005, at.lon + 0.00022, at.lat + 0.00005],
  ...{ columns: 2, rows: 1, height_m: 1.5, level: 5.9, share: Float32Array.of(0.4, 0.03) },
  moments: [0, HOUR].map((time) => ({ time, share: Float32Array.of(time > 0 ? 0.4 : 0, 0) })),
}

/** What a leak leaves behind. @param error  share that the accounts do not explain */
export function aLeakSummary(kind: LeakKind, error = 3e-9): LeakSummary {
  const unit = kind === 'water' || kind === 'sewage' ? 'm³' : 'kg'
  const outcome: LeakOutcome = {
    ...{ kind, evidence: kind === 'water' ? 'A' : 'C', at, reached: reached(kind) },
    ...(kind === 'sewage' ? { isolation: null, alternatives: [] } : { isolation, alternatives }),
    crossings: kind === 'sewage' ? crossings : null,
    ...(kind === 'water' ? { pipes, travel, surges } : { pipes: [], travel: null, surges: [] }),
    drains: kind === 'sewage' ? drains : [],
    lost: { value: 33.6, unit },
    gas: kind === 'gas' ? 'methane' : null,
    short:
      kind === 'water' ? [{ id: 'C1', name: '湾东医院', class: 'hospital', people: 900, share: 0.42, place: 0 }] : [],
    shortAfter:
      kind === 'water' ? [{ id: 'C3', name: '东岸小学', class: 'school', people: 400, share: 0.7123, place: 1 }] : null,
    series:
      kind === 'water'
        ? [
            {
              ...{ name: { zh: '水池 SC1 水深', en: 'depth in tank SC1' }, unit: 'm' },
              points: [
                [0, 3.21234],
                [HOUR, 2.1],
              ],
            },
          ]
        : [],
    figures: [
      { name: { zh: '最大泄漏率', en: 'Greatest rate' }, value: 0.0123, unit: 'kg/s', isRough: false },
      { name: { zh: '撤离半径', en: 'Evacuation radius' }, value: 34, unit: 'm', isRough: true },
      { name: { zh: '管内剩余', en: 'Left in the pipe' }, value: null, unit: 'kg', isRough: false },
    ],
    areas:
      kind === 'water' || kind === 'sewage'
        ? []
        : [
            { name: { zh: '撤离范围', en: 'Evacuation' }, at, radius: 34, towards: null, isRough: true },
            { name: { zh: '50% LEL', en: '50% LEL' }, at, radius: 12, towards: 90, isRough: false },
          ],
    plume: kind === 'gas' ? plume : null,
    outflow:
      kind === 'water'
        ? [
            [0, 0.12],
            [HOUR, 0],
          ]
        : null,
    members: kind === 'gas' ? 64 : 1,
  }
  return {
    outcome,
    balance: [
      {
        ...{ quantity: { zh: '泄漏质量', en: 'Mass released' }, unit, in: 33.6, out: 33.6 * (1 - error), error },
        tolerance: 1e-6,
      },
    ],
    caveats: [{ zh: '土壤各处相同。', en: 'The soil is the same everywhere.' }],
    milliseconds: 840,
  }
}
