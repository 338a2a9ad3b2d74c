import { describe, expect, it } from 'vitest'
import { gauge, pipe } from '../../../../tests/kit/a-page.ts'
import type { LinkState } from '../../../ports/readings.ts'
import { parseBatch } from './batch.ts'
import { failureOf } from './failure.ts'
import { LinkWatch } from './link-watch.ts'
import { parseOne, parseRows } from './rows.ts'
import { assetSchema, lifecycleSchema, sensorSchema } from './schemas.ts'

describe('answers of the backend', () => {
  it('keeps the good rows of a list and counts the bad ones', () => {
    const counted: number[] = []
    const rows = [gauge, { ...gauge, period_s: 0 }, { ...gauge, at: null }, null]
    const result = parseRows(sensorSchema, rows, 'sensor_overview', (count) => counted.push(count))
    expect(result).toEqual({ ok: true, value: [gauge] })
    expect(counted).toEqual([3])
  })

  it('refuses an answer that is no list', () => {
    expect(parseRows(sensorSchema, { rows: [] }, 'sensor_overview', () => undefined)).toMatchObject({
      ok: false,
      failure: { kind: 'invalid' },
    })
  })

  it('names the field of a record that does not match', () => {
    const { ok, ...rest } = parseOne(assetSchema, { ...pipe, start_level_m: '3.2' }, pipe.id)
    expect(ok).toBe(false)
    expect(JSON.stringify(rest)).toContain('start_level_m')
  })

  it('drops keys that nobody agreed on', () => {
    const result = parseOne(assetSchema, { ...pipe, secret: 1 }, pipe.id)
    expect(result).toEqual({ ok: true, value: pipe })
  })

  it('tells a record that is not there from one that is broken', () => {
    expect(parseOne(assetSchema, null, pipe.id)).toMatchObject({ failure: { kind: 'not-found' } })
  })

  it('refuses a document link that leaves our own documents', () => {
    const document = {
      id: 'd',
      kind: 'k',
      title: 't',
      number: null,
      issuedOn: null,
      issuedBy: null,
      url: 'https://elsewhere.example/d',
    }
    const stage = {
      stage: 'land',
      startedOn: null,
      endedOn: null,
      authority: null,
      fields: {},
      documents: [document],
      missingDocuments: [],
    }
    expect(
      parseOne(lifecycleSchema, { project: null, stages: [stage], operations: [], responsible: [] }, 'x'),
    ).toMatchObject({
      failure: { detail: expect.stringContaining('documents') },
    })
  })
})

describe('a batch of the live stream', () => {
  const good = ['S1', 1_700_000_000_000, 0.3, 0, 3]

  it('gives the readings of its good rows and counts the others', () => {
    const batch = { city: 'demo', readings: [good, ['S2', 'now', 1, 0, 0], ['S3', 1, 2, 9, 0], 'x'] }
    expect(parseBatch(batch, 'demo')).toEqual({
      readings: [{ sensor: 'S1', at: 1_700_000_000_000, value: 0.3, quality: 'good', grade: 'orange' }],
      bad: 3,
    })
  })

  it('takes nothing from another city', () => {
    expect(parseBatch({ city: 'other', readings: [good] }, 'demo')).toEqual({ readings: [], bad: 1 })
  })

  it('counts a payload that is no batch at all', () => {
    expect(parseBatch(undefined, 'demo')).toEqual({ readings: [], bad: 1 })
  })
})

describe('failures', () => {
  it.each([
    [0, '', 'offline'],
    [503, '', 'starting'],
    [401, 'PGRST301', 'signed-out'],
    [403, '42501', 'refused'],
    [404, 'PGRST202', 'not-found'],
    [400, 'PGRST100', 'invalid'],
    [500, 'XX000', 'failed'],
  ])('HTTP %i %s is "%s"', (status, code, kind) => {
    expect(failureOf({ status, code, message: '' })).toMatchObject({ failure: { kind } })
  })

  it('says what to do when a person has too many open reports', () => {
    const failure = failureOf({ status: 429, code: 'PT429', message: '' })
    expect(failure).toMatchObject({
      failure: { kind: 'refused', message: { en: expect.stringContaining('20 of your reports') } },
    })
  })
})

describe('the link', () => {
  it('is lost after five silent seconds and live again with the next word, told once each', () => {
    const told: LinkState[] = []
    const link = new LinkWatch(0, (state) => told.push(state))
    link.heard(100)
    link.heard(200)
    link.check(5_200)
    expect(told).toEqual(['live'])
    link.check(5_201)
    link.check(9_000)
    link.heard(9_500)
    expect(told).toEqual(['live', 'lost', 'live'])
  })
})
