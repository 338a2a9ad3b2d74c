import { describe, expect, it } from 'vitest'
import { buriedRelease, criticalRatio, GAS_CONSTANT, orificeRelease, type ReleaseGas } from '../gas/release.ts'
import { blowDown } from './blow-down.ts'
import { type Compressibility, GasLaw } from './gas-law.ts'

const AIR = 101_325
const methane: ReleaseGas = {
  ...{ molarMass: 0.01604, heatRatio: 1.31, temperature: 288.15, compressibility: 1, viscosity: 1.1e-5 },
}
const hole = { area: (Math.PI / 4) * 0.01 ** 2, dischargeCoefficient: 0.85 }
const shutIn = (compressibility: Compressibility = { kind: 'ideal' }) => ({
  ...{ volume: 5, pressure: 401_325, ambient: AIR, bends: [AIR / criticalRatio(1.31)] },
  law: new GasLaw(compressibility, GAS_CONSTANT / 0.01604, 288.15),
  release: (pressure: number) => orificeRelease(hole, pressure, AIR, methane).flow,
})

describe('a part of a network that empties', () => {
  it('falls by e in every τ while it is choked', () => {
    const g = 1.31
    const sound = Math.sqrt((g * GAS_CONSTANT * 288.15) / 0.01604) * (2 / (g + 1)) ** ((g + 1) / (2 * (g - 1)))
    const tau = 5 / (0.85 * hole.area * sound)
    const { pressureAt, timeOf } = blowDown(shutIn())
    for (const time of [0, 60, 200]) expect(pressureAt(time) / (401_325 * Math.exp(-time / tau))).toBeCloseTo(1, 9)
    const [edge = 0] = shutIn().bends
    expect(timeOf(edge) / (tau * Math.log(401_325 / edge))).toBeCloseTo(1, 9)
  })

  it('goes on to the pressure of the air as its equation does step by step', () => {
    const { pressureAt, duration } = blowDown(shutIn())
    const { law, volume, release } = shutIn()
    const step = 0.05
    let mass = volume * law.density(401_325)
    const flow = (held: number) => release(law.pressureOfDensity(held / volume))
    let time = 0
    for (; time < 340; time += step) {
      const b = flow(mass - (step / 2) * flow(mass))
      mass -= step * b
    }
    expect(pressureAt(time) / law.pressureOfDensity(mass / volume)).toBeCloseTo(1, 5)
    expect(pressureAt(duration)).toBe(AIR)
    expect(duration).toBeGreaterThan(time)
    expect(duration).toBeLessThan(1000)
  })

  it.each<Compressibility>([{ kind: 'ideal' }, { kind: 'linear', slope: -2.2e-8 }])('keeps its mass with %o', (of) => {
    const { law, volume } = shutIn(of)
    const { released, left, releasedAt, duration } = blowDown(shutIn(of))
    expect(released + left).toBeCloseTo(volume * law.density(401_325), 9)
    expect(releasedAt(0)).toBe(0)
    expect(releasedAt(duration)).toBeCloseTo(released, 5)
    expect(releasedAt(100)).toBeGreaterThan(releasedAt(50))
  })

  it('loses nothing without an overpressure, and takes longer through soil', () => {
    expect(blowDown({ ...shutIn(), pressure: AIR })).toMatchObject({ duration: 0, released: 0 })
    const soil = { permeability: 1e-11, cavityRadius: 0.05, cover: 1e3 }
    const buried = blowDown({
      ...shutIn(),
      release: (pressure) => buriedRelease(hole, soil, pressure, AIR, methane).flow,
    })
    expect(buried.timeOf(2e5)).toBeGreaterThan(blowDown(shutIn()).timeOf(2e5))
    expect(buried.released).toBeCloseTo(blowDown(shutIn()).released, 9)
  })

  it('needs a volume, and an outflow', () => {
    expect(() => blowDown({ ...shutIn(), volume: 0 })).toThrow('volume is 0 m³, expected > 0')
    expect(() => blowDown({ ...shutIn(), release: () => 0 })).toThrow('release is 0 kg/s')
  })
})
