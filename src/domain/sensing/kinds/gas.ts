import type { SensorKind } from '../kind.ts'

/** 5 %vol is the lower explosive limit of methane: 20 %LEL = 1.0 %vol. */
export const gasKinds: readonly SensorKind[] = [
  {
    id: 'ch4-well',
    name: { zh: '相邻井甲烷', en: 'Methane in adjacent wells' },
    unit: '%LEL',
    digits: 1,
    range: [0, 100],
    normal: [0, 2],
    period: 1800,
    marker: 'triangle',
    disciplines: ['gas', 'sewer', 'storm', 'telecom', 'power'],
  },
  {
    id: 'gas-pressure',
    name: { zh: '燃气压力', en: 'Gas pressure' },
    unit: 'MPa',
    digits: 3,
    range: [0, 1.6],
    normal: [0.3, 0.38],
    period: 60,
    marker: 'circle',
    disciplines: ['gas'],
  },
  {
    id: 'gas-flow',
    name: { zh: '燃气流量', en: 'Gas flow' },
    unit: 'm³/h',
    digits: 0,
    range: [0, 50000],
    normal: [100, 1200],
    period: 60,
    marker: 'square',
    disciplines: ['gas'],
  },
  {
    id: 'gas-restaurant',
    name: { zh: '餐饮场所燃气浓度', en: 'Gas in restaurants' },
    unit: '%LEL',
    digits: 1,
    range: [0, 100],
    normal: [0, 0.5],
    period: 300,
    marker: 'triangle',
    disciplines: ['gas'],
  },
]
