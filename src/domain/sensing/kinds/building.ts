import type { SensorKind } from '../kind.ts'

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
  },
]
