import { csvTable } from '../../formats/csv.ts'
import { clockText, told } from '../../inundation/exports/exported-run.ts'
import type { Localized } from '../../localized.ts'
import { asKnown } from '../leak-digits.ts'
import type { CandidatePipe, LeakSourceOutcome } from '../leak-source.ts'
import { levelOf } from './exported-leak.ts'

/** Where it leaks by what sensors read, as files tell it to somebody who has nothing else of it. */
export interface ExportedLeakSource {
  readonly kind: 'gas' | 'water'
  readonly city: string
  readonly build: string
  /** the sensor that it was asked of */
  readonly sensor: string
  /** of the readings [ms since 1970 UTC] */
  readonly from: number
  readonly to: number
  readonly outcome: LeakSourceOutcome
  readonly caveats: readonly Localized[]
  /** every account closes within its tolerance */
  readonly isTrusted: boolean
}

/** of degrees: a centimetre */
const DIGITS = 1e7
const HOUR = 3600

/** All pipes that may leak, likeliest first, each with its group and the least set that holds it; what is not known is empty. */
export function leakSourceTable(source: ExportedLeakSource): string {
  return csvTable(
    factsOf(source),
    [
      ...['order', 'pipe', 'group', 'set_percent', 'probability', 'cumulative', 'rate_m3_h', 'began'],
      ...['lon', 'lat', 'level_m', 'evidence'],
    ],
    candidatesOf(source).map(({ order, pipe, group, set, probability, cumulative, rate, began, at, evidence }) => [
      ...[order, pipe, group, set, probability, cumulative, rate, began, at.lon, at.lat, levelOf(at.height), evidence],
    ]),
  )
}

/** The same as GeoJSON (RFC 7946, degrees of CGCS2000, which is WGS 84 to less than a metre): a point a pipe, its likeliest place. */
export function leakSourceGeoJson(source: ExportedLeakSource): string {
  const features = candidatesOf(source).map(({ at, ...properties }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [at.lon, at.lat].map((each) => Math.round(each * DIGITS) / DIGITS) },
    properties: { ...properties, trustworthy: source.isTrusted },
  }))
  const facts = factsOf(source).map(([what, text]) => `${what}: ${text}`)
  return `${JSON.stringify({ type: 'FeatureCollection', answer: facts, features })}\n`
}

/** Probabilities have two digits, rates one: nobody knows them better. */
function candidatesOf({ outcome: { pipes, half, ninety, evidence }, from }: ExportedLeakSource) {
  const began = ({ start }: CandidatePipe) => (start === null ? null : `${clockText(from + 1000 * start)}+08:00`)
  return pipes.map((pipe, i) => ({
    ...{ order: i + 1, pipe: pipe.id, group: pipe.group === null ? null : pipe.group + 1 },
    set: i < half ? 50 : i < ninety ? 90 : null,
    ...{ probability: asKnown(pipe.probability, 'C'), cumulative: asKnown(pipe.cumulative, 'C') },
    rate: pipe.rate === null ? null : Number((HOUR * pipe.rate).toPrecision(1)),
    ...{ began: began(pipe), at: pipe.at, evidence },
  }))
}

function factsOf(source: ExportedLeakSource): readonly (readonly [what: string, text: string])[] {
  const { kind, city, build, sensor, from, to, outcome, caveats, isTrusted } = source
  const { doubt, half, ninety, groups, biogas, unreached, sensors, evidence } = outcome
  return [
    ...(isTrusted ? [] : [['不可信 NOT TRUSTWORTHY', '守恒误差超过允许 an account does not close'] as const]),
    ...(doubt ? [['存疑 doubt', told(doubt)] as const] : []),
    [
      '溯源 localisation',
      '由读数推算，不是现场检测；开挖前须现场核实 inferred from readings, nothing found on site: confirm before digging',
    ],
    ['可信程度 evidence', evidence],
    ['城市 city', `${city}, build ${build}`],
    ['介质 of', kind === 'gas' ? '燃气 gas' : '给水 water'],
    ['传感器 sensor', sensor],
    ['读数 readings', `${clockText(from)}+08:00 … ${clockText(to)}+08:00`],
    ['范围 sets', `50%: ${half}, 90%: ${ninety} 条管线 pipes, ${groups} 组 groups`],
    ['同组 group', '同一组读数无法区分，组内先后没有意义 pipes of one group read alike: their order means nothing'],
    ...(biogas === null ? [] : [['沼气而非漏气 biogas, no leak', String(asKnown(biogas, 'C'))] as const]),
    ...(unreached > 0 ? [['读数不涉及的管线 pipes that no reading speaks of', String(unreached)] as const] : []),
    ...sensors.map(({ id, answer }) => ['参与的传感器 sensor asked', `${id}: ${answer}`] as const),
    ...caveats.map((caveat) => ['适用范围 caveat', told(caveat)] as const),
  ]
}
