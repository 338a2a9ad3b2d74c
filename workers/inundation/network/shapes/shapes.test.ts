import { describe, expect, it } from 'vitest'
import { outlineOf } from './outline.ts'
import type { ShapeSpec } from './spec.ts'
import { STEPS, tabulate } from './table.ts'

/** Area, width and hydraulic radius at a share of the depth that the table has. */
function at(shape: ShapeSpec, share: number) {
  const table = tabulate(outlineOf(shape))
  const i = Math.round(share * STEPS)
  return { area: table.area[i] ?? 0, width: table.width[i] ?? 0, radius: (table.radius43[i] ?? 0) ** 0.75, table }
}

const SHAPES: readonly ShapeSpec[] = [
  { type: 'CIRCULAR', depth: 1.2 },
  { type: 'FILLED_CIRCULAR', depth: 2, filled: 0.5 },
  { type: 'RECT_CLOSED', depth: 2, width: 3 },
  { type: 'RECT_OPEN', depth: 2, width: 3, smoothWalls: 1 },
  { type: 'TRAPEZOIDAL', depth: 1, bottom: 2, left: 1, right: 3 },
  { type: 'TRIANGULAR', depth: 1, width: 2 },
  { type: 'PARABOLIC', depth: 2, width: 3 },
  { type: 'POWER', depth: 1, width: 2, exponent: 0.5 },
  { type: 'RECT_TRIANGULAR', depth: 2, width: 2, triangle: 0.5 },
  { type: 'RECT_ROUND', depth: 2, width: 2, radius: 1.5 },
  { type: 'MODBASKETHANDLE', depth: 2, width: 2, radius: 1 },
  { type: 'EGG', depth: 1.5 },
  { type: 'HORSESHOE', depth: 2 },
  { type: 'GOTHIC', depth: 2 },
  { type: 'CATENARY', depth: 2 },
  { type: 'SEMIELLIPTICAL', depth: 2 },
  { type: 'BASKETHANDLE', depth: 2 },
  { type: 'SEMICIRCULAR', depth: 1 },
  { type: 'HORIZ_ELLIPSE', depth: 1, width: 2 },
  { type: 'VERT_ELLIPSE', depth: 2, width: 1 },
  { type: 'ARCH', depth: 1, width: 1.6 },
  {
    type: 'CUSTOM',
    depth: 1,
    shares: [
      [0, 0],
      [0.5, 1],
      [1, 0.5],
    ],
  },
]

describe('a cross-section', () => {
  it('of a circle is half at half its depth, and its radius then is that of the full one', () => {
    const half = at({ type: 'CIRCULAR', depth: 2 }, 0.5)
    expect(half.area).toBeCloseTo(Math.PI / 2, 3)
    // widths are scaled so that the full area is exact: by 0.04 % here
    expect(half.width / 2).toBeCloseTo(1, 3)
    expect(half.radius).toBeCloseTo(0.5, 3)
    expect(at({ type: 'CIRCULAR', depth: 2 }, 1).radius).toBeCloseTo(0.5, 6)
    // at a quarter: the angle is 120°, A = r²/2 (2π/3 − √3/2), P = 2π/3
    const quarter = at({ type: 'CIRCULAR', depth: 2 }, 0.25)
    expect(quarter.area).toBeCloseTo(0.61418, 3)
    expect(quarter.radius).toBeCloseTo(0.61418 / 2.0944, 3)
  })

  it('of a trapezoid, a parabola, a triangle and a filled circle has the values worked by hand', () => {
    expect(at({ type: 'TRAPEZOIDAL', depth: 1, bottom: 2, left: 1, right: 3 }, 1)).toMatchObject({
      area: expect.closeTo(4, 9),
      width: expect.closeTo(6, 9),
      radius: expect.closeTo(4 / (2 + Math.SQRT2 + Math.sqrt(10)), 6),
    })
    // 2/3 of depth × width; the length of y = x² from −1 to 1 is √5 + asinh(2)/2
    expect(at({ type: 'PARABOLIC', depth: 1, width: 2 }, 1)).toMatchObject({
      area: expect.closeTo(4 / 3, 6),
      radius: expect.closeTo(4 / 3 / (Math.sqrt(5) + Math.asinh(2) / 2), 3),
    })
    expect(at({ type: 'TRIANGULAR', depth: 1, width: 2 }, 0.5)).toMatchObject({
      area: expect.closeTo(0.25, 9),
      radius: expect.closeTo(0.25 / Math.SQRT2, 6),
    })
    expect(at({ type: 'FILLED_CIRCULAR', depth: 2, filled: 1 }, 1)).toMatchObject({
      area: expect.closeTo(Math.PI / 2, 6),
      radius: expect.closeTo(Math.PI / 2 / (Math.PI + 2), 6),
    })
  })

  it('of a box rubs at its lid only when it is full, and at its sides unless they are left out', () => {
    expect(at({ type: 'RECT_CLOSED', depth: 2, width: 3 }, 1).radius).toBeCloseTo(0.6, 9)
    expect(at({ type: 'RECT_CLOSED', depth: 2, width: 3 }, 0.5).radius).toBeCloseTo(0.6, 9)
    expect(at({ type: 'RECT_OPEN', depth: 2, width: 3, smoothWalls: 1 }, 0.5).radius).toBeCloseTo(0.75, 9)
  })

  // Tabled full radii of the EPA manual, by depth. The widths are tabled to three digits at 20 or 25 depths; their outline
  // is that much shorter than the true one.
  it.each([
    ['EGG', 0.1931],
    ['HORSESHOE', 0.2538],
    ['GOTHIC', 0.2269],
    ['CATENARY', 0.23172],
    ['SEMIELLIPTICAL', 0.242],
    ['BASKETHANDLE', 0.2464],
    ['SEMICIRCULAR', 0.2946],
  ] as const)('of the shape %s has the full hydraulic radius of the manual within 4 %%', (type, radius) => {
    const full = at({ type, depth: 1 }, 1)
    expect(Math.abs(full.radius / radius - 1)).toBeLessThan(0.04)
  })

  it.each(SHAPES)('of $type grows with its depth and fits its surface', (shape) => {
    const { table } = at(shape, 1)
    const step = table.full / STEPS
    for (let i = 0; i < STEPS; i++) {
      const gained = (table.area[i + 1] ?? 0) - (table.area[i] ?? 0)
      expect(gained).toBeGreaterThan(0)
      expect(gained).toBeCloseTo((((table.width[i] ?? 0) + (table.width[i + 1] ?? 0)) / 2) * step, 9)
    }
  })

  it('of a surveyed channel carries its banks beside the channel, each with its roughness', () => {
    // a box of 2 m with a bank of 3 m on its right, 1 m above its bed
    const shape: ShapeSpec = {
      type: 'TRANSECT',
      stations: [
        [0, 2],
        [0, 0],
        [2, 0],
        [2, 1],
        [5, 1],
        [5, 2],
      ],
      banks: [0, 2],
      roughness: [0.03, 0.03, 0.06],
      meander: 1,
    }
    const within = at(shape, 0.25)
    // the width jumps by 3 m; a table of 1 cm draws that out over one of its steps, at most 3 m × 0.5 cm
    expect(Math.abs(within.area - 1)).toBeLessThan(0.015)
    expect(within.radius).toBeCloseTo(1 / 3, 6)
    const { area, radius } = at(shape, 1)
    expect(area).toBeCloseTo(7, 6)
    const conveyance = (4 / 0.03) * (4 / 5) ** (2 / 3) + (3 / 0.06) * (3 / 4) ** (2 / 3)
    expect((area * radius ** (2 / 3)) / 0.03).toBeCloseTo(conveyance, 6)
  })

  it('refuses a bottom that is flatter than its arc can be', () => {
    expect(() => outlineOf({ type: 'RECT_ROUND', depth: 2, width: 2, radius: 0.5 })).toThrow(
      'RECT_ROUND: radius is 0.5, expected ≥ half the width 2',
    )
  })
})
