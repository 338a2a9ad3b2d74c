import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { darcySphere, GAS_CONSTANT, orificeRelease, type ReleaseGas } from '../../../workers/leak-spread/gas/release.ts'
import { blowDown } from '../../../workers/leak-spread/gas-network/blow-down.ts'
import { GasLaw } from '../../../workers/leak-spread/gas-network/gas-law.ts'
import { type PlotSeries, validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../bench-folder.ts'

const path = join(benchFolder, 'leak/analytic/cases.csv')
type Inputs = Readonly<Record<string, number>> & { readonly regime?: string }

/** The cases of one kind: what goes in, what comes out, the tolerance. */
function casesOf(kind: string) {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  })
  return data
    .filter((row) => row.case === kind)
    .map((row) => ({
      ...{ given: JSON.parse(row.inputs_json ?? '{}') as Inputs },
      ...{ expected: Number(row.expected), tolerance: Number(row.rel_tol) },
    }))
}

const gasOf = (given: Inputs): ReleaseGas => ({
  ...{ molarMass: given.M_kg_mol ?? 0, heatRatio: given.gamma ?? 1.31, temperature: given.T_K ?? 0 },
  ...{ compressibility: given.Z ?? 1, viscosity: given.mu_Pa_s ?? 0 },
})
const hole = ({ d_m = 0, Cd = 0 }: Inputs) => ({ area: (Math.PI / 4) * d_m ** 2, dischargeCoefficient: Cd })

describe.runIf(existsSync(path))('gas that leaves a pipe', () => {
  test('is that of the closed forms', async () => {
    const orifices = casesOf('orifice_gas').map(({ given, expected, tolerance }) => {
      const release = orificeRelease(hole(given), given.p_up_Pa_abs ?? 0, given.p_down_Pa ?? 0, gasOf(given))
      expect(release.isChoked ? 'choked' : 'unchoked').toBe(given.regime)
      return { name: `hole of ${1000 * (given.d_m ?? 0)} mm, ${given.regime}`, ours: release.flow, expected, tolerance }
    })
    const soils = casesOf('darcy_spherical_compressible').map(({ given, expected, tolerance }) => {
      const soil = { permeability: given.k_m2 ?? 0, cavityRadius: given.r_cavity_m ?? 0, cover: 1 }
      const ours = darcySphere(soil, given.p_cavity_Pa_abs ?? 0, given.p_inf_Pa ?? 0, gasOf(given))
      return { name: `soil of ${given.k_m2} m²`, ours, expected, tolerance }
    })
    const emptied = casesOf('isolated_segment_blowdown_isothermal').map(({ given, expected, tolerance }) => {
      const { blow, tau } = emptying(given)
      expect(given.t_s).toBeLessThan(given.choked_until_s ?? 0)
      const ours = blow.pressureAt(given.t_s ?? 0)
      return { name: `${given.V_m3} m³ after ${given.t_s} s`, ours, expected, tolerance, given, blow, tau }
    })
    const all = [...orifices, ...soils, ...emptied]
    expect(all).toHaveLength(9)
    await validate({
      ...{
        id: 'leak-gas-release',
        title: 'Gas through holes and soil, and emptying pipes',
        test: 'tests/reference/leak-spread/gas-release.test.ts',
      },
      setup:
        'Nine closed forms (`analytic/cases.csv`): holes choked and not, a compressible Darcy sphere, isothermal emptying while choked. Goals: the tolerance of each case.',
      figures: all.map(({ name, ours, expected, tolerance }) => ({
        ...{
          name: `${name}: off by, relative`,
          ours: Math.abs(ours / expected - 1),
          unit: '',
          goal: [0, tolerance] as const,
        },
      })),
      plot: {
        ...{ x: 't [s]', y: 'pressure [bar]' },
        series: emptied.flatMap(({ name, given, blow, tau }): PlotSeries[] => {
          const [first, edge] = [given.p0_Pa_abs ?? 0, given.choked_until_s ?? 0]
          const at = Array.from({ length: 121 }, (_, i) => (2 * edge * i) / 120)
          return [
            { name: name.replace(/ after.*/, ''), points: at.map((t) => [t, blow.pressureAt(t) / 1e5]) },
            {
              ...{ name: `${name.replace(/ after.*/, '')}, closed form while choked`, isReference: true },
              points: at.filter((t) => t <= edge).map((t) => [t, (first * Math.exp(-t / tau)) / 1e5]),
            },
          ]
        }),
      },
    })
  })
})

function emptying(given: Inputs) {
  const gas = gasOf(given)
  const [ambient, constant] = [101_325, GAS_CONSTANT / gas.molarMass]
  const flow = (pressure: number) => orificeRelease(hole(given), pressure, ambient, gas).flow
  const volume = given.V_m3 ?? 0
  const blow = blowDown({
    ...{ volume, pressure: given.p0_Pa_abs ?? 0, ambient, release: flow, bends: [] },
    law: new GasLaw({ kind: 'ideal' }, constant, gas.temperature),
  })
  return { blow, tau: (volume * (given.p0_Pa_abs ?? 0)) / (constant * gas.temperature * flow(given.p0_Pa_abs ?? 0)) }
}
