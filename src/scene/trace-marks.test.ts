import { describe, expect, it } from 'vitest'
import { aTrace } from '../../tests/kit/a-trace.ts'
import { anAssetIndex } from './a-city.ts'
import { traceMarks } from './trace-marks.ts'

const index = anAssetIndex(['P1', 'P2', 'J1', 'J2'].map((key) => ({ id: `demo/water/${key}`, discipline: 'water' })))
const end = (key: string, gid: number) => ({ kind: 'link', id: `demo/water/${key}`, gid }) as const
const customer = (id: string, key: string) => ({
  ...{ id, name: `${id}号`, class: 'residential', people: 3 },
  node: `demo/water/${key}`,
})
const told = (changes: Parameters<typeof aTrace>[0], selected: string | null = null) =>
  traceMarks(aTrace(changes).outcome, index, selected).map(({ id, shape, label }) => [id, shape, label])

describe('marks of a trace', () => {
  it('are at its start, and of a path at its end', () => {
    expect(told({ element: end('P1', 1) })).toEqual([['demo/water/P1', 'square', 'P1']])
    expect(told({ kind: 'path', element: end('P1', 1), to: end('P2', 2) })).toHaveLength(2)
  })

  it('are at whom it concerns where that was asked, the gravest first and one a point', () => {
    const customers = [customer('医院', 'J2'), customer('甲', 'J1'), customer('乙', 'J1'), customer('丙', 'unknown')]
    expect(told({ kind: 'customers', customers })).toEqual([
      ['demo/water/J2', 'diamond', '医院号'],
      ['demo/water/J1', 'diamond', '甲号 +1'],
      ['demo/water/P1', 'square', 'P1'],
    ])
    expect(told({ kind: 'downstream', customers })).toHaveLength(1)
  })

  it('have no second name where the selection gives one', () => {
    const ends = { kind: 'path', element: end('P1', 1), to: end('P2', 2) } as const
    expect(told(ends, 'demo/water/P1').map(([, , label]) => label)).toEqual([undefined, 'P2'])
  })

  it('are nowhere where the drawing does not know the place', () => {
    expect(told({ element: end('P9', 0) })).toEqual([])
  })
})
