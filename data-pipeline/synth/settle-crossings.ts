import type { SurveyLine, SurveyPoint, SurveyTable } from './survey-table.ts'

interface Layer {
  readonly discipline: string
  /** which lines of the table */
  holds(line: SurveyLine): boolean
  /** least crown depth [m] */
  readonly least: number
}

/** A span of depths below ground [m]. */
interface Band {
  readonly top: number
  readonly bottom: number
}

interface Crossing {
  readonly line: SurveyLine
  /** share of the line's length where it is crossed */
  readonly at: number
  /** crown depths that are too near to the other line */
  readonly forbidden: Band
}

/** From the shallow networks to the deep: cables stay within reach, stiff pipes dip; gravity sewers never give way. */
const LAYERS: readonly Layer[] = [
  { discipline: 'telecom', holds: () => true, least: 0.6 },
  { discipline: 'power', holds: () => true, least: 0.6 },
  { discipline: 'gas', holds: () => true, least: 0.9 },
  { discipline: 'heat', holds: ({ note }) => note === '供', least: 1 },
  { discipline: 'heat', holds: ({ note }) => note === '回', least: 1 },
  { discipline: 'water', holds: ({ subclass }) => subclass === 'JP', least: 0.8 },
  { discipline: 'water', holds: ({ subclass }) => subclass === 'ZS', least: 0.8 },
]
/** Vertical clearances [m] by pair, else `GENERAL` (domain A.3; ducts protect their cables, so 0.25 m for power). */
const CLEARANCES: Readonly<Record<string, number>> = {
  'sewer/water': 0.4,
  'storm/water': 0.4,
  'power/sewer': 0.25,
  'power/storm': 0.25,
  'heat/power': 0.25,
  'power/telecom': 0.25,
}
const GENERAL = 0.15
/** kept over the clearance, so that rounding to the millimetre cannot lose it [m] */
const SPARE = 0.01
const CELL = 50
const ROUNDS = 12
/** from the pipe's bottom to the floor of its chamber [m] */
const SUMP = 0.3

/**
 * Dips pressure pipes and ducts where they cross others, layer by layer: a node takes the depth nearest to its own that
 * clears every crossing of the lines at it; where two ends chose different sides, they are joined and choose again.
 */
export function settleCrossings(tables: readonly SurveyTable[]): void {
  const index = new LineIndex()
  const table = (discipline: string) => tables.find((candidate) => candidate.discipline === discipline)
  for (const discipline of ['storm', 'sewer'])
    for (const line of table(discipline)?.lines ?? []) index.add(line, discipline)
  for (const layer of LAYERS) {
    const lines = (table(layer.discipline)?.lines ?? []).filter((line) => layer.holds(line))
    settleLayer(
      lines,
      lines.flatMap((line) => index.crossings(line, layer.discipline)),
      layer.least,
    )
    for (const line of lines) index.add(line, layer.discipline)
  }
}

function settleLayer(lines: readonly SurveyLine[], crossings: readonly Crossing[], least: number) {
  const preferred = new Map<SurveyPoint, number>()
  for (const { start, end, startDepth, endDepth } of lines) {
    preferred.set(start, Math.max(preferred.get(start) ?? 0, startDepth))
    preferred.set(end, Math.max(preferred.get(end) ?? 0, endDepth))
  }
  const groups = new Map<SurveyPoint, SurveyPoint>()
  const rootOf = (point: SurveyPoint): SurveyPoint => {
    const next = groups.get(point)
    return next ? rootOf(next) : point
  }
  for (let round = 0; round < ROUNDS; round++) {
    const forbidden = new Map<SurveyPoint, Band[]>()
    for (const { line, forbidden: band } of crossings) {
      for (const root of new Set([rootOf(line.start), rootOf(line.end)])) {
        const bands = forbidden.get(root)
        if (bands) bands.push(band)
        else forbidden.set(root, [band])
      }
    }
    const depths = new Map(
      [...forbidden].map(([root, bands]) => [root, nearestFree(preferred.get(root) ?? least, bands, least)]),
    )
    const depthOf = (point: SurveyPoint) => depths.get(rootOf(point)) ?? preferred.get(point) ?? least
    for (const line of lines) Object.assign(line, { startDepth: depthOf(line.start), endDepth: depthOf(line.end) })
    const clashing = crossings.filter(({ line, at, forbidden: { top, bottom } }) => {
      const depth = line.startDepth + (line.endDepth - line.startDepth) * at
      return depth > top && depth < bottom
    })
    if (clashing.length === 0) break
    for (const { line } of clashing) {
      const [a, b] = [rootOf(line.start), rootOf(line.end)]
      if (a !== b) groups.set(a, b)
    }
  }
  deepenWells(lines)
}

/** The depth nearest to `preferred`, at least `least`, outside all bands. */
function nearestFree(preferred: number, bands: readonly Band[], least: number): number {
  const candidates = [preferred, ...bands.flatMap(({ top, bottom }) => [top, bottom])]
  const free = candidates.filter(
    (depth) => depth >= least && bands.every(({ top, bottom }) => depth <= top || depth >= bottom),
  )
  const best = free.reduce((a, b) => (Math.abs(b - preferred) < Math.abs(a - preferred) ? b : a), free[0] ?? preferred)
  return Math.round(best * 1000) / 1000
}

function deepenWells(lines: readonly SurveyLine[]) {
  for (const line of lines) {
    for (const [point, depth] of [
      [line.start, line.startDepth],
      [line.end, line.endDepth],
    ] as const) {
      if (point.wellDepth === null) continue
      point.wellDepth = Math.max(point.wellDepth, Math.ceil((depth + heightOf(line) + SUMP) * 100) / 100)
    }
  }
}

/** Outer height [m]. */
function heightOf({ size, wall }: SurveyLine): number {
  const sides = size.split('X').map(Number)
  return ((sides[1] ?? sides[0] ?? 0) + 2 * (wall ?? 0)) / 1000
}

/** Lines already placed, by cells of the plane. */
class LineIndex {
  private readonly cells = new Map<string, { readonly line: SurveyLine; readonly discipline: string }[]>()

  add(line: SurveyLine, discipline: string): void {
    for (const key of cellsOf(line)) {
      const cell = this.cells.get(key) ?? []
      cell.push({ line, discipline })
      this.cells.set(key, cell)
    }
  }

  crossings(line: SurveyLine, discipline: string): Crossing[] {
    const others = new Map(
      cellsOf(line).flatMap((key) => (this.cells.get(key) ?? []).map((entry) => [entry.line, entry])),
    )
    return [...others.values()].flatMap(({ line: other, discipline: otherDiscipline }) => {
      const meeting = meet(line, other)
      if (!meeting) return []
      const ground = line.start.ground + (line.end.ground - line.start.ground) * meeting.at
      const band = bandOf(other, otherDiscipline, meeting.other, ground)
      const pair = [discipline, otherDiscipline].sort().join('/')
      const clearance = (CLEARANCES[pair] ?? GENERAL) + SPARE
      return [
        {
          line,
          at: meeting.at,
          forbidden: { top: band.top - clearance - heightOf(line), bottom: band.bottom + clearance },
        },
      ]
    })
  }
}

/** Depths below `ground` that a line's outside takes up at a share of its length. */
function bandOf(line: SurveyLine, discipline: string, at: number, ground: number): Band {
  const startLevel = line.start.ground - line.startDepth
  const endLevel = line.end.ground - line.endDepth
  const depth = ground - (startLevel + (endLevel - startLevel) * at)
  const height = heightOf(line)
  const isGravity = (discipline === 'storm' || discipline === 'sewer') && line.pressure === null
  // The surveyed level of a gravity sewer is its inner bottom, and its wall is not in the table: about a tenth of it.
  return isGravity
    ? { top: depth - height * 1.1, bottom: depth + height * 0.1 }
    : { top: depth, bottom: depth + height }
}

function cellsOf({ start, end }: SurveyLine): string[] {
  const keys: string[] = []
  for (let x = Math.floor(Math.min(start.x, end.x) / CELL); x <= Math.max(start.x, end.x) / CELL; x++) {
    for (let y = Math.floor(Math.min(start.y, end.y) / CELL); y <= Math.max(start.y, end.y) / CELL; y++)
      keys.push(`${x}/${y}`)
  }
  return keys
}

/** Shares of both lengths where two lines cross in plan, or null. */
function meet(a: SurveyLine, b: SurveyLine): { readonly at: number; readonly other: number } | null {
  const [ax, ay] = [a.end.x - a.start.x, a.end.y - a.start.y]
  const [bx, by] = [b.end.x - b.start.x, b.end.y - b.start.y]
  const determinant = ax * by - ay * bx
  if (Math.abs(determinant) < 1e-6) return null
  const [dx, dy] = [b.start.x - a.start.x, b.start.y - a.start.y]
  const at = (dx * by - dy * bx) / determinant
  const other = (dx * ay - dy * ax) / determinant
  return at >= 0 && at <= 1 && other >= 0 && other <= 1 ? { at, other } : null
}
