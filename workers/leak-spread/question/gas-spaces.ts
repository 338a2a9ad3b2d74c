import type { z } from 'zod'
import type { LeakPlan } from '../../../src/domain/leak/leak-plan.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import { decodeSpaces, SPACE_KINDS, type SpaceFile, type SpaceKind } from '../../../src/domain/leak/space-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { gasCaseSchema } from '../gas-spread/case.ts'
import { REACH } from '../gas-spread/street.ts'
import { passagesBySpace } from '../spaces/void-network.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import { told } from './told.ts'

/** Most spaces of a run: a day of them takes two seconds. */
const MOST = 5_000
/** Inside, of spaces whose volume and size nobody measured [m³]. Choices. */
const USUAL_VOLUME: Readonly<Record<SpaceKind, number>> = {
  well: 2,
  drain: 5,
  duct: 1,
  tunnel: 500,
  basement: 300,
  other: 2,
}
/** [m]; [m]; [m²] a DN 300 */
const USUAL = { height: 2, radius: 0.35, area: 0.07 } as const
/** A pipe may lie open in these; through a drain none runs. */
const OPEN_IN: readonly SpaceKind[] = ['well', 'duct', 'tunnel']

type GivenCase = z.input<typeof gasCaseSchema>

/** Spaces of a city that a leak may reach. */
export interface AskedSpaces {
  /** null = the city knows none */
  readonly file: SpaceFile | null
  /** their places in the file, in the order of the case */
  readonly rows: readonly number[]
  readonly spaces: GivenCase['spaces']
  readonly passages: GivenCase['passages']
  /** id of the one that the pipe lies open in */
  readonly inside: string | null
  readonly told: readonly Localized[]
}

/**
 * The spaces within reach of a leak through soil, and what passages join to them, nearest by passages first, up to a number. A
 * volume that is not known is that of its walls, else one that is usual of its kind; both are told.
 *
 * @param depth  of the pipe below ground [m]
 */
export function gasSpaces(
  { plan, scenario, spaces: bytes }: LeakQuestion,
  pipe: LeakingPipe,
  depth: number,
): AskedSpaces {
  if (!bytes) return { file: null, rows: [], spaces: [], passages: [], inside: null, told: [NO_SPACES] }
  const file = decodeSpaces(bytes)
  const near = Array.from(file.gid.keys()).filter((row) => distanceOf(file, row, pipe.point, depth) <= REACH)
  const { rows, left } = joined(file, near)
  const { spaces, passages, told: taken } = spacesOfRows(plan, file, rows, pipe.point, depth, scenario.fans)
  const inside = rows.find((row) => isAround(file, row, pipe.point, depth))
  return {
    ...{ file, rows, spaces, passages, inside: inside === undefined ? null : (file.id.at(inside) ?? '') },
    told: [
      ...(inside === undefined ? [] : [told(INSIDE, null, [file.id.at(inside) ?? ''])]),
      ...(left > 0 ? [told(LEFT_OUT, left)] : []),
      ...taken,
    ],
  }
}

/**
 * Spaces of a file and the passages between them as a case has them, with what was taken where it is not known.
 *
 * @param origin  of the case, in the plane of the plan [m]
 * @param depth  below ground, of what is no well and of which nobody knows it [m]
 * @param fans   of tunnel sections; null = nobody told
 */
export function spacesOfRows(
  plan: LeakPlan,
  file: SpaceFile,
  rows: readonly number[],
  origin: readonly [number, number],
  depth: number,
  fans: LeakScenario['fans'] = null,
): Pick<AskedSpaces, 'spaces' | 'passages' | 'told'> {
  const isSensed = new Set(plan.methane.map(({ space }) => space))
  const taken: Taken = { volume: [], place: [], passage: 0, running: new Set() }
  const blown = fans ? { fans: [[fans.from_s, fans.changes_per_h]] as [number, number][] } : {}
  const spaces = rows.map((row) => {
    const space = spaceOf(file, row, origin, depth, isSensed, taken)
    return space.kind === 'tunnel' ? { ...space, ...blown } : space
  })
  const passages = passagesOf(file, rows, taken)
  const count = (kind: SpaceKind) => spaces.filter((each) => each.kind === kind).length
  const [tunnels, running] = [count('tunnel'), taken.running.size]
  const still = count('drain') - running
  return {
    ...{ spaces, passages },
    told: [
      ...(taken.volume.length > 0 ? [told(VOLUME_TAKEN, taken.volume.length, taken.volume)] : []),
      ...(taken.place.length > 0 ? [told(DEPTH_TAKEN, taken.place.length, taken.place)] : []),
      ...(taken.passage > 0 ? [told(PASSAGE_TAKEN, taken.passage)] : []),
      ...(tunnels ? [told(fans ? fansTold(fans) : NO_FANS, tunnels)] : []),
      ...(running ? [told(DRAG, running)] : []),
      ...(still ? [told(NO_DRAG, still)] : []),
    ],
  }
}

/** What was not known, while it is read. */
interface Taken {
  readonly volume: string[]
  readonly place: string[]
  passage: number
  /** foul drains whose water drags air along */
  readonly running: Set<number>
}

/** From a place below ground to the nearest of a space's axis [m]; of a depth that is not known, in plan. */
function distanceOf(file: SpaceFile, row: number, point: readonly [number, number], depth: number): number {
  const { away, below } = besideOf(file, row, point, depth)
  return Math.hypot(away, Number.isNaN(below) ? 0 : below)
}

/** In plan, and how far the axis is below the place there [m]. */
function besideOf(file: SpaceFile, row: number, [px, py]: readonly [number, number], depth: number) {
  const [x, y] = [file.x[row] as number, file.y[row] as number]
  const [dx, dy] = [(file.otherX[row] as number) - x, (file.otherY[row] as number) - y]
  const square = dx * dx + dy * dy
  const part = square > 0 ? Math.min(1, Math.max(0, ((px - x) * dx + (py - y) * dy) / square)) : 0
  const axis = (file.depth[row] as number) * (1 - part) + (file.otherDepth[row] as number) * part
  return { away: Math.hypot(x + part * dx - px, y + part * dy - py), below: axis - depth }
}

function isAround(file: SpaceFile, row: number, point: readonly [number, number], depth: number): boolean {
  const { away, below } = besideOf(file, row, point, depth)
  const kind = SPACE_KINDS[file.kind[row] ?? -1] ?? 'other'
  return (
    OPEN_IN.includes(kind) &&
    away <= (file.radius[row] as number) &&
    Math.abs(below) <= (file.height[row] as number) / 2
  )
}

/** Spaces with all that passages join to them, a passage after the other; and how many joined ones are left out. */
function joined(file: SpaceFile, near: readonly number[]): { rows: number[]; left: number } {
  const { starts, list } = passagesBySpace(file)
  const seen = new Set(near)
  const rows = [...near]
  for (let head = 0; head < rows.length; head++) {
    const row = rows[head] as number
    for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
      const passage = list[i] as number
      const other = (file.from[passage] === row ? file.to[passage] : file.from[passage]) as number
      if (seen.has(other)) continue
      seen.add(other)
      rows.push(other)
    }
  }
  return { rows: rows.slice(0, MOST), left: Math.max(0, rows.length - MOST) }
}

function spaceOf(
  file: SpaceFile,
  row: number,
  [px, py]: readonly [number, number],
  leakDepth: number,
  isSensed: ReadonlySet<string>,
  taken: Taken,
): GivenCase['spaces'][number] {
  const id = file.id.at(row) ?? ''
  const kind = SPACE_KINDS[file.kind[row] ?? -1] ?? 'other'
  const height = positive(file.height[row], USUAL.height)
  const radius = positive(file.radius[row], USUAL.radius)
  const [depth, otherDepth] = [file.depth[row], file.otherDepth[row]].map((own) => {
    if (Number.isFinite(own)) return Math.max(0, own as number)
    if (taken.place.at(-1) !== id) taken.place.push(id)
    return kind === 'well' ? height / 2 : leakDepth
  }) as [number, number]
  const from = [(file.x[row] as number) - px, (file.y[row] as number) - py, depth] as [number, number, number]
  const to = [(file.otherX[row] as number) - px, (file.otherY[row] as number) - py, otherDepth] as typeof from
  const length = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2])
  let volume = file.volume[row] as number
  if (!(volume > 0)) {
    taken.volume.push(id)
    const isSized = (file.radius[row] as number) > 0 && kind !== 'basement'
    volume = isSized ? Math.PI * radius ** 2 * (length > 0 ? length : height) : USUAL_VOLUME[kind]
  }
  return {
    ...{ id, kind, volume_m3: volume, height_m: height, radius_m: radius },
    at: length > 0 ? [from, to] : from,
    has_sensor: file.hasSensor[row] === 1 || isSensed.has(id),
  }
}

function passagesOf(file: SpaceFile, rows: readonly number[], taken: Taken): NonNullable<GivenCase['passages']> {
  const isIn = new Set(rows)
  const passages: NonNullable<GivenCase['passages']> = []
  file.from.forEach((from, passage) => {
    const to = file.to[passage] as number
    if (from === to || !isIn.has(from) || !isIn.has(to)) return
    const [area, length] = [file.area[passage] as number, file.length[passage] as number]
    if (!(area > 0 && length > 0)) taken.passage += 1
    const middle = (row: number) =>
      [file.x, file.otherX, file.y, file.otherY].map((axis) => (axis[row] as number) / 2) as [
        number,
        number,
        number,
        number,
      ]
    const [a, b] = [middle(from), middle(to)]
    const between = Math.hypot(a[0] + a[1] - b[0] - b[1], a[2] + a[3] - b[2] - b[3])
    const section = positive(area, USUAL.area)
    const run = waterThrough(file, from, to)
    if (run) taken.running.add(run.drain)
    passages.push({
      ...{ from: file.id.at(from) ?? '', to: file.id.at(to) ?? '' },
      ...{ area_m2: section, length_m: positive(length, Math.max(1, between)) },
      ...(run ? { drain: { diameter_m: Math.sqrt((4 * section) / Math.PI), slope: run.slope } } : {}),
    })
  })
  return passages
}

/**
 * Where water of a foul drain runs from one space into the other: the drain that it comes by or leaves by, and its fall by length, > 0
 * from the first to the second; null = none does, or nobody knows. Two drains that both run to where they meet, or both from it, have
 * none between them.
 */
function waterThrough(file: SpaceFile, from: number, to: number): { drain: number; slope: number } | null {
  const [out, back] = [fallTowards(file, from, to), fallTowards(file, to, from)]
  if (Number.isNaN(out)) return Number.isNaN(back) ? null : { drain: to, slope: -back }
  if (Number.isNaN(back)) return { drain: from, slope: out }
  if (out > 0 === back > 0) return null
  return out > 0 ? { drain: from, slope: out } : { drain: to, slope: -back }
}

/** How much a drain falls by its length to the end that another space lies at; NaN = it is no foul drain, or that is not known. */
function fallTowards(file: SpaceFile, drain: number, other: number): number {
  const [first, second] = endsOf(file, drain).map((own) =>
    Math.min(...endsOf(file, other).map(([x, y]) => Math.hypot(x - own[0], y - own[1]))),
  ) as [number, number]
  const fall = file.fall[drain] as number
  return second <= first ? fall : -fall
}

function endsOf({ x, y, otherX, otherY }: SpaceFile, row: number): (readonly [number, number])[] {
  return [
    [x[row] as number, y[row] as number],
    [otherX[row] as number, otherY[row] as number],
  ]
}

function positive(value: number | undefined, usual: number): number {
  return value !== undefined && value > 0 ? value : usual
}

const NO_SPACES: Localized = {
  zh: '城市数据中没有地下空间：燃气进入哪些井、沟、室未知，不等于没有。',
  en: 'The data of the city hold no spaces below ground: which of them gas enters is unknown, which is not that it enters none.',
}
const INSIDE: Localized = {
  zh: '漏点位于地下空间内部：燃气不经土壤直接进入该空间',
  en: 'The leak lies within a space: its gas is in there at once, no soil between',
}
const LEFT_OUT: Localized = {
  zh: '与之相连的更远空间超出计算上限，未计算',
  en: 'further spaces that passages join to these are more than is computed, and are left out',
}
const VOLUME_TAKEN: Localized = {
  zh: '容积未测的空间按断面尺寸或同类常用值',
  en: 'spaces of unknown volume are taken by their walls, or as usual of their kind',
}
const DEPTH_TAKEN: Localized = {
  zh: '埋深未测的空间按常用值（井：半井深；其余：与漏点同深）',
  en: 'spaces of unknown depth are taken at half of their height (wells) or as deep as the leak',
}
const PASSAGE_TAKEN: Localized = {
  zh: '断面或长度未测的通道按 0.07 m² 与两端直线距离',
  en: 'passages of unknown section or length are taken as 0.07 m² and the straight way between their spaces',
}
const NO_FANS: Localized = {
  zh: '综合管廊、隧道段的风机启停不详：按换气 1–3 次/h',
  en: 'whether fans of tunnel sections run nobody told: 1 to 3 air changes an hour are taken',
}
function fansTold({ changes_per_h: changes, from_s: from }: NonNullable<LeakScenario['fans']>): Localized {
  const minutes = Math.round(from / 60)
  return {
    zh: `综合管廊、隧道段自第 ${minutes} min 起按换气 ${changes} 次/h（此前 1–3 次/h），各段相同、段内均匀：风井未知，沿风向的推移未计`,
    en: `tunnel sections have ${changes} air changes an hour from minute ${minutes} on (1 to 3 before), all alike and evenly: where the shafts are nobody knows, and how gas goes the way the fans blow is not computed`,
  }
}
const DRAG: Localized = {
  zh: '污水管道（含合流）按水流拖带气流计：充满度 2–50%（假定，实际水位未知），流速按管底坡降',
  en: 'foul and combined sewers carry air along with their water: 2 to 50 % filled, a choice since nobody told their levels, at the speed of their fall',
}
const NO_DRAG: Localized = {
  zh: '雨水管道（按晴天无水）和坡降不详的污水管道未计水流拖带的气流；有水时燃气可能顺水流传得更快、更远',
  en: 'storm drains (taken as dry) and sewers whose fall is not known carry no air along: with water in them gas may go faster and farther the way it runs',
}
