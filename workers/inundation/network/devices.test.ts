import { describe, expect, it } from 'vitest'
import { type Device, devicesOf, linearised } from './devices.ts'
import { readInp } from './inp/read.ts'

/** One device between a node with its bed at 10 m and one at 0 m, in m and m³/s. */
function device(section: string, row: string, more = ''): Device {
  const result = readInp(
    `[OPTIONS]\nFLOW_UNITS CMS\nEND_DATE 01/02/2004\n[JUNCTIONS]\nA 10 20\nB 0 40\n[${section}]\n${row}\n${more}`,
    'device.inp',
  )
  if (!result.ok) throw new Error(result.failure.detail)
  const [only] = devicesOf(result.value)
  if (!only) throw new Error('no device')
  return only
}

const flow = (one: Device, from: number, to: number) => one.flow({ from, to }, 0, 0)

describe('an orifice', () => {
  const gate = device('ORIFICES', 'G A B SIDE 1 0.6 NO', '[XSECTIONS]\nG RECT_CLOSED 1 2\n')

  it('flows by the head on its middle, or between both levels when it is drowned', () => {
    // 0.6 · 2 m² · √(2 g 2.5 m)
    expect(flow(gate, 14, 0)).toBeCloseTo(1.2 * Math.sqrt(2 * 9.81 * 2.5), 9)
    expect(flow(gate, 14, 13)).toBeCloseTo(1.2 * Math.sqrt(2 * 9.81), 9)
    expect(flow(gate, 13, 14)).toBeCloseTo(-1.2 * Math.sqrt(2 * 9.81), 9)
  })

  it('is a weir until the water reaches its crown, without a jump there', () => {
    expect(flow(gate, 12 - 1e-9, 0)).toBeCloseTo(flow(gate, 12, 0), 6)
    // filled to a half: (1/2)^1.5 of that
    expect(flow(gate, 11.5, 0)).toBeCloseTo(0.5 ** 1.5 * flow(gate, 12, 0), 9)
    expect(flow(gate, 11, 0)).toBe(0)
  })

  it('moves nothing between equal levels, and softly near them', () => {
    expect(flow(gate, 13, 13)).toBe(0)
    const near = linearised(gate, { from: 13, to: 13 }, 0, 0)
    expect(near.flow).toBe(0)
    expect(near.perFrom).toBeGreaterThan(0)
    expect(Number.isFinite(near.perFrom + near.perTo)).toBe(true)
  })

  it('opens within its time', () => {
    const slow = device('ORIFICES', 'G A B BOTTOM 0 0.6 NO 1', '[XSECTIONS]\nG CIRCULAR 1\n')
    slow.target = 0
    slow.move(1800)
    expect(slow.setting).toBeCloseTo(0.5, 9)
    slow.move(1800)
    expect(flow(slow, 14, 0)).toBe(0)
  })
})

describe('a weir', () => {
  const sections = '[XSECTIONS]\nW RECT_OPEN 2 3\n'

  it('flows as C L H^1.5, less where it is drowned (Villemonte) and by its contractions', () => {
    const free = device('WEIRS', 'W A B TRANSVERSE 1 1.8 NO 0 0', sections)
    expect(flow(free, 12, 0)).toBeCloseTo(1.8 * 3, 9)
    expect(flow(free, 12, 11.5)).toBeCloseTo(1.8 * 3 * (1 - 0.5 ** 1.5) ** 0.385, 9)
    expect(flow(free, 12, 12)).toBe(0)
    const narrowed = device('WEIRS', 'W A B TRANSVERSE 1 1.8 NO 2 0', sections)
    expect(flow(narrowed, 12, 0)).toBeCloseTo(1.8 * 2.8, 9)
  })

  it('is an orifice above its crown, without a jump', () => {
    const free = device('WEIRS', 'W A B TRANSVERSE 1 1.8 NO 0 0', sections)
    expect(flow(free, 13 - 1e-9, 0)).toBeCloseTo(flow(free, 13, 0), 6)
    expect(flow(free, 16, 0)).toBeCloseTo(2 * flow(free, 13, 0), 6)
  })

  it('as a V-notch flows by H^2.5, as a trapezoid by both, and a flap gate shuts it backwards', () => {
    const notch = device('WEIRS', 'W A B V-NOTCH 0 1.4 YES', '[XSECTIONS]\nW TRIANGULAR 2 4\n')
    expect(flow(notch, 11, 0)).toBeCloseTo(1.4, 9)
    expect(flow(notch, 0, 11)).toBe(0)
    const both = device('WEIRS', 'W A B TRAPEZOIDAL 0 1.8 NO 0 1.4', '[XSECTIONS]\nW TRAPEZOIDAL 2 3 0.5 0.5\n')
    expect(flow(both, 11, 0)).toBeCloseTo(1.8 * 3 + 1.4 * 0.5, 9)
  })
})

describe('an outlet', () => {
  it('follows its rating by depth or by head', () => {
    const curve = '[CURVES]\nR RATING 0 0\nR 1 2\nR 2 3\n'
    const byDepth = device('OUTLETS', 'U A B 1 TABULAR/DEPTH R NO', curve)
    expect(flow(byDepth, 12.5, 11.5)).toBeCloseTo(2.5, 9)
    const byHead = device('OUTLETS', 'U A B 1 TABULAR/HEAD R NO', curve)
    expect(flow(byHead, 12.5, 12)).toBeCloseTo(1, 9)
    expect(flow(byHead, 12, 12)).toBe(0)
    const power = device('OUTLETS', 'U A B 1 FUNCTIONAL/DEPTH 3 0.5 NO')
    expect(flow(power, 15, 0)).toBeCloseTo(6, 9)
  })
})

describe('a pump', () => {
  it('follows its curve by volume, by depth in steps, by head or by depth', () => {
    const pump = (kind: string, rows: string) => device('PUMPS', 'P A B c ON', `[CURVES]\nc ${kind} ${rows}\n`)
    const steps = pump('PUMP1', '5 0.1 10 0.2')
    expect([4, 5, 50].map((held) => steps.flow({ from: 11, to: 0 }, held, 0))).toEqual([0.1, 0.2, 0.2])
    expect(flow(pump('PUMP2', '1 0.1 2 0.2'), 11.5, 0)).toBe(0.2)
    expect(flow(pump('PUMP4', '0 0 2 0.4'), 11, 0)).toBeCloseTo(0.2, 9)
    const lifts = pump('PUMP3', '0 1 10 0')
    expect(flow(lifts, 11, 15)).toBeCloseTo(0.6, 9)
    expect(flow(lifts, 11, 22)).toBe(0)
    const runs = pump('PUMP5', '0 1 10 0')
    runs.target = 0.5
    runs.move(1)
    // affinity: half the flow at a quarter of the head
    expect(flow(runs, 11, 12)).toBeCloseTo(0.5 * 0.6, 9)
    runs.target = 0
    runs.move(1)
    expect(flow(runs, 11, 12)).toBe(0)
  })

  it('without a curve lifts what comes', () => {
    expect(device('PUMPS', 'P A B * ON').flow({ from: 11, to: 0 }, 0, 0.7)).toBe(0.7)
  })
})
