import type { SensorKind } from '../kind.ts'
import { above, below } from './limits.ts'

/** Pressures are measured at the pipe; leak noise is the quietest level between 02:00 and 04:00, once a day. */
export const waterKinds: readonly SensorKind[] = [
  {
    id: 'water-pressure',
    name: { zh: '供水压力', en: 'Water pressure' },
    unit: 'MPa',
    digits: 3,
    range: [0, 1],
    normal: [0.28, 0.42],
    period: 60,
    marker: 'circle',
    disciplines: ['water'],
    thresholds: below([0.25, 0.23, 0.2, 0.16], 20, 0.005),
    hysteresis: 0.005,
    faults: { jump: 0.02, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 7200, rest: null }, drift: 0.02 },
  },
  {
    id: 'water-flow',
    name: { zh: '分区流量', en: 'District flow' },
    unit: 'm³/h',
    digits: 1,
    range: [-5000, 20000],
    normal: [60, 360],
    period: 60,
    marker: 'square',
    disciplines: ['water'],
    thresholds: above([420, 480, 560, 720], 600, 10),
    hysteresis: 10,
    faults: { jump: 40, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 7200, rest: null }, drift: 45 },
  },
  {
    id: 'leak-acoustic',
    name: { zh: '漏损噪声', en: 'Leak noise' },
    unit: 'dB',
    digits: 0,
    range: [0, 100],
    normal: [15, 30],
    period: 86400,
    marker: 'diamond',
    disciplines: ['water'],
    thresholds: above([40, 50, 60, 70], 0, 2),
    hysteresis: 2,
    faults: { jump: 8, reach: 500, isAlarmedAtOnce: false, flat: null, drift: null },
  },
]
