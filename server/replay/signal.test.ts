import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sensorKinds } from '../../src/domain/sensing/kinds/index.ts'
import type { KnownSensor } from '../ingest/sensor-directory.ts'
import { healthyValue } from './signal.ts'

const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) })
const aSensor = (kind: string, thresholds: KnownSensor['thresholds'] = []): KnownSensor => ({
  id: `S-${kind}`,
  kind,
  district: 'd',
  period_s: 60,
  staleAfter_s: null,
  assetId: null,
  lon: null,
  lat: null,
  thresholds,
})
const limit = (grade: 'yellow' | 'orange', direction: 'above' | 'below', value: number) => ({
  grade,
  direction,
  value,
  delay_s: 0,
  hysteresis: 0,
  clear_delay_s: 0,
})

describe('healthy values', () => {
  it('lie in the normal band of every kind, at any time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sensorKinds), instants, (kind, at) => {
        const value = healthyValue(aSensor(kind.id), at) ?? Number.NaN
        const ulp = 10 ** -kind.digits
        expect(value).toBeGreaterThanOrEqual(kind.normal[0] - ulp)
        expect(value).toBeLessThanOrEqual(kind.normal[1] + ulp)
      }),
    )
  })

  it('stay within the thresholds of the sensor, wherever these are', () => {
    const pair = fc.tuple(
      fc.double({ min: 0.05, max: 0.9, noNaN: true }),
      fc.double({ min: 0.1, max: 0.5, noNaN: true }),
    )
    fc.assert(
      fc.property(pair, instants, ([low, room], at) => {
        const sensor = aSensor('water-pressure', [limit('yellow', 'below', low), limit('yellow', 'above', low + room)])
        const value = healthyValue(sensor, at) ?? Number.NaN
        expect(value).toBeGreaterThan(low)
        expect(value).toBeLessThan(low + room)
      }),
    )
  })

  it('are the same twice and move through the day', () => {
    const sensor = aSensor('water-flow')
    const morning = Date.UTC(2026, 5, 1, 7.5 - 8 + 24)
    const night = morning - 5 * 3_600_000
    expect(healthyValue(sensor, morning)).toBe(healthyValue(sensor, morning))
    expect(healthyValue(sensor, morning)).toBeGreaterThan(2 * (healthyValue(sensor, night) ?? 0))
  })

  it('are not invented for a kind that is not known', () => {
    expect(healthyValue(aSensor('smell'), 0)).toBeNull()
  })
})
