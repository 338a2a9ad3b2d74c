import { expect, it } from 'vitest'
import { anAdjacentRow } from '../../../tests/kit/a-leak-source.ts'
import { ADJACENCY_COLUMNS, adjacencyTable } from './adjacency.ts'

it('a table of adjacent spaces tells of a required distance where it stands, and of an example that it is one', () => {
  const rows = [
    anAdjacentRow(),
    anAdjacentRow({ required: { metres: 0.5, clause: null, isAtCrossing: true } }),
    anAdjacentRow({ required: null }),
  ]
  const columns: readonly string[] = ADJACENCY_COLUMNS
  const cells = adjacencyTable(rows).map((row) =>
    ['required_m', 'required_clause', 'required_verified', 'required_at_crossing'].map(
      (name) => row[columns.indexOf(name)],
    ),
  )
  expect(cells).toEqual([
    [1.2, 'GB 50289-2016, 4.1.9', 1, 0],
    [0.5, expect.stringContaining('未核对'), 0, 1],
    [null, null, null, null],
  ])
  expect(adjacencyTable(rows).every((row) => row.length === ADJACENCY_COLUMNS.length)).toBe(true)
})
