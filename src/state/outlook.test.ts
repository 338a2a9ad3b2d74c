import { describe, expect, it } from 'vitest'
import { gauge, NOON } from '../../tests/kit/a-page.ts'
import type { Sensor, SensorApproach } from '../ports/records.ts'
import { comingNow } from './outlook.ts'

const MINUTE = 60_000
const approach = (sensorId: string, minutes: number, changes: Partial<SensorApproach> = {}): SensorApproach => ({
  ...{ sensorId, grade: 'orange', direction: 'below', value: 0.2, slope_per_h: -0.3 },
  ...{ reachesAt: NOON + minutes * MINUTE, earliestAt: NOON, latestAt: null, toldAt: NOON - 20_000, ...changes },
})
const reading = (sensor: string, changes: object = {}) => ({
  ...{ sensor, at: NOON - 10_000, value: 0.3, quality: 'good' as const, grade: 'normal' as const, ...changes },
})
const sensors = ['A', 'B', 'C', 'D', 'E'].map((id): Sensor => ({ ...gauge, id }))
const sensorOf = (id: string) => sensors.find((sensor) => sensor.id === id)
const told = (approaches: readonly SensorApproach[], readings: readonly ReturnType<typeof reading>[], link = 'live') =>
  comingNow(approaches, sensorOf, new Map(readings.map((it) => [it.sensor, it])), link as 'live', NOON).map(
    ({ sensor, left }) => `${sensor.id} ${left / MINUTE}`,
  )

describe('sensors on their way to a limit', () => {
  it('are told with the time left, the soonest first, and none is later than now', () => {
    const all = [approach('A', 25), approach('B', 8), approach('C', -1)]
    expect(told(all, [reading('A'), reading('B'), reading('C')])).toEqual(['C 0', 'B 8', 'A 25'])
  })

  it('are never stale, doubtful, at that grade already, unknown, or told long ago', () => {
    const all = [approach('A', 5), approach('B', 5), approach('C', 5), approach('D', 5, { toldAt: NOON - 181_000 })]
    expect(
      told(
        [...all, approach('nobody', 5)],
        [
          reading('A', { at: NOON - 181_000 }),
          reading('B', { quality: 'suspect' }),
          reading('C', { grade: 'orange' }),
          reading('D'),
        ],
      ),
    ).toEqual([])
  })

  it('are none while the link is lost', () => {
    expect(told([approach('A', 5)], [reading('A')])).toEqual(['A 5'])
    expect(told([approach('A', 5)], [reading('A')], 'lost')).toEqual([])
  })
})
