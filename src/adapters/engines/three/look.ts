import type { Theme } from '../../../domain/theme.ts'

/** Colours as on screen, 0…1, and how the picture is lit. */
export interface Look {
  readonly background: readonly [number, number, number]
  readonly ground: readonly [number, number, number]
  readonly grid: readonly [number, number, number]
  /** how far assets shine of their own, 0…1: on the wall they are the light of the night */
  readonly glow: number
  /** radius that far assets gain [px; on the wall of 1,080 rows], so that the network reads from afar */
  readonly growth: number
  /** width of the light around assets [px on a wall of 1,080 rows] */
  readonly halo: number
  /** distance at which things are lost in the background, in sizes of the city */
  readonly haze: number
}

export const LOOKS: Readonly<Record<Theme, Look>> = {
  light: {
    background: [0.875, 0.898, 0.918],
    ground: [0.933, 0.941, 0.945],
    grid: [0.53, 0.58, 0.63],
    glow: 0,
    growth: 1.1,
    halo: 0,
    haze: 3.2,
  },
  dark: {
    background: [0.066, 0.086, 0.106],
    ground: [0.106, 0.133, 0.161],
    grid: [0.36, 0.42, 0.48],
    glow: 0.25,
    growth: 1.1,
    halo: 0,
    haze: 3,
  },
  wall: {
    background: [0.016, 0.027, 0.043],
    ground: [0.035, 0.055, 0.078],
    grid: [0.16, 0.3, 0.4],
    glow: 1,
    growth: 1.4,
    halo: 6,
    haze: 1.7,
  },
}
