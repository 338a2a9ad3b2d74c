import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import type { Stability } from '../../../workers/leak-spread/atmosphere/briggs.ts'
import { plume } from '../../../workers/leak-spread/atmosphere/plume.ts'
import { darcySphere, GAS_CONSTANT, orificeRelease } from '../../../workers/leak-spread/gas/release.ts'
import { blowDown } from '../../../workers/leak-spread/gas-network/blow-down.ts'
import { GasLaw } from '../../../workers/leak-spread/gas-network/gas-law.ts'
import { heatLoss } from '../../../workers/leak-spread/heat/pipe-loss.ts'
import { SoilBox } from '../../../workers/leak-spread/soil/box.ts'
import { aroundPoint, belowSurface, besideWall } from '../../../workers/leak-spread/soil/kernels.ts'
import { METHANE_SETTINGS, Spread } from '../../../workers/leak-spread/spaces/spread.ts'
import { exchangeThrough, type VoidNetwork } from '../../../workers/leak-spread/spaces/void-network.ts'
import { outflow } from '../../../workers/leak-spread/water/hole.ts'
import { validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../bench-folder.ts'

const file = join(benchFolder, 'leak/analytic/cases.csv')
/** so that an error of nothing has a logarithm */
const HAIR = 1e-12
/** solvers in three dimensions take seconds: the reference run alone asks for them */
const isLong = process.env.LIFELINE_REFERENCE === '1'

type Inputs = Readonly<Record<string, number | string>>

/** What computes a case. Where two do, the closed form and the solver, both must hold. */
const SOLVERS: Readonly<Record<string, (given: Inputs) => number[]>> = {
  orifice_gas: (given) => {
    const orifice = { area: (Math.PI * of(given, 'd_m') ** 2) / 4, dischargeCoefficient: of(given, 'Cd') }
    const gas = gasOf(given)
    const release = orificeRelease(orifice, of(given, 'p_up_Pa_abs'), of(given, 'p_down_Pa'), gas)
    expect(release.isChoked).toBe(given.regime === 'choked')
    return [release.flow]
  },
  diffusion_1d_erfc: (given) => {
    const [medium, x, time] = [mediumOf(given), of(given, 'x_m'), of(given, 't_s')]
    return [besideWall(medium, x, time), wallByBox(medium, x, time)]
  },
  diffusion_3d_point: (given) => {
    const [medium, r, time, q] = [mediumOf(given), of(given, 'r_m'), of(given, 't_s'), of(given, 'q_m3_s')]
    return [aroundPoint(medium, q, r, time), ...(isLong ? [pointByBox(medium, q, r, time)] : [])]
  },
  halfspace_image_steady: (given) => {
    const medium = { diffusivity: of(given, 'D_eff_m2_s'), air: 0.25 }
    const source = { x: 0, y: 0, depth: of(given, 'depth_m') }
    const place = { x: of(given, 'horizontal_m'), y: 0, depth: of(given, 'eval_depth_m') }
    const q = of(given, 'q_m3_s')
    return [
      belowSurface(medium, q, source, place, Number.POSITIVE_INFINITY, 1),
      ...(isLong ? [surfaceByBox(medium, q, source.depth, place.x)] : []),
    ]
  },
  darcy_spherical_compressible: (given) => {
    const soil = { permeability: of(given, 'k_m2'), cavityRadius: of(given, 'r_cavity_m'), cover: 1 }
    const gas = { ...gasOf({ ...given, gamma: 1.31, Z: 1 }), viscosity: of(given, 'mu_Pa_s') }
    return [darcySphere(soil, of(given, 'p_cavity_Pa_abs'), of(given, 'p_inf_Pa'), gas)]
  },
  manhole_box: (given) => [boxUntil(given, of(given, 't_s'), () => false).concentration[0] as number],
  manhole_time_to_LEL: (given) => {
    const lower = of(given, 'LEL')
    let before = { time: 0, value: 0 }
    const spread = boxUntil(given, 1e6, (at) => {
      if ((at.concentration[0] as number) >= lower) return true
      before = { time: at.time, value: at.concentration[0] as number }
      return false
    })
    const part = (lower - before.value) / ((spread.concentration[0] as number) - before.value)
    return [before.time + part * (spread.time - before.time)]
  },
  plume_briggs_urban: (given) => [plumeOf(given, 'urban')],
  plume_briggs_rural: (given) => [plumeOf(given, 'rural')],
  plume_flux_integral: (given) => {
    const air = { terrain: 'urban', stability: 'D', wind: 3 } as const
    let sum = 0
    for (let y = -150; y <= 150; y += 2)
      for (let z = 0.5; z < 150; z += 1)
        sum += 2 * air.wind * plume(air, { rate: of(given, 'Q_g_s'), height: 1 }, 150, y, z)
    return [sum]
  },
  orifice_water: (given) => {
    const area = (Math.PI * of(given, 'd_m') ** 2) / 4
    return [outflow({ area, expansion: 0, dischargeCoefficient: of(given, 'Cd') }, of(given, 'head_m'))]
  },
  favad: (given) => {
    const [area, expansion] = [of(given, 'A0_m2'), of(given, 'm_m2_per_m')]
    return [outflow({ area, expansion, dischargeCoefficient: of(given, 'Cd') }, of(given, 'head_m'))]
  },
  isolated_segment_blowdown_isothermal: (given) => {
    const [pressure, ambient] = [of(given, 'p0_Pa_abs'), 101_325]
    const gas = gasOf({ ...given, Z: 1 })
    const orifice = { area: (Math.PI * of(given, 'd_m') ** 2) / 4, dischargeCoefficient: of(given, 'Cd') }
    const { pressureAt } = blowDown({
      ...{ volume: of(given, 'V_m3'), pressure, ambient, bends: [] },
      release: (at) => orificeRelease(orifice, at, ambient, gas).flow,
      law: new GasLaw({ kind: 'ideal' }, GAS_CONSTANT / gas.molarMass, gas.temperature),
    })
    return [pressureAt(of(given, 't_s'))]
  },
  ogata_banks: (given) => [channelOf(given)],
  buried_pipe_heat_loss: (given) => [
    heatLoss(
      { diameter: of(given, 'D_m'), depth: of(given, 'depth_axis_m') },
      of(given, 'k_soil_W_mK'),
      of(given, 'T_pipe_C') - of(given, 'T_surface_C'),
    ),
  ],
}

describe.runIf(existsSync(file))('the analytic cases', () => {
  const cases = Papa.parse<Record<'case' | 'inputs_json' | 'expected' | 'unit' | 'rel_tol', string>>(
    readFileSync(file, 'utf8').trim(),
    { header: true },
  ).data

  test('are met', { timeout: 600_000 }, async () => {
    expect(cases.length).toBe(40)
    const figures = cases.flatMap((row, index) => {
      const solvers = SOLVERS[row.case]
      if (!solvers) throw new Error(`nothing computes ${row.case}`)
      const results = solvers(JSON.parse(row.inputs_json) as Inputs)
      return results.map((ours, n) => ({
        name: `${index + 1}: ${row.case}${results.length > 1 ? [', closed form', ', solver'][n] : ''}`,
        ...{
          ours: Math.abs(ours / Number(row.expected) - 1),
          unit: '',
          reference: `${Number(Number(row.expected).toPrecision(5))} ${row.unit}`,
        },
        goal: [0, Number(row.rel_tol)] as const,
      }))
    })
    await validate({
      id: 'leak-analytic',
      title: 'Leaks: closed forms',
      setup:
        'Relative error of each case of `leak/analytic`: formulas to 1e-4 or better, solvers (soil box, void network) to the tolerance of the case, which is what their grids and steps are refined to.',
      test: 'tests/reference/leak-spread/analytic.test.ts',
      figures,
      plot: {
        ...{ x: 'case', y: 'relative error, log₁₀' },
        series: [
          {
            name: 'ours',
            isReference: true,
            points: figures.map(({ name, ours }) => [Number.parseInt(name, 10), Math.log10(ours + HAIR)] as const),
          },
          {
            name: 'allowed',
            points: figures.map(({ name, goal }) => [Number.parseInt(name, 10), Math.log10(goal[1])] as const),
          },
        ],
      },
    })
  })
})

function of(given: Inputs, name: string): number {
  const value = given[name]
  if (typeof value !== 'number') throw new Error(`${name} is ${value} in ${JSON.stringify(given)}`)
  return value
}

function gasOf(given: Inputs) {
  return {
    ...{ molarMass: of(given, 'M_kg_mol'), heatRatio: of(given, 'gamma'), temperature: of(given, 'T_K') },
    ...{ compressibility: of(given, 'Z'), viscosity: 1.1e-5 },
  }
}

function mediumOf(given: Inputs) {
  return { diffusivity: of(given, 'D_eff_m2_s'), air: of(given, 'eps_air') }
}

function plumeOf(given: Inputs, terrain: 'urban' | 'rural'): number {
  const stability = given.stability === 'EF' ? 'E' : (given.stability as Stability)
  const release = { rate: of(given, 'Q_g_s'), height: of(given, 'h_m') }
  return plume(
    { terrain, stability, wind: of(given, 'u_m_s') },
    release,
    of(given, 'x_m'),
    of(given, 'y_m'),
    of(given, 'z_m'),
  )
}

/** A wall of pure gas at the west, soil long enough that its end is not reached, cells that put one's middle at x. */
function wallByBox(medium: { diffusivity: number; air: number }, x: number, time: number): number {
  const size = x / 20.5
  const far = 6 * Math.sqrt((4 * medium.diffusivity * time) / medium.air)
  const cells = { x: grown(size, 25, far), y: [1], z: [1] }
  const box = new SoilBox(cells, medium, { west: { open: 1, held: 1 } })
  for (let step = 0; step < 500; step++) box.step(time / 500)
  return box.concentration[20] as number
}

/** An eighth of space around the source, in cells that put the middle of one at the distance. */
function pointByBox(medium: { diffusivity: number; air: number }, q: number, r: number, time: number): number {
  const near = 8
  const size = r / Math.hypot(near + 0.5, 0.5, 0.5)
  const edges = grown(size, near + 3, 4.5 * Math.sqrt((4 * medium.diffusivity * time) / medium.air))
  const box = new SoilBox({ x: edges, y: edges, z: edges }, medium, {})
  box.release(0, false)
  for (let step = 0; step < 40; step++) box.step((time * (2 * step + 1)) / 1600, q / 8)
  return box.concentration[near] as number
}

/** A quarter of the ground below an open surface, until it stands. */
function surfaceByBox(medium: { diffusivity: number; air: number }, q: number, depth: number, aside: number): number {
  const size = Math.min(aside / 7, depth / 10)
  const aim = aside / Math.round(aside / size)
  const level = grown(aim, Math.round(aside / aim) + 4, 20)
  const layers = Math.round(depth / size)
  const thick = depth / (layers - 0.5)
  const cells = { x: level, y: level, z: grown(thick, layers + 7, 20) }
  const box = new SoilBox(cells, medium, { top: { open: 1, held: 0 } })
  const source = (layers - 1) * level.length * level.length
  box.release(source, false)
  box.step(1e12, q / 4)
  // between the middles of two cells at each side of the distance
  const beyond = Math.round(aside / aim)
  const at = (i: number) => box.concentration[source + i] as number
  return (2 * at(beyond - 1) * at(beyond)) / (at(beyond - 1) + at(beyond))
}

/** Equal cells, then each a fifth larger than the one before. */
function grown(size: number, equal: number, far: number): number[] {
  const cells = new Array<number>(equal).fill(size)
  for (let sum = equal * size, next = size; sum < far; sum += next) {
    next *= 1.2
    cells.push(next)
  }
  return cells
}

function boxUntil(given: Inputs, time: number, isDone: (spread: Spread) => boolean): Spread {
  const network: VoidNetwork = {
    volume: Float64Array.of(of(given, 'V_m3')),
    ventilation: Float64Array.of(of(given, 'vent_in_m3_s')),
    ...{ from: new Int32Array(0), to: new Int32Array(0), exchange: new Float64Array(0), flow: new Float64Array(0) },
    fans: new Map(),
  }
  const gas = of(given, 'gas_in_m3_s')
  const settings = { ...METHANE_SETTINGS, tolerance: 2e-8 }
  const spread = new Spread(network, [{ space: 0, passed: (t) => gas * t }], settings)
  while (spread.time < time && !isDone(spread)) spread.step(time)
  return spread
}

/** A tunnel of 1 m² in sections; its first is so large that it stays what it is. */
function channelOf(given: Inputs): number {
  const [x, time, speed, dispersion] = [of(given, 'x_m'), of(given, 't_s'), of(given, 'v_m_s'), of(given, 'D_m2_s')]
  const length = x / 40
  const count = 40 + Math.ceil((speed * time + 5 * Math.sqrt(2 * dispersion * time)) / length)
  const volume = new Float64Array(count + 1).fill(length)
  const huge = 1e9
  volume[0] = huge
  const exchange = new Float64Array(count).fill(exchangeThrough(dispersion, 1, length, speed))
  // from the face of the first section to its middle is half a way
  exchange[0] = exchangeThrough(dispersion, 1, length / 2, speed)
  const network: VoidNetwork = {
    ...{ volume, ventilation: new Float64Array(count + 1), exchange },
    from: Int32Array.from({ length: count }, (_, i) => i),
    to: Int32Array.from({ length: count }, (_, i) => i + 1),
    flow: new Float64Array(count).fill(speed),
    fans: new Map(),
  }
  const spread = new Spread(network, [], { ...METHANE_SETTINGS, tolerance: 4e-6, threshold: 0 })
  spread.fill(0, 1)
  while (spread.time < time) spread.step(time)
  // c at x lies between the middles of two sections
  return ((spread.concentration[40] as number) + (spread.concentration[41] as number)) / 2
}
