import type { SensorKind } from '../kind.ts'
import { above } from './limits.ts'

/** Settlement and crack width count from the first survey. */
export const buildingKinds: readonly SensorKind[] = [
  {
    id: 'building-tilt',
    name: { zh: '建筑倾斜', en: 'Building tilt' },
    unit: '‰',
    digits: 2,
    range: [-100, 100],
    normal: [0, 0.5],
    period: 3600,
    marker: 'triangle',
    disciplines: ['other'],
    thresholds: above([1, 2, 3, 4], 7200, 0.05),
    hysteresis: 0.05,
    faults: { jump: 0.3, reach: 100, isAlarmedAtOnce: false, flat: { after_s: 129600, rest: null }, drift: null },
  },
  {
    id: 'building-settlement',
    name: { zh: '建筑沉降', en: 'Building settlement' },
    unit: 'mm',
    digits: 1,
    range: [-1000, 1000],
    normal: [-2, 2],
    period: 3600,
    marker: 'diamond',
    disciplines: ['other'],
    thresholds: above([10, 15, 20, 30], 7200, 0.5),
    hysteresis: 0.5,
    faults: { jump: 3, reach: 100, isAlarmedAtOnce: false, flat: { after_s: 129600, rest: null }, drift: null },
  },
  {
    id: 'building-crack',
    name: { zh: '建筑裂缝宽度', en: 'Building crack width' },
    unit: 'mm',
    digits: 2,
    range: [0, 100],
    normal: [0.05, 0.2],
    period: 3600,
    marker: 'hexagon',
    disciplines: ['other'],
    thresholds: above([0.3, 0.5, 1, 2], 7200, 0.03),
    hysteresis: 0.03,
    faults: { jump: 0.1, reach: 100, isAlarmedAtOnce: false, flat: { after_s: 129600, rest: null }, drift: null },
  },
]
