import { expect, test } from 'vitest'
import { emptyTables, type TableRows } from '../survey.ts'
import { Findings } from './finding.ts'
import { stageDates } from './stage-dates.ts'

const stage = (
  name: TableRows['lifecycle_stage'][number]['stage'],
  started_on: string,
  ended_on: string,
): TableRows['lifecycle_stage'][number] => ({
  project_id: 'P1',
  stage: name,
  started_on,
  ended_on,
  authority: null,
  fields: {},
})

test('what was accepted before it was built is a warning with both dates', () => {
  const rows = [stage('construction', '2018-11-01', '2019-09-30'), stage('acceptance', '2017-03-05', '2019-12-01')]
  const findings = new Findings()
  stageDates({ tables: { ...emptyTables(), lifecycle_stage: rows } }, findings)
  expect(findings.list).toMatchObject([
    { severity: 'warning', rule: 'stage-dates', value: '2017-03-05', expected: '≥ 2019-09-30' },
  ])
})

test('dates in order, of each project by itself, are nothing to tell', () => {
  const rows = [
    stage('construction', '2018-11-01', '2019-09-30'),
    { ...stage('acceptance', '2017-03-05', '2017-05-01'), project_id: 'P2' },
  ]
  const findings = new Findings()
  stageDates({ tables: { ...emptyTables(), lifecycle_stage: rows } }, findings)
  expect(findings.list).toEqual([])
})
