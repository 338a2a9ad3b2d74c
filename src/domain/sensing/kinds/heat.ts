import type { SensorKind } from '../kind.ts'
import { above, below } from './limits.ts'

/** Supply pipe of the primary network, 130/70 ℃, ≤ 1.6 MPa. */
export const heatKinds: readonly SensorKind[] = [
  {
    id: 'heat-temperature',
    name: { zh: '供热温度', en: 'Heating supply temperature' },
    unit: '℃',
    digits: 1,
    range: [-40, 200],
    normal: [90, 100],
    period: 60,
    marker: 'triangle',
    disciplines: ['heat'],
    thresholds: [...above([101, 103, 107, 110], 180, 0.5), ...below([89, 87, 83, 80], 180, 0.5)],
    hysteresis: 0.5,
    faults: { jump: 3, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 7200, rest: null }, drift: 3 },
  },
  {
    id: 'heat-pressure',
    name: { zh: '供热压力', en: 'Heating pressure' },
    unit: 'MPa',
    digits: 3,
    range: [0, 2.5],
    normal: [0.75, 0.85],
    period: 60,
    marker: 'circle',
    disciplines: ['heat'],
    thresholds: below([0.72, 0.68, 0.64, 0.56], 180, 0.01),
    hysteresis: 0.01,
    faults: { jump: 0.03, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 7200, rest: null }, drift: 0.03 },
  },
  {
    id: 'heat-flow',
    name: { zh: '供热流量', en: 'Heating flow' },
    unit: 't/h',
    digits: 1,
    range: [0, 10000],
    normal: [60, 200],
    period: 60,
    marker: 'square',
    disciplines: ['heat'],
    thresholds: above([240, 260, 300, 360], 180, 5),
    hysteresis: 5,
    faults: { jump: 20, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 7200, rest: null }, drift: null },
  },
]
