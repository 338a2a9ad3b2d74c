import type { SensorKind } from '../kind.ts'
import { above } from './limits.ts'

/** Rain is the sum of five minutes; tide is a level above the city's datum. */
export const environmentKinds: readonly SensorKind[] = [
  {
    id: 'rain-gauge',
    name: { zh: '雨量', en: 'Rainfall in 5 minutes' },
    unit: 'mm',
    digits: 1,
    range: [0, 60],
    normal: [0, 0],
    period: 300,
    marker: 'hexagon',
    disciplines: ['storm'],
    thresholds: above([1.7, 2.5, 4.2, 6.7], 0, 0.2),
    hysteresis: 0.2,
    faults: { jump: 8, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 7200, rest: [0, 0] }, drift: null },
  },
  {
    id: 'tide',
    name: { zh: '潮位', en: 'Tide level' },
    unit: 'm',
    digits: 2,
    range: [-5, 8],
    normal: [-1.6, 1.6],
    period: 360,
    marker: 'hexagon',
    disciplines: ['storm'],
    thresholds: above([2, 2.3, 2.6, 3], 0, 0.05),
    hysteresis: 0.05,
    faults: { jump: 0.3, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 10800, rest: null }, drift: null },
  },
  {
    id: 'wind-speed',
    name: { zh: '风速', en: 'Wind speed' },
    unit: 'm/s',
    digits: 1,
    range: [0, 75],
    normal: [1, 8],
    period: 60,
    marker: 'hexagon',
    disciplines: ['bridge'],
    thresholds: above([13.9, 17.2, 20.8, 24.5], 600, 1),
    hysteresis: 1,
    faults: { jump: 6, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 7200, rest: [0, 0.3] }, drift: null },
  },
]
