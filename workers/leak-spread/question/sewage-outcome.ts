import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import type {
  CrossConnection,
  LeakFigure,
  LeakFrame,
  LeakOutcome,
  LeakPlace,
  SpillDrain,
} from '../../../src/domain/leak/leak-outcome.ts'
import type { DrainEnd } from '../../../src/domain/leak/leak-plan.ts'
import { SPILL_STATE } from '../../../src/domain/leak/leak-scales.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { SpillRun } from '../sewage/spill.ts'
import { numberOf } from './drains-of-city.ts'
import { nodePlace } from './leak-places.ts'

const LITRES = 1000
const FRAMES = 48
/** No run is watched for longer [s]. */
const LONGEST = 7 * 86_400

/** A node or drain that a spill comes to, and when [s]; of a drain when it enters and when the last has left. */
export interface SpillPlace {
  readonly place: LeakPlace
  readonly first: readonly [early: number, late: number]
  readonly until: readonly [early: number, late: number]
  /** of the spill, what comes by */
  readonly share: number
  /** nothing leaves from here */
  readonly isEnd: boolean
  /** of a drain its number in the network; null of a node */
  readonly link: number | null
}

/**
 * Places of a spill out of its quickest and its slowest run: nodes by arrival, then drains.
 *
 * @param called  what points are by what they are called, by asset id
 */
export function spillPlaces(
  network: NetworkFile,
  quick: SpillRun,
  slow: SpillRun,
  at: LonLatHeight,
  called: ReadonlyMap<string, DrainEnd>,
): SpillPlace[] {
  const late = new Map(slow.nodes.map((node) => [node.id, node]))
  const early = new Map(quick.nodes.map((node) => [node.id, node]))
  const nodes = quick.nodes.flatMap(({ id, first, until, share, isEnd }): SpillPlace[] => {
    const [number, last] = [numberOf(id), late.get(id)]
    if (number < 0 || !last) return []
    const bare = nodePlace(network, number, at)
    const place = { ...bare, kind: called.get(bare.id) ?? (isEnd ? 'end' : 'manhole') }
    return [{ place, first: [first, last.first], until: [until, last.until], share, isEnd, link: null }]
  })
  const drains = quick.links.flatMap(({ id, from, to }): SpillPlace[] => {
    const link = numberOf(id)
    const [enters, leaves] = [[early.get(from), late.get(from)] as const, [early.get(to), late.get(to)] as const]
    if (!enters[0] || !enters[1] || !leaves[0] || !leaves[1]) return []
    const middle = (of: ArrayLike<number>) =>
      ((of[network.from[link] ?? 0] as number) + (of[network.to[link] ?? 0] as number)) / 2
    const height = middle(network.nodeHeight)
    return [
      {
        place: {
          ...{ id: network.linkId.at(link) ?? '', gid: network.linkGid[link] ?? 0, kind: 'drain' },
          at: {
            ...{ lon: middle(network.nodeLon), lat: middle(network.nodeLat) },
            height: Number.isFinite(height) ? height : at.height,
          },
        },
        first: [enters[0].first, enters[1].first],
        until: [leaves[0].until, leaves[1].until],
        ...{ share: enters[0].share, isEnd: false, link },
      },
    ]
  })
  return [...nodes, ...drains]
}

/** Frames of a spill, close together at first, until the last of it has passed everywhere. */
export function* spillFrames(
  { spill_m3_s, duration_s }: LeakScenario,
  places: readonly SpillPlace[],
): Generator<LeakFrame, void> {
  const end = Math.min(LONGEST, Math.max(duration_s, ...places.map(({ until }) => until[1])))
  for (let n = 0; n <= FRAMES; n++) {
    const time = end * (n / FRAMES) ** 2
    yield {
      ...{ time, done: n / FRAMES, lost: spill_m3_s * Math.min(time, duration_s) },
      values: Float32Array.from(places, (place) => stateAt(place, time)),
      places: n === 0 ? places.map(({ place }) => place) : null,
    }
  }
}

/** Whether it is there at a time, by the quickest and by the slowest way that is thought of; NaN = it has not come yet. */
export function stateAt({ first, until }: Pick<SpillPlace, 'first' | 'until'>, time: number): number {
  if (time < first[0]) return Number.NaN
  if (time > until[1]) return SPILL_STATE.passed
  return time >= first[1] && time <= until[0] ? SPILL_STATE.certain : SPILL_STATE.possible
}

/** States of a drain without a free surface. */
const FULL: ReadonlySet<SpillDrain['state']> = new Set(['full', 'pumped', 'overflows'])

/** Ends by kind, as they are counted. */
const END_NAMES = [
  ['outfall', '其中排口（入水体）', 'Of them outfalls to open water'],
  ['works', '其中污水处理厂', 'Of them treatment works'],
  ['pump', '其中泵站（去向未知）', 'Of them pumping stations, where to is not known'],
  ['end', '其中性质不明', 'Of them of which nobody knows what they are'],
] as const

/** Of an end by what stands there: a key of the dictionary. */
function gradeOf(kind: string): string {
  return END_NAMES.some(([each]) => each === kind) ? kind : 'end'
}

/** What a spill did, as a page tells it. */
export function sewageOutcome(
  { spill_m3_s, duration_s }: LeakScenario,
  at: LonLatHeight,
  places: readonly SpillPlace[],
  crossings: readonly CrossConnection[],
  drains: readonly SpillDrain[],
): LeakOutcome {
  const volume = spill_m3_s * duration_s
  const nodes = places.filter(({ link }) => link === null)
  const ends = nodes.filter(({ isEnd }) => isEnd)
  const known = drains.flatMap(({ atMost }) => (atMost === null ? [] : [atMost]))
  const figure = (zh: string, en: string, value: number | null, unit: string): LeakFigure => ({
    ...{ name: { zh, en }, value, unit, isRough: false },
  })
  const hours = (times: readonly number[]) => (times.length > 0 ? Math.min(...times) / 3600 : null)
  return {
    ...{ kind: 'sewage', evidence: 'C', at, members: 1, lost: { value: volume, unit: 'm³' } },
    reached: nodes.map(({ place, first, share, isEnd }) => ({
      ...{ place: places.findIndex((each) => each.place === place), worst: [share, share, share] as const },
      ...{ grade: isEnd ? gradeOf(place.kind) : 'passes', localGrade: null, hasSensor: false },
      arrivals: [{ level: 0, p10: first[0], p50: null, p90: first[1], reached: null }],
    })),
    ...{
      isolation: null,
      alternatives: [],
      short: [],
      shortAfter: null,
      series: [],
      areas: [],
      gas: null,
      plume: null,
      outflow: null,
      crossings,
    },
    ...{ pipes: [], travel: null, surges: [], drains },
    figures: [
      figure('排入流量', 'Let in', LITRES * spill_m3_s, 'L/s'),
      figure('排入总量', 'Let in, in all', volume, 'm³'),
      figure('到达的检查井、管点', 'Manholes and points reached', nodes.length, '1'),
      figure('到达的末端', 'Ends reached', ends.length, '1'),
      ...END_NAMES.map(([kind, zh, en]) => figure(zh, en, ends.filter(({ place }) => place.kind === kind).length, '1')),
      figure(
        '浓度最多为排入时的',
        'Concentration at most, of what is let in',
        known.length > 0 ? 100 * Math.max(...known) : null,
        '%',
      ),
      figure('满管、压力流管段', 'Drains that run full', drains.filter(({ state }) => FULL.has(state)).length, '1'),
      figure(
        '是否满管未知的管段',
        'Drains of which nobody knows whether they run full',
        ...([drains.filter(({ state }) => state === 'unknown').length, '1'] as const),
      ),
      figure('最早到达末端', 'First at an end, at the earliest', hours(ends.map(({ first }) => first[0])), 'h'),
      figure('最晚到达首个末端', 'First at an end, at the latest', hours(ends.map(({ first }) => first[1])), 'h'),
    ],
  }
}
