import type { ProportionedShape } from './spec.ts'

/**
 * Widths of sewers of old, in shares of the greatest width, at equal steps of the depth from the bed to the crown; the greatest
 * width in shares of the depth, the full area in those of its square. As tabled in EPA SWMM 5 Reference Manual II
 * (Hydraulics), 2017, section 5.
 */
export const PROPORTIONS: Readonly<
  Record<ProportionedShape, { readonly width: number; readonly area: number; readonly widths: readonly number[] }>
> = {
  EGG: {
    width: 2 / 3,
    area: 0.5105,
    widths: [
      0, 0.325, 0.427, 0.508, 0.582, 0.642, 0.696, 0.746, 0.791, 0.836, 0.866, 0.896, 0.926, 0.956, 0.97, 0.985, 1,
      0.985, 0.97, 0.94, 0.896, 0.836, 0.764, 0.642, 0.31, 0,
    ],
  },
  HORSESHOE: {
    width: 1,
    area: 0.8293,
    widths: [
      0, 0.5878, 0.8772, 0.89, 0.9028, 0.9156, 0.9284, 0.9412, 0.954, 0.9668, 0.9798, 0.9928, 0.9992, 0.9992, 0.9928,
      0.9798, 0.96, 0.933, 0.898, 0.8542, 0.8, 0.7332, 0.6499, 0.5426, 0.3919, 0,
    ],
  },
  GOTHIC: {
    width: 0.84,
    area: 0.6554,
    widths: [
      0, 0.286, 0.643, 0.762, 0.833, 0.905, 0.952, 0.976, 0.976, 1, 1, 0.976, 0.976, 0.952, 0.905, 0.833, 0.762, 0.667,
      0.524, 0.357, 0,
    ],
  },
  CATENARY: {
    width: 0.9,
    area: 0.70277,
    widths: [
      0, 0.6667, 0.8222, 0.9111, 0.9778, 1, 1, 0.9889, 0.9778, 0.9556, 0.9333, 0.8889, 0.8444, 0.8, 0.7556, 0.7, 0.6333,
      0.5556, 0.4444, 0.3333, 0,
    ],
  },
  SEMIELLIPTICAL: {
    width: 1,
    area: 0.785,
    widths: [
      0, 0.7, 0.98, 1, 1, 1, 0.99, 0.98, 0.96, 0.94, 0.91, 0.88, 0.84, 0.8, 0.75, 0.7, 0.64, 0.56, 0.46, 0.34, 0,
    ],
  },
  BASKETHANDLE: {
    width: 0.944,
    area: 0.7862,
    widths: [
      0, 0.49, 0.667, 0.82, 0.93, 1, 1, 1, 0.997, 0.994, 0.988, 0.982, 0.967, 0.948, 0.928, 0.904, 0.874, 0.842, 0.798,
      0.75, 0.697, 0.637, 0.567, 0.467, 0.342, 0,
    ],
  },
  SEMICIRCULAR: {
    width: 1.64,
    area: 1.2697,
    widths: [
      0, 0.5488, 0.8537, 1, 1, 0.9939, 0.9878, 0.9756, 0.9634, 0.9451, 0.9207, 0.8902, 0.8537, 0.8171, 0.7683, 0.7073,
      0.6463, 0.5732, 0.4756, 0.3354, 0,
    ],
  },
}

/** Widths of an arch pipe, the same way; its full area is 0.7879 of depth × width. */
export const ARCH_WIDTHS: readonly number[] = [
  0, 0.6272, 0.8521, 0.9243, 0.9645, 0.9846, 0.9964, 0.9988, 0.9917, 0.9811, 0.968, 0.9515, 0.9314, 0.9101, 0.8864,
  0.8592, 0.8284, 0.7917, 0.7527, 0.7065, 0.6544, 0.5953, 0.5231, 0.4355, 0.3195, 0,
]
export const ARCH_AREA = 0.7879

/** Between equal steps, linear; `share` 0…1. */
export function proportion(widths: readonly number[], share: number): number {
  const place = Math.min(Math.max(share, 0), 1) * (widths.length - 1)
  const i = Math.min(Math.floor(place), widths.length - 2)
  return (widths[i] ?? 0) + (place - i) * ((widths[i + 1] ?? 0) - (widths[i] ?? 0))
}
