import type { SensorKind } from '../kind.ts'
import { above } from './limits.ts'

/** Reports when it moves, and once a day to show that it lives. */
export const manholeKinds: readonly SensorKind[] = [
  {
    id: 'manhole-cover',
    name: { zh: '井盖倾角', en: 'Manhole cover tilt' },
    unit: '°',
    digits: 0,
    range: [0, 180],
    normal: [0, 3],
    period: 86400,
    marker: 'square',
    disciplines: ['sewer', 'storm', 'water', 'gas', 'heat', 'power', 'telecom'],
    thresholds: above([null, 15, 30, 60], 5, 3),
    hysteresis: 3,
    faults: { jump: null, reach: 0, isAlarmedAtOnce: false, flat: null, drift: null },
  },
]
