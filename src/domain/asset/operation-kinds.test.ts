import { describe, expect, it } from 'vitest'
import { type OperationEntry, operationProblems } from './operation-kinds.ts'

const leak: OperationEntry = {
  ...{ kind: 'leak', doneOn: '2026-03-01', finding: '焊口渗漏', grade: null },
  ...{ cost_10k_cny: 6, nextDueOn: '2026-04-01', chainage_m: 12.5 },
}
const problems = (changes: Partial<OperationEntry>, length: number | null = 60) =>
  operationProblems({ ...leak, ...changes }, '2026-03-01', length)

describe('a record of operation', () => {
  it('is right when it was done by today, at a place on the line', () => {
    expect(problems({})).toEqual([])
    expect(problems({ chainage_m: 60 })).toEqual([])
    expect(problems({ chainage_m: null, nextDueOn: null, cost_10k_cny: null }, null)).toEqual([])
  })

  it.each([
    ['has no day', { doneOn: '', nextDueOn: null }, 'no-done-date'],
    ['is due on a day that there is not', { nextDueOn: '2026-04-31' }, 'no-due-date'],
    ['was not done yet', { doneOn: '2026-03-02' }, 'done-in-future'],
    ['is due on the day it was done', { nextDueOn: '2026-03-01' }, 'due-before-done'],
    ['costs less than nothing', { cost_10k_cny: -1 }, 'negative-cost'],
    ['costs no number', { cost_10k_cny: Number.NaN }, 'negative-cost'],
    ['lies beyond the line', { chainage_m: 60.1 }, 'outside-line'],
    ['does not say what was found', { finding: '  ' }, 'no-finding'],
  ] as const)('is wrong when it %s', (_, changes, problem) => {
    expect(problems(changes)).toEqual([problem])
  })

  it('needs no words for a patrol that found nothing, and has no place along a point', () => {
    expect(problems({ kind: 'patrol', finding: null })).toEqual([])
    expect(problems({}, null)).toEqual(['outside-line'])
  })
})
