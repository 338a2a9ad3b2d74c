import type { SensorKind } from '../kind.ts'

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
  },
]
