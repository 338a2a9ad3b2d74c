import { describe, expect, it } from 'vitest'
import { Drainage } from './drainage.ts'
import { readInp } from './inp/read.ts'

/** A network in m and m³/s; sections are given as rows. */
function network(sections: Record<string, readonly string[]>, options: readonly string[] = []): Drainage {
  const text = Object.entries({
    OPTIONS: ['FLOW_UNITS CMS', 'END_DATE 01/02/2004', 'ROUTING_STEP 5', 'INERTIAL_DAMPING NONE', ...options],
    ...sections,
  })
    .map(([section, rows]) => `[${section}]\n${rows.join('\n')}\n`)
    .join('')
  const result = readInp(text, 'test.inp')
  if (!result.ok) throw new Error(result.failure.detail)
  return new Drainage(result.value)
}

const at = (net: Drainage, id: string) => net.nodeOf.get(id) ?? Number.NaN

/** Wide sewer of 1 km at 1 in 1000 with an outfall. */
const SEWER = {
  JUNCTIONS: ['A 11 5', 'B 10.5 5'],
  OUTFALLS: ['O 10 NORMAL NO'],
  CONDUITS: ['C1 A B 500 0.013 0 0', 'C2 B O 500 0.013 0 0'],
  XSECTIONS: ['C1 RECT_OPEN 3 2 0 0', 'C2 RECT_OPEN 3 2 0 0'],
}

describe('a drainage network', () => {
  it('carries a steady flow at the depth of Manning', () => {
    const net = network(SEWER)
    // 2 m wide, 1 in 1000, n 0.013: at 0.8 m A = 1.6, R = 1.6/3.6, v = 0.0316/0.013 · 0.582 = 1.417 m/s
    const flow = 1.6 * (Math.sqrt(0.001) / 0.013) * (1.6 / 3.6) ** (2 / 3)
    net.setLateral(at(net, 'A'), flow)
    net.advance(12 * 3600)
    expect(net.depth(at(net, 'A'))).toBeCloseTo(0.8, 3)
    expect(net.flow('C1')).toBeCloseTo(flow, 6)
    expect(net.flow('C2')).toBeCloseTo(flow, 6)
  })

  it('books every volume once: what came is what left and what is there', () => {
    const net = network(SEWER)
    net.setLateral(at(net, 'A'), 3)
    net.advance(3600)
    net.setLateral(at(net, 'A'), 0)
    net.advance(3600)
    const { inflow, outflow, stored, relative } = net.balance()
    expect(inflow).toBeCloseTo(3 * 3600, 6)
    expect(outflow + stored).toBeCloseTo(inflow, 6)
    expect(Math.abs(relative)).toBeLessThan(1e-12)
  })

  it('loses the head of Manning in a full pipe, whatever the pressure: the slot carries nothing', () => {
    // 1 m of pipe diameter, 400 m, n 0.013, from a tank to a level 3 m lower: v = √(Δh/L) R^(2/3)/n
    const net = network({
      STORAGE: ['T 10 40 20 FUNCTIONAL 0 0 1000000 0 0'],
      OUTFALLS: ['O 10 FIXED 27 NO'],
      CONDUITS: ['P T O 400 0.013 0 0'],
      XSECTIONS: ['P CIRCULAR 1'],
    })
    net.advance(3600)
    const velocity = (Math.sqrt(3 / 400) * 0.25 ** (2 / 3)) / 0.013
    expect(net.flow('P')).toBeCloseTo((Math.PI / 4) * velocity, 2)
  })

  it('rests exactly where all levels are the same, through conduits, a gate, a weir and an outlet', () => {
    const net = network(
      {
        STORAGE: ['T 10 10 5 FUNCTIONAL 0 0 50 0 0', 'U 11 10 4 FUNCTIONAL 0 0 50 0 0'],
        JUNCTIONS: ['A 12 6 3', 'B 12.5 6 2.5'],
        OUTFALLS: ['O 9 FIXED 15 NO'],
        CONDUITS: ['C1 T A 100 0.013 0 0', 'C2 A B 80 0.013 0 0.3', 'C3 U O 120 0.013 0 0'],
        ORIFICES: ['G T U SIDE 0 0.65 NO'],
        WEIRS: ['W A U TRANSVERSE 1 1.8 NO 0 0'],
        OUTLETS: ['R B U 0 FUNCTIONAL/HEAD 2 0.5 NO'],
        XSECTIONS: ['C1 CIRCULAR 1', 'C2 EGG 2', 'C3 RECT_CLOSED 1 1', 'G CIRCULAR 1', 'W RECT_OPEN 4 2'],
      },
      ['ROUTING_STEP 10'],
    )
    net.advance(10_000)
    for (const link of ['C1', 'C2', 'C3', 'G', 'W', 'R']) expect(Math.abs(net.flow(link)), link).toBeLessThan(1e-9)
    for (const node of ['T', 'U', 'A', 'B']) expect(net.head(at(net, node)), node).toBeCloseTo(15, 9)
  })

  it('spills at the rim what the pipe does not take, and says how much', () => {
    const net = network({
      JUNCTIONS: ['A 10 2'],
      OUTFALLS: ['O 9.9 FREE NO'],
      CONDUITS: ['P A O 100 0.013 0 0'],
      XSECTIONS: ['P CIRCULAR 0.3'],
    })
    net.setLateral(at(net, 'A'), 1)
    net.advance(1800)
    expect(net.depth(at(net, 'A'))).toBeCloseTo(2, 6)
    const { spilled, outflow, stored, inflow } = net.balance()
    expect(spilled).toBeGreaterThan(0.5 * inflow)
    expect(spilled + outflow + stored).toBeCloseTo(inflow, 6)
    expect(net.takeSpill(at(net, 'A'))).toBeCloseTo(spilled, 9)
    expect(net.takeSpill(at(net, 'A'))).toBe(0)
  })

  it.each([
    ['H-W', 130, 2.4769],
    ['D-W', 0.5, 2.2146],
  ] as const)('loses the head of %s in a full pressure pipe', (equation, given, velocity) => {
    const net = network(
      {
        STORAGE: ['T 10 40 30 FUNCTIONAL 0 0 1000000 0 0'],
        OUTFALLS: ['O 10 FIXED 30 NO'],
        CONDUITS: ['P T O 1000 0.03 0 0'],
        XSECTIONS: [`P FORCE_MAIN 0.5 ${given}`],
      },
      [`FORCE_MAIN_EQUATION ${equation}`],
    )
    net.advance(3600)
    expect(net.flow('P')).toBeCloseTo(velocity * (Math.PI / 16), 3)
  })

  it('lets no more into a culvert than its inlet takes', () => {
    const net = network({
      JUNCTIONS: ['A 12 5'],
      OUTFALLS: ['O 10 FREE NO'],
      CONDUITS: ['C A O 100 0.012 0 0'],
      XSECTIONS: ['C RECT_CLOSED 1 2 0 0 1 9'],
    })
    net.setLateral(at(net, 'A'), 1.58469)
    net.advance(3 * 3600)
    // form 1: 0.6 + 0.026 · 1.58469 / 1.10436 − 0.5 · 0.02
    expect(net.depth(at(net, 'A'))).toBeCloseTo(0.6273, 3)
    expect(net.flow('C')).toBeCloseTo(1.58469, 4)
  })

  it('keeps on the ground what ponds there, and takes it back', () => {
    const net = network(
      {
        JUNCTIONS: ['A 10 2 0 0 500'],
        OUTFALLS: ['O 9.9 FREE NO'],
        CONDUITS: ['P A O 100 0.013 0 0'],
        XSECTIONS: ['P CIRCULAR 0.3'],
      },
      ['ALLOW_PONDING YES'],
    )
    net.setLateral(at(net, 'A'), 1)
    net.advance(600)
    expect(net.depth(at(net, 'A'))).toBeGreaterThan(2.5)
    expect(net.balance().spilled).toBe(0)
    net.setLateral(at(net, 'A'), 0)
    net.advance(6 * 3600)
    expect(net.depth(at(net, 'A'))).toBeLessThan(0.1)
    expect(Math.abs(net.balance().relative)).toBeLessThan(1e-12)
  })

  it('gains nothing in a closed storage that is full (USEPA #210)', () => {
    const net = network({
      STORAGE: ['T 10 2 0 FUNCTIONAL 0 0 100 20 0'],
      JUNCTIONS: ['A 11 30'],
      OUTFALLS: ['O 12 FREE NO'],
      CONDUITS: ['P A T 50 0.013 0 0', 'Q T O 50 0.013 0 0'],
      XSECTIONS: ['P CIRCULAR 0.5', 'Q CIRCULAR 0.3'],
    })
    net.setLateral(at(net, 'A'), 0.3)
    net.advance(3 * 3600)
    expect(net.depth(at(net, 'T'))).toBeGreaterThan(2)
    const { relative, stored } = net.balance()
    expect(Math.abs(relative)).toBeLessThan(1e-12)
    // 100 m² × 2 m, the pipes and little more
    expect(stored).toBeLessThan(200 + 50 * (0.25 + 0.09) + 60)
  })

  it('lets water fall out of a conduit at its critical depth', () => {
    const net = network({ ...SEWER, OUTFALLS: ['O 10 FREE NO'] })
    net.setLateral(at(net, 'A'), 2)
    net.advance(12 * 3600)
    // y = (q²/g)^(1/3), q = 1 m²/s
    expect(net.depth(at(net, 'O'))).toBeCloseTo((1 / 9.81) ** (1 / 3), 2)
  })

  /** A street of 100 m at 1 in 100 that runs at 4 m³/s while a basin stands at its lower end. */
  const againstItsSurface = (upper: number) => {
    const net = network(
      {
        STORAGE: [`A 10 3 ${upper} FUNCTIONAL 0 0 500 0 0`, 'B 9 4 2 FUNCTIONAL 0 0 500 0 0'],
        CONDUITS: ['C A B 100 0.013 * * 4'],
        XSECTIONS: ['C RECT_OPEN 3 2 0 0'],
      },
      ['ROUTING_STEP 1', 'NORMAL_FLOW_LIMITED FROUDE'],
    )
    net.advance(1)
    return net.flow('C')
  }

  it('carries on against its surface no more than flows in uniformly at the depth it comes from', () => {
    // 2 m wide, 0.3 m deep, 1 in 100: A = 0.6, R = 0.6/2.6, v = 0.1/0.013 · 0.376 = 2.894 m/s
    const uniform = 0.6 * (0.1 / 0.013) * (0.6 / 2.6) ** (2 / 3)
    const flow = againstItsSurface(0.3)
    expect(flow).toBeGreaterThan(0.9 * uniform)
    expect(flow).toBeLessThanOrEqual(uniform)
  })

  it('carries nothing out of a dry end, however fast it was', () => {
    expect(againstItsSurface(0)).toBeLessThanOrEqual(0)
  })

  it('gives no more than there is, and says what it gave', () => {
    const net = network(SEWER)
    expect(net.addVolume(at(net, 'A'), 5)).toBe(5)
    expect(net.volume()).toBeCloseTo(5, 9)
    expect(net.head(at(net, 'A'))).toBeGreaterThan(11)
    expect(net.addVolume(at(net, 'A'), -8)).toBe(-5)
    expect(net.addVolume(at(net, 'A'), -1) + 0).toBe(0)
    expect(() => net.addVolume(at(net, 'O'), 1)).toThrow('O is an outfall')
    net.setLateral(at(net, 'B'), -2)
    net.advance(60)
    expect(net.volume()).toBeGreaterThanOrEqual(0)
  })

  it('lets nothing come back through a flap gate', () => {
    const tide = (gate: string) => ({ ...SEWER, OUTFALLS: [`O 10 FIXED 13 NO`], LOSSES: [`C2 0 0 0 ${gate}`] })
    const [open, shut] = [network(tide('NO')), network(tide('YES'))]
    for (const net of [open, shut]) net.advance(3600)
    expect(open.depth(at(open, 'A'))).toBeGreaterThan(1.9)
    expect(shut.volume()).toBe(0)
  })

  it('switches a pump by its rules', () => {
    const net = network({
      STORAGE: ['S 0 10 1 FUNCTIONAL 0 0 10 0 0'],
      OUTFALLS: ['O 5 FREE NO'],
      PUMPS: ['P S O lift OFF'],
      CURVES: ['lift PUMP2 100 0.2'],
      CONTROLS: [
        'RULE on',
        'IF NODE S DEPTH >= 4',
        'THEN PUMP P STATUS = ON',
        'RULE off',
        'IF NODE S DEPTH < 1',
        'THEN PUMP P STATUS = OFF',
      ],
    })
    net.setLateral(at(net, 'S'), 0.05)
    net.advance(590)
    expect(net.flow('P')).toBe(0)
    net.advance(20)
    expect(net.flow('P')).toBeCloseTo(0.2, 9)
    // from 4 m to 1 m: 30 m³ at 0.15 m³/s
    net.advance(220)
    expect(net.flow('P')).toBe(0)
  })

  it('fills short reaches from dry, and no level falls away', () => {
    const net = new Drainage(network(SEWER).model, { reach: 50 })
    net.setLateral(at(net, 'A'), 1)
    // steps of 4.32 s: a dry cell fell for 27 km, and the water was soon not a number
    net.advance(21.6 * 100)
    expect(net.volume()).toBeGreaterThan(800)
    expect(net.effort.steps).toBeLessThan(600)
    expect(Math.abs(net.balance().relative)).toBeLessThan(1e-12)
  })

  it('gives the same bits twice, and parted conduits carry the same water', () => {
    const run = (reach?: number) => {
      const net = new Drainage(network(SEWER).model, reach === undefined ? {} : { reach })
      net.setLateral(at(net, 'A'), 2)
      net.advance(7200)
      return [net.depth(at(net, 'A')), net.flow('C2'), net.volume()]
    }
    const whole = run()
    expect(run()).toEqual(whole)
    // the flow is uniform, so that parting the conduits changes nothing but where the water is counted
    const [depth, flow, volume] = run(50)
    expect((depth ?? 0) / (whole[0] ?? 0)).toBeCloseTo(1, 3)
    expect((flow ?? 0) / (whole[1] ?? 0)).toBeCloseTo(1, 3)
    expect((volume ?? 0) / (whole[2] ?? 0)).toBeCloseTo(1, 2)
  })
})
