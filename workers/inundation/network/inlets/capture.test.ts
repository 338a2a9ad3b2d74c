import { describe, expect, it } from 'vitest'
import { capturedFlow, type Inlets } from './capture.ts'
import { captureInChannel, normalDepth } from './channel.ts'
import { grateOf, type InletDesign } from './design.ts'
import { FOOT, type Gutter } from './gutter.ts'
import { captureOnGrade, grateEfficiency, kerbEfficiency } from './on-grade.ts'
import { captureOnSag } from './on-sag.ts'

const CFS = FOOT ** 3
const UNIFORM: Gutter = { crossSlope: 0.02, depression: 0, width: 0, slope: 0.01, roughness: 0.016, crown: 6.096 }
const COMPOSITE: Gutter = { ...UNIFORM, depression: 0.167 * FOOT, width: 2 * FOOT }
const VANE = grateOf('CURVED_VANE', 2 * FOOT, 2 * FOOT)
const KERB = { length: 1.5, height: 0.15, throat: 'VERTICAL' } as const

describe('an inlet on a slope', () => {
  it('a curved vane grate takes what HEC-22 prints in example 4-7, and what SWMM computes', () => {
    const design = { kind: 'STREET', grate: VANE, kerb: null } as const
    const captured = captureOnGrade(design, COMPOSITE, 2.3 * CFS) / CFS
    // 1.68 cfs with values read off charts to two digits
    expect(Math.abs(captured / 1.68 - 1)).toBeLessThan(0.02)
    // SWMM 5.2.4: 73.80 %; it stops at a spread known to 0.01 ft
    expect(Math.abs(captured / 2.3 / 0.738 - 1)).toBeLessThan(0.003)
  })

  it('a grate loses straight flow by splashing over, and most of the side flow', () => {
    const grate = { length: 0.6, width: 0.5, open: 0.8, splashVelocity: 2 }
    // Rf = 1 − 0.2953 · 1, Rs = 1 / (1 + 0.0828 · 3^1.8 / (0.02 · 0.6^2.3)) = 0.01022
    expect(grateEfficiency(grate, 0.8, 3, 0.02)).toBeCloseTo(0.56582, 5)
    expect(grateEfficiency(grate, 1, 1.9, 0.02)).toBe(1)
    expect(grateEfficiency(grate, 1, 50, 0.02)).toBe(0)
  })

  it('a splash-over velocity is read in feet', () => {
    // 0.30 + 4.85 · 2 − 1.31 · 4 + 0.15 · 8 = 5.96 ft/s
    expect(VANE.splashVelocity / FOOT).toBeCloseTo(5.96, 9)
  })

  it('an opening in the kerb takes 1 − (1 − L / LT)^1.8', () => {
    // 1.77 cfs: LT = 0.6 · 1.77^0.42 · 0.01^0.3 · 3125^0.6 = 23.95 ft; 9.84 ft take 61.4 %
    expect(kerbEfficiency(9.84 * FOOT, 1.77 * CFS, 0.02, UNIFORM)).toBeCloseTo(0.614, 3)
    expect(kerbEfficiency(24 * FOOT, 1.77 * CFS, 0.02, UNIFORM)).toBe(1)
  })

  it('a depressed gutter helps the kerb; a slot is like a kerb; both kinds take more than one', () => {
    const kerb = { kind: 'STREET', grate: null, kerb: KERB } as const
    const flow = 0.05
    const level = captureOnGrade(kerb, UNIFORM, flow)
    expect(captureOnGrade(kerb, COMPOSITE, flow)).toBeGreaterThan(1.2 * level)
    expect(captureOnGrade({ kind: 'SLOTTED', length: 1.5, width: 0.05 }, UNIFORM, flow)).toBe(level)
    const both = captureOnGrade({ kind: 'STREET', grate: VANE, kerb: KERB }, UNIFORM, flow)
    expect(both).toBeGreaterThan(captureOnGrade({ kind: 'STREET', grate: VANE, kerb: null }, UNIFORM, flow))
    expect(both).toBeGreaterThan(level)
    expect(both).toBeLessThan(flow)
  })
})

describe('an inlet at a low point', () => {
  const grate = { length: 1, width: 0.5, open: 0.9, splashVelocity: 1 }

  it('a grate is a weir while shallow and an orifice when deep', () => {
    const design = { kind: 'STREET', grate, kerb: null } as const
    // 1.656 · 2 · 0.095^1.5; 0.67 · 0.45 · √(2 g 0.995)
    expect(captureOnSag(design, UNIFORM, 0.1)).toBeCloseTo(0.096994, 5)
    expect(captureOnSag(design, UNIFORM, 1)).toBeCloseTo(1.33213, 4)
    expect(captureOnSag({ kind: 'DROP_GRATE', grate }, null, 0.1)).toBeCloseTo(1.65626 * 3 * 0.1 ** 1.5, 5)
  })

  it('an opening in the kerb is a weir, an orifice, and in between by line', () => {
    const design = (throat: 'HORIZONTAL' | 'VERTICAL'): InletDesign & { kind: 'STREET' } => ({
      kind: 'STREET',
      grate: null,
      kerb: { ...KERB, throat },
    })
    expect(captureOnSag(design('VERTICAL'), UNIFORM, 0.1)).toBeCloseTo(0.078564, 5)
    expect(captureOnSag(design('VERTICAL'), UNIFORM, 0.18)).toBeCloseTo(0.225163, 5)
    expect(captureOnSag(design('VERTICAL'), UNIFORM, 0.3)).toBeCloseTo(0.36574, 4)
    expect(captureOnSag(design('HORIZONTAL'), UNIFORM, 0.3)).toBeCloseTo(0.31674, 4)
    // 1.2698 · (1.5 + 1.8 · 0.6) · 0.1^1.5
    const depressed = { ...UNIFORM, depression: 0.05, width: 0.6 }
    expect(captureOnSag(design('VERTICAL'), depressed, 0.1)).toBeCloseTo(0.103599, 5)
    expect(captureOnSag({ kind: 'DROP_CURB', kerb: KERB }, null, 0.1)).toBeCloseTo(4 * 0.078564, 4)
  })

  it('a slot is a weir and an orifice', () => {
    const design = { kind: 'SLOTTED', length: 3, width: 0.05 } as const
    expect(captureOnSag(design, UNIFORM, 0.02)).toBeCloseTo(0.0116178, 6)
    expect(captureOnSag(design, UNIFORM, 0.5)).toBeCloseTo(0.375851, 5)
  })

  it('takes nothing of nothing and ever more of more', () => {
    const designs: Exclude<InletDesign, { kind: 'CUSTOM' }>[] = [
      { kind: 'STREET', grate, kerb: KERB },
      { kind: 'STREET', grate: null, kerb: { ...KERB, throat: 'INCLINED' } },
      { kind: 'SLOTTED', length: 3, width: 0.05 },
      { kind: 'DROP_GRATE', grate },
      { kind: 'DROP_CURB', kerb: KERB },
    ]
    for (const design of designs)
      for (const gutter of [UNIFORM, COMPOSITE]) {
        expect(captureOnSag(design, gutter, 0)).toBe(0)
        for (let depth = 0.005; depth < 1; depth += 0.005)
          expect(captureOnSag(design, gutter, depth)).toBeGreaterThanOrEqual(
            captureOnSag(design, gutter, depth - 0.005),
          )
      }
  })
})

describe('a grate in a channel', () => {
  const channel = { bottom: 1, side: 0, slope: 0.005, roughness: 0.02 }

  it('sees uniform flow by Manning', () => {
    // 0.5 · (0.5 / 2)^(2/3) · √0.005 / 0.02
    expect(normalDepth(channel, 0.5 * 0.25 ** (2 / 3) * (Math.sqrt(0.005) / 0.02))).toBeCloseTo(0.5, 9)
    // 2 m at the bed with sides 1 : 2, 0.5 m deep: area 1.5 m², wetted 2 + 2 · 0.5 · √5
    const flow = ((1.5 * (1.5 / (2 + Math.sqrt(5))) ** (2 / 3)) / 0.02) * Math.sqrt(0.005)
    expect(normalDepth({ ...channel, bottom: 2, side: 2 }, flow)).toBeCloseTo(0.5, 9)
  })

  it('takes all that comes where it covers the whole bed, and less the narrower it is', () => {
    const long = { length: 2, width: 1, open: 0.9, splashVelocity: 5 }
    expect(captureInChannel(long, channel, 0.1)).toBeCloseTo(0.1, 12)
    const narrow = captureInChannel({ ...long, width: 0.4 }, channel, 0.1)
    // 0.129 m deep: 0.3345 straight on, Rs = 0.485 of the rest at 0.775 m/s
    expect(narrow).toBeCloseTo(0.0657, 4)
  })
})

describe('inlets along a street', () => {
  const one: Inlets = {
    design: { kind: 'STREET', grate: VANE, kerb: null },
    street: { gutter: COMPOSITE, sides: 1 },
    channel: null,
    count: 1,
    clear: 1,
    limit: Number.POSITIVE_INFINITY,
    isSag: false,
  }
  const flow = 0.08

  it('each see what those before them left', () => {
    const first = capturedFlow(one, flow, 0.1)
    expect(capturedFlow({ ...one, count: 2 }, flow, 0.1)).toBeCloseTo(first + capturedFlow(one, flow - first, 0.1), 12)
    expect(capturedFlow({ ...one, count: 500 }, flow, 0.1)).toBeLessThanOrEqual(flow)
  })

  it('see half the flow on each side of a street with two, whichever way it runs', () => {
    const both = { ...one, street: { gutter: COMPOSITE, sides: 2 } } as const
    expect(capturedFlow(both, flow, 0.1)).toBeCloseTo(2 * capturedFlow(one, flow / 2, 0.1), 12)
    expect(capturedFlow(both, -flow, 0.1)).toBe(capturedFlow(both, flow, 0.1))
  })

  it('take less when clogged, and never more than they may', () => {
    expect(capturedFlow({ ...one, clear: 0.5 }, flow, 0.1)).toBeCloseTo(capturedFlow(one, flow, 0.1) / 2, 12)
    expect(capturedFlow({ ...one, limit: 0.01, count: 3 }, flow, 0.1)).toBeCloseTo(0.03, 12)
    expect(capturedFlow(one, 0, 0.1)).toBe(0)
  })

  it('at a low point take by the depth, not by what comes', () => {
    const sag = { ...one, isSag: true, count: 2 }
    expect(capturedFlow(sag, 0, 0.1)).toBeCloseTo(
      2 * captureOnSag({ kind: 'STREET', grate: VANE, kerb: null }, COMPOSITE, 0.1),
      12,
    )
    expect(capturedFlow(sag, flow, 0)).toBe(0)
  })

  it('take by their own curve', () => {
    const half: Inlets = { ...one, design: { kind: 'CUSTOM', by: 'FLOW', captures: (value) => value / 2 } }
    expect(capturedFlow({ ...half, count: 2 }, flow, 1)).toBeCloseTo(0.06, 12)
    const deep: Inlets = { ...one, design: { kind: 'CUSTOM', by: 'DEPTH', captures: (depth) => depth / 10 } }
    expect(capturedFlow({ ...deep, count: 2 }, 0, 0.5)).toBeCloseTo(0.1, 12)
  })
})
