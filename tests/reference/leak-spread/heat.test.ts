import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { z } from 'zod'
import { type HeatNetwork, solveHeatNetwork } from '../../../workers/leak-spread/heat/network.ts'
import { validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../bench-folder.ts'

const folder = join(benchFolder, 'leak/heat-openmodelica')
const CASES = ['one_pipe', 'two_pipes', 't_cross', 'delta'] as const
const BAR = 1e5

const table = z.object({
  index: z.array(z.number()),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.unknown())),
})
const fileSchema = z.object({ junction: table, pipe: table, ext_grid: table, sink: table })

describe.runIf(existsSync(folder))('heat networks against OpenModelica', () => {
  test('pressures and temperatures', async () => {
    const runs = CASES.map((name) => {
      const { network, pressure, along } = read(join(folder, `${name}.json`))
      return { name, pressure, along, ours: solveHeatNetwork(network) }
    })
    const worst = (values: readonly number[]) => Math.max(...values.map(Math.abs))
    await validate({
      id: 'leak-heat-openmodelica',
      title: 'Heat networks: OpenModelica',
      setup:
        'Four small networks with friction and heat loss, five mixed sections a pipe as there. The goal is 1 % of the pressure and 1 K (asked for: 1 % of the temperature in K); water here has constant heat, density and viscosity by formulas, there by tables.',
      test: 'tests/reference/leak-spread/heat.test.ts',
      figures: runs.flatMap(({ name, pressure, along, ours }) => [
        {
          ...{ name: `${name}: pressure`, unit: '%', goal: [0, 1] as const },
          ours: 100 * worst(pressure.map((p, i) => (ours.pressure[i] as number) / BAR / p - 1)),
        },
        {
          ...{ name: `${name}: temperature`, unit: 'K', goal: [0, 1] as const },
          ours: worst(along.flatMap((pipe, n) => pipe.map((t, i) => (ours.along[n]?.[i] ?? Number.NaN) - t))),
        },
      ]),
      plot: {
        ...{ x: 'section', y: 'temperature [K]' },
        series: runs.flatMap(({ name, along, ours }) =>
          along.slice(0, 1).flatMap((pipe, n) => [
            { name, points: pipe.map((_, i) => [i + 1, ours.along[n]?.[i] ?? Number.NaN] as const) },
            { name: `${name}, OpenModelica`, isReference: true, points: pipe.map((t, i) => [i + 1, t] as const) },
          ]),
        ),
      },
    })
  })
})

function read(path: string): { network: HeatNetwork; pressure: number[]; along: number[][] } {
  const { junction, pipe, ext_grid, sink } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  const of = (from: z.infer<typeof table>, column: string) => from.rows.map((row) => row[from.columns.indexOf(column)])
  const numbers = (from: z.infer<typeof table>, column: string) => z.array(z.number()).parse(of(from, column))
  const taken = new Float64Array(junction.rows.length)
  const amounts = numbers(sink, 'mdot_kg_per_s')
  numbers(sink, 'junction').forEach((node, i) => {
    taken[node] = (taken[node] as number) + (amounts[i] as number)
  })
  const column = (name: string) => numbers(pipe, name)
  const [length, diameter, roughness] = [column('length_km'), column('diameter_m'), column('k_mm')]
  const [to, transfer, outside] = [column('to_junction'), column('alpha_w_per_m2k'), column('text_k')]
  const sections = column('sections')
  return {
    network: {
      nodes: junction.index.map(String),
      pipes: column('from_junction').map((from, i) => ({
        ...{ id: String(i), from, to: to[i] as number, length: 1000 * (length[i] as number) },
        ...{ diameter: diameter[i] as number, roughness: (roughness[i] as number) / 1000 },
        ...{ transfer: transfer[i] as number, outside: outside[i] as number, sections: sections[i] as number },
      })),
      feeds: numbers(ext_grid, 'junction').map((node, i) => ({
        ...{ node, pressure: BAR * (numbers(ext_grid, 'p_bar')[i] as number) },
        temperature: numbers(ext_grid, 't_k')[i] as number,
      })),
      taken,
    },
    pressure: numbers(junction, 'p_om'),
    along: z.array(z.array(z.number())).parse(of(pipe, 'T_om')),
  }
}
