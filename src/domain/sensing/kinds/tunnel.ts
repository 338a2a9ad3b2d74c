import type { SensorKind } from '../kind.ts'

/** Deformations count from the first survey after completion. */
export const tunnelKinds: readonly SensorKind[] = [
  {
    id: 'tunnel-convergence',
    name: { zh: '隧道收敛', en: 'Tunnel convergence' },
    unit: 'mm',
    digits: 1,
    range: [-500, 500],
    normal: [-2, 2],
    period: 600,
    marker: 'diamond',
    disciplines: ['tunnel', 'metro'],
  },
  {
    id: 'tunnel-settlement',
    name: { zh: '隧道沉降', en: 'Tunnel settlement' },
    unit: 'mm',
    digits: 1,
    range: [-500, 500],
    normal: [-3, 3],
    period: 600,
    marker: 'triangle',
    disciplines: ['tunnel', 'metro'],
  },
  {
    id: 'tunnel-water-level',
    name: { zh: '隧道积水', en: 'Water in tunnels' },
    unit: 'cm',
    digits: 1,
    range: [0, 500],
    normal: [0, 1],
    period: 600,
    marker: 'circle',
    disciplines: ['tunnel', 'metro'],
  },
  {
    id: 'tunnel-co',
    name: { zh: '隧道一氧化碳', en: 'Tunnel carbon monoxide' },
    unit: 'ppm',
    digits: 0,
    range: [0, 2000],
    normal: [1, 25],
    period: 600,
    marker: 'hexagon',
    disciplines: ['tunnel', 'metro'],
  },
]
