import type { Grade } from '../../src/domain/sensing/reading.ts'
import type { Sensor } from '../../src/ports/records.ts'
import { Panel } from '../../src/ui/layout/panel.tsx'
import { SensorRow } from '../../src/ui/sensors/asset-sensors.tsx'
import { gauge, NOON } from '../kit/a-page.ts'
import { type SheetProps, Shown } from './sample.tsx'

/** A gauge of which all is equal but what is named. */
function aGauge(id: string, grade: Grade, age: number, quality: 'good' | 'suspect' = 'good'): Sensor {
  return { ...gauge, id, latest: { at: NOON - age, value: 0.3, quality, grade } }
}

const LIVE = [
  aGauge('S1', 'normal', 10_000),
  aGauge('S2', 'blue', 10_000),
  aGauge('S3', 'yellow', 10_000),
  aGauge('S4', 'orange', 10_000),
  aGauge('S5', 'red', 10_000),
]
const DOUBTFUL = [
  aGauge('S6', 'normal', 10_000, 'suspect'),
  aGauge('S7', 'red', 300_000),
  { ...aGauge('S8', 'normal', 90_000_000) },
  { ...gauge, id: 'S9', latest: null },
]

/** Live values in every state that a sensor can be in. */
export function DataSheet(_: SheetProps) {
  return (
    <Shown name="SensorRow · LiveValue · StateMark">
      <div className="grid wide">
        {[LIVE, DOUBTFUL].map((sensors, i) => (
          <Panel key={sensors[0]?.id} title="监测" aside={`${sensors.length}`} isOpenAtFirst={i < 2}>
            <ul className="list">
              {sensors.map((sensor) => (
                <SensorRow key={sensor.id} sensor={sensor} />
              ))}
            </ul>
          </Panel>
        ))}
      </div>
    </Shown>
  )
}
