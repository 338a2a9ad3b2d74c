import { expect, it } from 'vitest'
import type { KnownSensor } from '../ingest/sensor-directory.ts'
import { incidentsOf, reportPeriod } from './incidents.ts'

const cover = (id: string): [string, KnownSensor] => [
  id,
  {
    district: 'd1',
    id,
    kind: 'manhole-cover',
    period_s: 86_400,
    thresholds: [{ grade: 'orange', direction: 'above', value: 20, delay_s: 0 }],
  },
]

it('a cover that was moved keeps telling, the others report once a day', () => {
  const sensors = new Map([cover('C-1'), cover('C-2'), cover('C-3')])
  const incidents = incidentsOf(sensors)
  const periods = [...sensors.values()].map((sensor) => reportPeriod(sensor, incidents.get(sensor.id)))
  expect(periods.sort((a, b) => a - b)).toEqual([600_000, 86_400_000, 86_400_000])
})
