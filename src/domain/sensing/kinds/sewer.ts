import type { SensorKind } from '../kind.ts'

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
  },
]
