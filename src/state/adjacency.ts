import type { AdjacencyOutcome, AdjacentRow } from '../domain/leak/adjacency.ts'
import type { Analysis } from './analysis.ts'

/** What of the answer is listed and marked: every pair, or the spaces that no methane sensor watches. */
export const ADJACENCY_LISTS = ['pairs', 'unwatched'] as const
export type AdjacencyList = (typeof ADJACENCY_LISTS)[number]

/** So many rows are marked in the picture, the worst; the list says so. */
export const MOST_ADJACENT_MARKS = 50

/** 燃气相邻空间分析 as the page shows it. */
export interface Adjacency {
  /** in plan [m] */
  readonly reach: number
  readonly analysis: Analysis<AdjacencyOutcome>
  readonly list: AdjacencyList
  /** the row that was gone to */
  readonly chosen: AdjacentRow | null
}

/** The rows that are listed, worst first; none until it is done. */
export function adjacentRows({ analysis, list }: Adjacency): readonly AdjacentRow[] {
  return analysis.state === 'done' ? analysis.summary.outcome[list] : []
}
