import type { SensorKind } from '../kind.ts'

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
  },
]
