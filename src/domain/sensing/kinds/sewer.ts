import type { SensorKind } from '../kind.ts'
import { above } from './limits.ts'

/** Levels count from the invert, depths on roads from the pavement. */
export const sewerKinds: readonly SensorKind[] = [
  {
    id: 'sewer-level',
    name: { zh: '管网液位', en: 'Sewer level' },
    unit: 'm',
    digits: 2,
    range: [0, 20],
    normal: [0.1, 0.5],
    period: 300,
    marker: 'circle',
    disciplines: ['sewer', 'storm'],
    thresholds: [],
    hysteresis: 0.03,
    faults: { jump: 0.3, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 28800, rest: null }, drift: null },
  },
  {
    id: 'sewer-flow',
    name: { zh: '管网流量', en: 'Sewer flow' },
    unit: 'L/s',
    digits: 1,
    range: [-2000, 20000],
    normal: [5, 60],
    period: 300,
    marker: 'square',
    disciplines: ['sewer', 'storm'],
    thresholds: [],
    hysteresis: 2,
    faults: { jump: 20, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 10800, rest: null }, drift: null },
  },
  {
    id: 'road-water',
    name: { zh: '道路积水深度', en: 'Water on roads' },
    unit: 'cm',
    digits: 1,
    range: [0, 200],
    normal: [0, 0.5],
    period: 60,
    marker: 'diamond',
    disciplines: ['storm'],
    thresholds: above([5, 15, 27, 50], 60, 1),
    hysteresis: 1,
    faults: { jump: 3, reach: 500, isAlarmedAtOnce: false, flat: { after_s: 7200, rest: [0, 1] }, drift: null },
  },
]
