import { describe, expect, test } from 'vitest'
import { Findings } from '../check/finding.ts'
import { NO_MAPPING } from './mapping.ts'
import { SurveyCodes } from './survey-codes.ts'

const water = (codes: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) =>
  new SurveyCodes({ ...NO_MAPPING, codes }, 'water', 'line')

function toldBy(codes: SurveyCodes) {
  const findings = new Findings()
  codes.finish('JSLINE.csv', findings)
  return findings.list
}

describe('codes of CJJ 61', () => {
  test('are the same by code, in small letters and by name', () => {
    const codes = water()
    expect([codes.material('QM'), codes.material('qm'), codes.material('球墨铸铁')]).toEqual(['QM', 'QM', 'QM'])
    expect([codes.burial('ZM'), codes.burial('直埋')]).toEqual(['ZM', 'ZM'])
    expect([codes.status(''), codes.status('1'), codes.status('废弃')]).toEqual(['in-use', 'abandoned', 'abandoned'])
    expect([codes.subclass('JP'), codes.subclass('04'), codes.subclass('配水')]).toEqual(['JP', 'JP', 'JP'])
    expect(codes.element('51041000')).toBe('51041000')
    expect([codes.material(''), codes.burial(''), codes.subclass(''), codes.element('')]).toEqual(['', '', '', ''])
    expect(toldBy(codes)).toEqual([])
  })

  test('of a mapping file are taken as it says, and are known by it', () => {
    const codes = water({ Material: { M7: '球墨铸铁', HD: 'HDPE' }, Status: { X: '1' } })
    expect([codes.material('M7'), codes.material('HD')]).toEqual(['QM', 'HDPE'])
    expect(codes.status('X')).toBe('abandoned')
    expect(toldBy(codes)).toEqual([])
  })

  test('that are unknown stay as given, and each is told once with its rows', () => {
    const codes = water()
    for (const value of ['HDPE', 'QM', 'HDPE', '竹']) expect(codes.material(value)).toBe(value)
    expect(codes.status('7')).toBe('other')
    expect(codes.element('52011000')).toBe('52011000')
    const told = toldBy(codes)
    expect(told).toMatchObject([
      { rule: 'unknown-code', severity: 'note', column: 'Material', value: 'HDPE' },
      { column: 'Material', value: '竹' },
      { column: 'Status', value: '7', message: { en: expect.stringContaining('read as "other"') } },
      { column: 'Code', value: '52011000' },
    ])
    expect(told[0]?.message.en).toContain('in 2 rows')
  })

  test('of a column that is no coded one are told up to a number', () => {
    const codes = water()
    for (let i = 0; i < 80; i++) codes.material(`text ${i}`)
    const told = toldBy(codes)
    expect(told.length).toBe(51)
    expect(told.at(-1)).toMatchObject({ severity: 'warning', value: 80 })
  })
})
