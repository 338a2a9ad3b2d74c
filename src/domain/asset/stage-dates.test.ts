import { describe, expect, it } from 'vitest'
import type { LifecycleStage } from './lifecycle.ts'
import { dateContradictions, type StageDates } from './stage-dates.ts'

const stage = (name: LifecycleStage, startedOn: string | null, endedOn: string | null): StageDates => ({
  ...{ stage: name, startedOn, endedOn },
})
const approval = stage('approval', '2018-01-05', '2018-06-01')
const construction = stage('construction', '2018-11-01', '2019-09-30')

describe('dates of stages', () => {
  it('agree when each stage begins on the day the one before it ended, or later', () => {
    const acceptance = stage('acceptance', '2019-09-30', '2019-12-01')
    expect(dateContradictions([approval, construction, acceptance])).toEqual([])
  })

  it('contradict when a stage ends before it begins', () => {
    expect(dateContradictions([stage('land', '2018-06-02', '2018-06-01')])).toEqual([
      { kind: 'ends-before-it-begins', stage: 'land', startedOn: '2018-06-02', endedOn: '2018-06-01' },
    ])
  })

  it('contradict when something was accepted before it was built, with both dates', () => {
    const acceptance = stage('acceptance', '2018-03-05', '2019-12-01')
    expect(dateContradictions([construction, acceptance])).toEqual([
      {
        ...{ kind: 'begins-too-early', stage: 'acceptance', startedOn: '2018-03-05' },
        ...{ earlier: 'construction', of: 'end', on: '2019-09-30' },
      },
    ])
  })

  it('are compared by the beginning of a stage whose end is not recorded', () => {
    const open = stage('construction', '2018-11-01', null)
    expect(dateContradictions([open, stage('acceptance', '2018-10-31', null)])).toMatchObject([
      { of: 'start', on: '2018-11-01' },
    ])
    expect(dateContradictions([open, stage('acceptance', '2018-11-01', null)])).toEqual([])
  })

  it('say nothing where they are not recorded, nor of approval beside use of land', () => {
    expect(dateContradictions([stage('approval', null, null), stage('tender', '2018-01-01', null)])).toEqual([])
    expect(dateContradictions([approval, stage('land', '2018-02-01', '2018-05-01')])).toEqual([])
  })
})
