import { AFFECTING_DEPTH } from './depth-grades.ts'
import type { FloodGround } from './flood-ground.ts'
import type { FloodOutcome } from './outcome.ts'

/** A run in few figures, so that two can be held side by side. */
export interface FloodFigures {
  /** of land [m] */
  readonly deepest: number
  /** of such ground with AFFECTING_DEPTH [m²] */
  readonly area: number
  /** rain, and what stands on the ground at the end [m³] */
  readonly rain: number
  readonly final: number
  /** flooded, of those that were tested */
  readonly entries: number
  readonly tested: number
  /** with AFFECTING_DEPTH, of all that were tested [m] */
  readonly streets: number
  /** with AFFECTING_DEPTH; null = nobody told who lives where */
  readonly people: number | null
}

export function figuresOf(grid: FloodGround, outcome: FloodOutcome): FloodFigures {
  const { extremes, waters, volumes, entries, streets, people } = outcome
  let [deepest, cells] = [0, 0]
  extremes.depth.forEach((depth, cell) => {
    if (waters[cell] === 1 || !(depth > 0)) return
    if (depth > deepest) deepest = depth
    if (depth >= AFFECTING_DEPTH) cells++
  })
  return {
    ...{ deepest, area: cells * grid.size ** 2, rain: volumes.rain, final: volumes.final },
    entries: entries.filter(({ arrival }) => arrival !== null).length,
    tested: entries.filter(({ isTested }) => isTested).length,
    streets: streets.reduce((sum, { impassable }) => sum + impassable, 0),
    people: people?.affected ?? null,
  }
}

/** Entries, by id, that one of two runs floods and the other does not. */
export function floodedOnly(a: FloodOutcome, b: FloodOutcome): { readonly a: string[]; readonly b: string[] } {
  const idsOf = ({ entries }: FloodOutcome) =>
    new Set(entries.flatMap(({ id, arrival }) => (arrival === null ? [] : [id])))
  const [inA, inB] = [idsOf(a), idsOf(b)]
  return { a: [...inA].filter((id) => !inB.has(id)), b: [...inB].filter((id) => !inA.has(id)) }
}
