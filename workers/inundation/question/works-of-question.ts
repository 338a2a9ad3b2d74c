import { bankOf } from '../../../src/domain/inundation/bank.ts'
import { cellAt, cellsAround, middleOf } from '../../../src/domain/inundation/cells.ts'
import type { FloodScenario } from '../../../src/domain/inundation/scenario.ts'
import { edgesOf, sumOfSteps } from '../../../src/domain/inundation/stepwise.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { Refusal } from '../../refusal.ts'
import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import { lengthOf, type Place } from '../prepare/site.ts'

/** How far water that comes up under a building is moved to open ground [m]. */
const MOST_MOVED = 30
/** Less than this that a source gives after the end is not told of [m³]. */
const TELLS = 1

/** What staff put up, what breaks and what bursts, as parts of a case. */
interface WorksOfQuestion {
  readonly sources: FloodCase['sources']
  readonly structures: FloodCase['structures']
  readonly told: readonly Localized[]
}

/**
 * The sources, barriers and breaches of a scenario on its ground. A wall as high as the bank stands for one that breaks until it
 * does, on ground that has it no more (`withoutBanks`).
 *
 * @param dem  with all banks, and with buildings as no cells
 * @throws Refusal with every one that does not fit, by its name
 */
export function worksOfQuestion(scenario: FloodScenario, dem: Raster, duration: number): WorksOfQuestion {
  const faults: Localized[] = []
  const told: Localized[] = []
  const sources = scenario.sources.flatMap((source) => sourceOf(source, dem, duration, faults, told))
  const barriers = scenario.barriers.flatMap((barrier) => barrierOf(barrier, dem, faults))
  const breaches = scenario.breaches.flatMap((breach) => breachOf(breach, dem, faults, told))
  if (faults.length > 0) throw new Refusal(faults)
  return { sources, structures: [...barriers, ...breaches], told }
}

function sourceOf(
  { name, at: [x, y], series }: FloodScenario['sources'][number],
  dem: Raster,
  duration: number,
  faults: Localized[],
  told: Localized[],
): FloodCase['sources'] {
  const late = series.findIndex(([time], i) => i > 0 && time <= (series[i - 1]?.[0] ?? 0))
  if (late > 0)
    faults.push({
      zh: `涌水“${name}”：时刻 ${series[late]?.[0]} s 排在 ${series[late - 1]?.[0]} s 之后，应递增`,
      en: `source "${name}": time ${series[late]?.[0]} s after ${series[late - 1]?.[0]} s, expected later`,
    })
  const cell = openCellAt(dem, x, y)
  if (cell === null) {
    faults.push({
      zh: `涌水“${name}”（${x}, ${y}）：${MOST_MOVED} m 内没有空地`,
      en: `source "${name}" at ${x}, ${y}: no open ground within ${MOST_MOVED} m`,
    })
    return []
  }
  const [atX, atY] = middleOf(dem, cell)
  const moved = Math.hypot(atX - x, atY - y)
  if (moved > dem.size)
    told.push({
      zh: `“${name}”处是建筑物：出水移至 ${moved.toFixed(0)} m 外最近的空地。`,
      en: `At "${name}" there is a building: its water comes up on the nearest open ground, ${moved.toFixed(0)} m away.`,
    })
  const later =
    sumOfSteps(series, series.at(-1)?.[0] ?? 0) - sumOfSteps(series, Math.min(duration, series.at(-1)?.[0] ?? 0))
  if (later >= TELLS)
    told.push({
      zh: `“${name}”在计算结束后还将流出 ${later.toFixed(0)} m³，未计入。`,
      en: `"${name}" gives ${later.toFixed(0)} m³ more after the end: they are not in.`,
    })
  return [{ x: atX, y: atY, series: edgesOf(series) }]
}

function barrierOf(
  { name, line, crest, time_s }: FloodScenario['barriers'][number],
  dem: Raster,
  faults: Localized[],
): FloodCase['structures'] {
  const wall = { type: 'wall', id: name, ...(time_s > 0 ? { from_s: time_s } : {}) } as const
  if ('level_m' in crest) return [{ ...wall, line: copied(line), crest_m: crest.level_m }]
  const places = inSteps(line, dem.size / 2)
  const ground = withoutGaps(places.map((place) => levelAt(dem, place)))
  if (ground === null) {
    faults.push({ zh: `挡水“${name}”：走向上没有地面`, en: `barrier "${name}": no ground under its line` })
    return []
  }
  return [{ ...wall, line: copied(places), crest_m: ground.map((level) => level + crest.above_m) }]
}

function breachOf(
  { name, line, thickness_m, bottom_m, time_s, growth_s }: FloodScenario['breaches'][number],
  dem: Raster,
  faults: Localized[],
  told: Localized[],
): FloodCase['structures'] {
  const bank = bankOf({ ...dem, bed: dem.values }, { line, thickness_m })
  if (bank === null) {
    faults.push({ zh: `溃口“${name}”：走向上没有地面`, en: `breach "${name}": no ground under its line` })
    return []
  }
  const { crest } = bank
  if (!(crest > bottom_m)) {
    faults.push({
      zh: `溃口“${name}”：堤顶高程 ${crest.toFixed(2)} m，应高于缺口底高程 ${bottom_m} m`,
      en: `breach "${name}": the bank stands at ${crest.toFixed(2)} m, expected above its bottom at ${bottom_m} m`,
    })
    return []
  }
  const width = lengthOf(line)
  told.push({
    zh: `“${name}”：堤身按 ${thickness_m} m 宽的条带从地形中取出，溃决前以顶高 ${crest.toFixed(2)} m 的墙代替。`,
    en: `"${name}": a strip of ${thickness_m} m is taken out of the bank; until it breaks a wall of level ${crest.toFixed(2)} m stands for it.`,
  })
  return [
    {
      type: 'breach',
      id: name,
      // into the bank that stands, so that nothing runs around the ends of the wall
      line: copied(lengthened(line, 2 * dem.size)),
      crest_m: crest,
      at: middleOfLine(line),
      width_series: growing(time_s, growth_s, 0, width),
      level_series: growing(time_s, growth_s, crest, bottom_m),
    },
  ]
}

function growing(start: number, lasts: number, from: number, to: number): [number, number][] {
  const first: [number, number] = [start, from]
  return [first, [start + lasts, to]]
}

/** The cell with ground that is nearest to a place; null = none within MOST_MOVED. */
function openCellAt(dem: Raster, x: number, y: number): number | null {
  const own = cellAt(dem, x, y)
  if (own !== null && !Number.isNaN(dem.values[own])) return own
  const away = (cell: number) => {
    const [cellX, cellY] = middleOf(dem, cell)
    return Math.hypot(cellX - x, cellY - y)
  }
  const open = cellsAround(dem, x, y, MOST_MOVED).filter((cell) => !Number.isNaN(dem.values[cell]))
  return open.sort((one, other) => away(one) - away(other) || one - other)[0] ?? null
}

/** The ground under a place [m]; NaN = none. */
function levelAt(dem: Raster, [x, y]: Place): number {
  const cell = cellAt(dem, x, y)
  return cell === null ? Number.NaN : (dem.values[cell] as number)
}

/** What is not known is as the nearest along the line; null where nothing is. */
function withoutGaps(levels: readonly number[]): number[] | null {
  const known = [...levels.keys()].filter((i) => !Number.isNaN(levels[i]))
  if (known.length === 0) return null
  return levels.map((level, i) => {
    if (!Number.isNaN(level)) return level
    const nearest = known.reduce((best, each) => (Math.abs(each - i) < Math.abs(best - i) ? each : best))
    return levels[nearest] as number
  })
}

/** A line with points at most `step` apart [m]. */
function inSteps(line: readonly Place[], step: number): Place[] {
  return line.flatMap(([x, y], n) => {
    const before = line[n - 1]
    if (!before) return [[x, y] as const]
    const [x0, y0] = before
    const parts = Math.max(1, Math.ceil(Math.hypot(x - x0, y - y0) / step))
    return Array.from({ length: parts }, (_, i): Place => {
      const share = (i + 1) / parts
      return [x0 + share * (x - x0), y0 + share * (y - y0)]
    })
  })
}

function lengthened(line: readonly Place[], by: number): Place[] {
  const beyond = ([x, y]: Place, [x0, y0]: Place): Place => {
    const length = Math.hypot(x - x0, y - y0) || 1
    return [x + (by * (x - x0)) / length, y + (by * (y - y0)) / length]
  }
  const [first, second, last, previous] = [line[0], line[1], line.at(-1), line.at(-2)] as [Place, Place, Place, Place]
  return [beyond(first, second), ...line, beyond(last, previous)]
}

function middleOfLine(line: readonly Place[]): [number, number] {
  let left = lengthOf(line) / 2
  for (let n = 1; n < line.length; n++) {
    const [[x0, y0], [x, y]] = [line[n - 1], line[n]] as [Place, Place]
    const length = Math.hypot(x - x0, y - y0)
    if (left <= length && length > 0) return [x0 + (left / length) * (x - x0), y0 + (left / length) * (y - y0)]
    left -= length
  }
  return [...(line.at(-1) as Place)]
}

function copied(line: readonly Place[]): [number, number][] {
  return line.map(([x, y]) => [x, y])
}
