import { expect, it } from 'vitest'
import { aLeakSource } from '../../../../tests/kit/a-leak-source.ts'
import { type ExportedLeakSource, leakSourceGeoJson, leakSourceTable } from './leak-source-files.ts'

function exported(isTrusted = true): ExportedLeakSource {
  const { analysis, kind, sensorId, from, to } = aLeakSource()
  if (analysis.state !== 'done') throw new Error('not done')
  const { outcome, caveats } = analysis.summary
  return { ...{ kind, city: 'demo', build: 'build-1', sensor: sensorId, from, to, outcome, caveats }, isTrusted }
}

it('tells every pipe with its group and set, no better than it is known', () => {
  const lines = leakSourceTable(exported()).split('\n')
  const head = lines.find((line) => line.startsWith('order,'))?.split(',') ?? []
  const rows = lines.filter((line) => /^\d/.test(line)).map((line) => line.split(','))
  const column = (name: string) => rows.map((row) => row[head.indexOf(name)])
  expect(column('set_percent')).toEqual(['50', '90', '90'])
  expect(column('group')).toEqual(['1', '1', '2'])
  // 1.4e-4 m³/s are 0.504 m³/h
  expect(column('rate_m3_h')).toEqual(['0.5', '7', ''])
  expect(column('began').slice(1)).toEqual(['', ''])
  const facts = lines.join()
  for (const part of ['evidence: C', '50%: 1, 90%: 3', 'their order means nothing', 'CH4-3: silent', '0.18'])
    expect(facts).toContain(part)
  expect(facts).not.toContain('NOT TRUSTWORTHY')
  expect(leakSourceTable(exported(false))).toContain('NOT TRUSTWORTHY')
})

it('is a point a pipe on a map', () => {
  const { features } = JSON.parse(leakSourceGeoJson(exported()))
  expect(features).toHaveLength(3)
  expect(features[2]).toMatchObject({
    geometry: { type: 'Point', coordinates: [120.351, 36.06] },
    properties: { group: 2, set: 90, cumulative: 0.97, evidence: 'C', rate: null, trustworthy: true },
  })
})
