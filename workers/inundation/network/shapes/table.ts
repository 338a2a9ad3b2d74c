import type { Outline } from './outline.ts'

/** Equal steps of the depth in a table. */
export const STEPS = 200
/** Between two of these the outline is summed. */
const FINE = 16

/**
 * A cross-section by equal steps of its depth, STEPS + 1 values each: widths that are linear in between and the areas that are
 * exactly their integral, so that a volume and its surface always fit together.
 */
export interface ShapeTable {
  readonly full: number
  readonly isOpen: boolean
  readonly fullArea: number
  readonly greatestWidth: number
  /** [m] */
  readonly width: Float64Array
  /** [m²] */
  readonly area: Float64Array
  /** hydraulic radius to the power 4/3 */
  readonly radius43: Float64Array
}

/** Tables an outline; where the full area is known the widths are scaled to it. */
export function tabulate(outline: Outline): ShapeTable {
  const { full, isOpen } = outline
  const step = full / STEPS
  const width = Float64Array.from({ length: STEPS + 1 }, (_, i) => Math.max(0, outline.width(i * step)))
  const area = new Float64Array(STEPS + 1)
  for (let i = 0; i < STEPS; i++) area[i + 1] = (area[i] ?? 0) + ((width[i] ?? 0) + (width[i + 1] ?? 0)) * (step / 2)
  const summed = area[STEPS] ?? 0
  const scale = (outline.area ?? fineArea(outline)) / summed
  for (let i = 0; i <= STEPS; i++) {
    width[i] = scale * (width[i] ?? 0)
    area[i] = scale * (area[i] ?? 0)
  }
  const radius = radii(outline, area, step)
  return {
    full,
    isOpen,
    fullArea: area[STEPS] ?? 0,
    greatestWidth: width.reduce((most, one) => Math.max(most, one), 0),
    width,
    area,
    radius43: radius.map((r) => r ** (4 / 3)),
  }
}

function radii(outline: Outline, area: Float64Array, step: number): Float64Array {
  const { radius, perimeter, lid = 0 } = outline
  if (radius) return area.map((_, i) => radius(i * step))
  const summed = perimeter ? null : perimeters(outline, step)
  return area.map((value, i) => {
    const wetted = (perimeter ? perimeter(i * step) : (summed?.[i] ?? 0)) + (i === STEPS ? lid : 0)
    return wetted > 0 ? value / wetted : 0
  })
}

/** Along both sides, alike, from the middle of the bed. */
function perimeters(outline: Outline, step: number): Float64Array {
  const sums = new Float64Array(STEPS + 1)
  let wetted = outline.width(0)
  sums[0] = wetted
  for (let i = 0; i < STEPS; i++) {
    for (let part = 0; part < FINE; part++) {
      const from = (i + part / FINE) * step
      const to = (i + (part + 1) / FINE) * step
      wetted += 2 * Math.hypot(to - from, (outline.width(to) - outline.width(from)) / 2)
    }
    sums[i + 1] = wetted
  }
  return sums
}

function fineArea(outline: Outline): number {
  const step = outline.full / STEPS / FINE
  let sum = 0
  for (let i = 0; i < STEPS * FINE; i++) sum += outline.width((i + 0.5) * step) * step
  return sum
}
