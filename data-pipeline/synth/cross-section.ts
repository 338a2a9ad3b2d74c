import type { Street } from './streets.ts'

/**
 * Where each network lies in the street: metres left (+) or right (−) of the axis of a 20 m street, wider streets in
 * proportion of `SPREAD`. Clear of one another by the horizontal distances of GB 50289 (domain example values).
 */
const OFFSETS = {
  telecom: 9.5,
  gas: 7.5,
  sewer: 4.5,
  reclaimed: 2.6,
  storm: 0.4,
  heatSupply: -2.9,
  heatReturn: -4.4,
  water: -7.2,
  power: -9.4,
} as const
export type Lane = keyof typeof OFFSETS

const SPREAD = { local: 1, collector: 1.25, arterial: 1.6 }

export function laneOffset(lane: Lane, street: Street): number {
  return OFFSETS[lane] * SPREAD[street.class]
}
