import type { z } from 'zod'
import type { LeakPlan } from '../../../src/domain/leak/leak-plan.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
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
export function gasSpaces({ plan, spaces: bytes }: LeakQuestion, pipe: LeakingPipe, depth: number): AskedSpaces {
  if (!bytes) return { file: null, rows: [], spaces: [], passages: [], inside: null, told: [NO_SPACES] }
  const file = decodeSpaces(bytes)
  const near = Array.from(file.gid.keys()).filter((row) => distanceOf(file, row, pipe.point, depth) <= REACH)
  const { rows, left } = joined(file, near)
  const { spaces, passages, told: taken } = spacesOfRows(plan, file, rows, pipe.point, depth)
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
 */
export function spacesOfRows(
  plan: LeakPlan,
  file: SpaceFile,
  rows: readonly number[],
  origin: readonly [number, number],
  depth: number,
): Pick<AskedSpaces, 'spaces' | 'passages' | 'told'> {
  const isSensed = new Set(plan.methane.map(({ space }) => space))
  const taken: Taken = { volume: [], place: [], passage: 0 }
  const spaces = rows.map((row) => spaceOf(file, row, origin, depth, isSensed, taken))
  const passages = passagesOf(file, rows, taken)
  const [tunnels, drains] = (['tunnel', 'drain'] as const).map(
    (kind) => spaces.filter((each) => each.kind === kind).length,
  )
  return {
    ...{ spaces, passages },
    told: [
      ...(taken.volume.length > 0 ? [told(VOLUME_TAKEN, taken.volume.length, taken.volume)] : []),
      ...(taken.place.length > 0 ? [told(DEPTH_TAKEN, taken.place.length, taken.place)] : []),
      ...(taken.passage > 0 ? [told(PASSAGE_TAKEN, taken.passage)] : []),
      ...(tunnels ? [told(NO_FANS, tunnels)] : []),
      ...(drains ? [told(NO_DRAG, drains)] : []),
    ],
  }
}

/** What was not known, while it is read. */
interface Taken {
  readonly volume: string[]
  readonly place: string[]
  passage: number
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
    passages.push({
      ...{ from: file.id.at(from) ?? '', to: file.id.at(to) ?? '' },
      ...{ area_m2: positive(area, USUAL.area), length_m: positive(length, Math.max(1, between)) },
    })
  })
  return passages
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
  zh: '综合管廊、隧道段的风机未计入：城市数据没有风机启停，按换气 1–3 次/h；开机时浓度较低，沿风向传得更快',
  en: 'fans of tunnel sections are not computed, the data of the city hold none: 1 to 3 air changes an hour are taken. While fans run there is less gas, and it goes faster the way they blow',
}
const NO_DRAG: Localized = {
  zh: '排水管道内水流拖带的气流未计入：顺水流方向燃气可能传得更快、更远（实测气流 4–32 m/min）',
  en: 'the air that water drags along in drains is not computed: gas may go faster and farther the way the water runs (air was measured at 4 to 32 m/min)',
}
