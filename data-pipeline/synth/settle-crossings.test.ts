import { describe, expect, it } from 'vitest'
import { makeDemoCity } from './demo-city.ts'
import type { SurveyLine } from './survey-table.ts'

const CELL = 60

interface Tube {
  readonly name: string
  readonly line: SurveyLine
  /** crown at both ends [m, H] and inner height [m] */
  readonly crowns: readonly [number, number]
  readonly height: number
}

describe('pipes where networks cross', () => {
  it('never run through one another', () => {
    const { tables } = makeDemoCity(11)
    const tubes = tables.flatMap((table) =>
      table.lines.map((line): Tube => {
        const sides = line.size.split('X').map(Number)
        const height = (sides[1] ?? sides[0] ?? 0) / 1000
        const isGravity = (table.discipline === 'storm' || table.discipline === 'sewer') && line.pressure === null
        const rise = isGravity ? height : 0
        const crowns = [line.start.ground - line.startDepth + rise, line.end.ground - line.endDepth + rise] as const
        return { name: table.lineKey(line), line, crowns, height }
      }),
    )
    const cells = new Map<string, Tube[]>()
    for (const tube of tubes) for (const key of cellsOf(tube.line)) cells.set(key, [...(cells.get(key) ?? []), tube])
    const clashes = new Set<string>()
    for (const cell of cells.values()) {
      cell.forEach((a, i) => {
        for (const b of cell.slice(i + 1)) if (clash(a, b)) clashes.add(`${a.name} ${b.name}`)
      })
    }
    expect([...clashes]).toEqual([])
  })

  it('leave every network with the least cover of its kind', () => {
    const { tables } = makeDemoCity(11)
    const least = { water: 0.7, gas: 0.9, heat: 1, power: 0.6, telecom: 0.6 }
    for (const [discipline, cover] of Object.entries(least)) {
      const lines = tables.find((table) => table.discipline === discipline)?.lines ?? []
      expect(Math.min(...lines.flatMap((line) => [line.startDepth, line.endDepth])), discipline).toBeGreaterThanOrEqual(
        cover,
      )
    }
  })
})

function clash(a: Tube, b: Tube): boolean {
  const [p, q] = [a.line, b.line]
  if (p.start === q.start || p.start === q.end || p.end === q.start || p.end === q.end) return false
  const [ax, ay] = [p.end.x - p.start.x, p.end.y - p.start.y]
  const [bx, by] = [q.end.x - q.start.x, q.end.y - q.start.y]
  const determinant = ax * by - ay * bx
  if (Math.abs(determinant) < 1e-6) return false
  const [dx, dy] = [q.start.x - p.start.x, q.start.y - p.start.y]
  const t = (dx * by - dy * bx) / determinant
  const u = (dx * ay - dy * ax) / determinant
  if (t < 0 || t > 1 || u < 0 || u > 1) return false
  const crownA = a.crowns[0] + (a.crowns[1] - a.crowns[0]) * t
  const crownB = b.crowns[0] + (b.crowns[1] - b.crowns[0]) * u
  return crownA - a.height < crownB && crownB - b.height < crownA
}

function cellsOf({ start, end }: SurveyLine): string[] {
  const keys: string[] = []
  for (let x = Math.floor(Math.min(start.x, end.x) / CELL); x <= Math.max(start.x, end.x) / CELL; x++) {
    for (let y = Math.floor(Math.min(start.y, end.y) / CELL); y <= Math.max(start.y, end.y) / CELL; y++)
      keys.push(`${x}/${y}`)
  }
  return keys
}
