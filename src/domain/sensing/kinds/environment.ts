import type { SensorKind } from '../kind.ts'

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
  },
]
