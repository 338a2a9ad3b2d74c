import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { UsageError } from './command.ts'
import { solveGas } from './solve-gas.ts'

const folder = mkdtempSync(join(tmpdir(), 'solve-gas-'))
afterAll(() => rmSync(folder, { recursive: true }))

const table = (columns: string[], ...rows: (string | number | boolean | null)[][]) => ({
  ...{ index: rows.map((_, i) => i), columns, rows },
})
const constant = (value: number) => ({ class: 'FluidPropertyConstant', value: { value } })
const PIPE = [
  'name',
  'from_junction',
  'to_junction',
  'length_km',
  'diameter_m',
  'k_mm',
  'loss_coefficient',
  'in_service',
]
/** S ─main─ A ─on─ B, C alone, 4 bar. */
const district = {
  junction: table(['name', 'tfluid_k', 'height_m'], ...['S', 'A', 'B', 'C'].map((id) => [id, 283.15, 0])),
  pipe: table(PIPE, ['main', 0, 1, 0.5, 0.1, 0.1, 0, true], ['on', 1, 2, 0.1, 0.1, 0.1, 0, true]),
  ext_grid: table(['junction', 'p_bar'], [0, 4]),
  sink: table(['name', 'junction', 'mdot_kg_per_s', 'scaling'], ['house', 2, 0.01, 1]),
  fluid: {
    ...{ name: 'gas', is_gas: true },
    properties: { density: constant(0.84), viscosity: constant(1.1e-5), compressibility: constant(1) },
  },
}
const path = file('district.json', district)

describe('lifeline solve gas', () => {
  it('writes nodes, links, customers and a balance; a node without supply is told', async () => {
    const out = join(folder, 'steady')
    const { code, data } = await run([path], { out })
    expect(code).toBe(1)
    const nodes = lines(out, 'nodes.csv')
    expect(nodes[0]).toBe('node,pressure_abs_kpa,overpressure_kpa,compressibility')
    expect(nodes[1]).toBe('S,501.325,400,1')
    expect(nodes[4]).toBe('C,,,')
    expect(lines(out, 'links.csv')[1]).toMatch(/^main,pipe,open,0\.01,0\.\d+$/)
    expect(lines(out, 'customers.csv')[1]).toBe('house,B,1,0.01,0.01')
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
    expect(summary).toEqual(data)
    expect(summary.assumptions).toEqual(['γ 1.31: natural gas, not told by the file'])
    expect(summary.states.steady.balance).toMatchObject({ supply_kg_s: expect.closeTo(0.01, 9), leaked_kg_s: 0 })
    expect(summary.states.steady.unsupplied).toEqual({ nodes: 1, customers: 0, asked_kg_s: 0 })
  })

  it('follows a leak until what is shut in has emptied', async () => {
    const out = join(folder, 'leak')
    const { data } = await run([path], { out, leak: 'main@0.25:10', close: 'main', after: '60' })
    const { leak, states } = data as { leak: Record<string, unknown>; states: Record<string, { unsupplied: object }> }
    expect(leak).toMatchObject({ still_fed_after_closing: false, soil_lifts: false })
    expect(leak.places).toEqual([expect.objectContaining({ id: 'leak main', is_choked: true, cavity_abs_kpa: null })])
    expect(states.after?.unsupplied).toMatchObject({ customers: 1 })
    const { before_closing, after_closing } = leak.released_kg as Record<string, number>
    expect(before_closing).toBeCloseTo(60 * (leak.fed_kg_s as number), 9)
    const rows = lines(out, 'emptying.csv')
    expect(rows[1]).toMatch(/^leak main,60,\d+\.\d+,0$/)
    expect(Number(rows.at(-1)?.split(',')[3])).toBeCloseTo(after_closing as number, 4)
    expect(lines(join(out, 'after'), 'customers.csv')[1]).toBe('house,B,0,0.01,0')
  })

  it('tears a pipe, holds gas back by soil, and gives customers what their pressure is good for', async () => {
    const torn = (await run([path], { leak: 'main@0.5:full bore', service: '10:350' })).data as {
      leak: { places: unknown[] }
      states: { before: { balance: { delivered_kg_s: number } } }
    }
    expect(torn.leak.places).toHaveLength(2)
    expect(torn.states.before.balance.delivered_kg_s).toBeCloseTo(0.01, 6)
    const held = (await run([path], { leak: 'main@0.5:pinhole', soil: '1e-12:50', cd: '0.62' })).data as {
      leak: { places: { cavity_abs_kpa: number }[] }
    }
    expect(held.leak.places[0]?.cavity_abs_kpa).toBeGreaterThan(101.4)
  })

  it('reads a folder of GasSteadySim, and GasLib with what its files leave open', async () => {
    const steady = join(folder, '8')
    mkdirSync(steady)
    file('8/network.json', {
      nodes: { 1: { id: 1 }, 2: { id: 2 } },
      pipes: { 1: { id: 1, fr_node: 1, to_node: 2, diameter: 0.5, length: 1000, friction_factor: 0.01 } },
    })
    file('8/bc.json', { boundary_pslack: { 1: 4e6 }, boundary_nonslack_flow: { 2: 20 } })
    const params = { 'Temperature (K):': 288.7, 'Gas specific gravity (G):': 0.6, 'Specific heat capacity ratio': 1.4 }
    file('8/params.json', { params: { ...params, 'units (SI = 0, standard = 1)': 0 } })
    expect(await run([steady], { state: 'ideal' })).toMatchObject({ code: 0, data: { network: '8', links: 1 } })
    writeFileSync(join(folder, 'lib.net'), '<network><nodes/><connections/></network>')
    writeFileSync(join(folder, 'lib.scn'), '<boundaryValue><scenario/></boundaryValue>')
    const { code, said } = await run([join(folder, 'lib.net')], { pressure: ['X=4'] })
    expect(code).toBe(2)
    expect(said).toContain('lib: a pressure is told for X, which is no node')
  })

  it('refuses with each fault on a line', async () => {
    const closed = file('closed.json', { ...district, ext_grid: table(['junction', 'p_bar']) })
    expect(await run([closed], {})).toMatchObject({
      ...{
        code: 2,
        said: [
          'closed.json: 没有给定压力的节点，至少需要一个：压力不作猜测 / no node has a given pressure, expected one at least: none is guessed',
        ],
      },
    })
    expect((await run([path], { leak: 'gone@0.5:10' })).said).toEqual([
      'district.json: 漏点：没有“gone”，应为管段 / leak: no link "gone", expected a pipe',
    ])
    expect((await run([join(folder, 'none.json')], {})).code).toBe(2)
    expect((await run([path], { ratio: ['A=2'] })).said[0]).toContain('--ratio and --hold are for GasLib')
    expect((await run([file('other.json', { a: 1 })], {})).said[0]).toContain('is no network of pandapipes')
  })

  it.each<[string, Record<string, string | string[]>]>([
    ['a friction law that nobody knows', { friction: 'moody' }],
    ['a leak without a hole', { leak: 'main@0.5' }],
    ['a hole that is no size', { leak: 'main@0.5:big' }],
    ['closing without a time', { leak: 'main@0.5:10', close: 'main' }],
    ['closing without a leak', { close: 'main', after: '5' }],
    ['a service pressure upside down', { service: '80:20' }],
    ['a ratio without a number', { ratio: ['A'] }],
  ])('calls it a wrong command line: %s', async (_, values) => {
    await expect(run([path], values)).rejects.toThrow(UsageError)
  })
})

async function run(positionals: string[], values: Record<string, string | string[]>) {
  const said: string[] = []
  let data: unknown
  const terminal = {
    ...{ isJson: true, progress: () => undefined, error: (message: string) => said.push(message) },
    result: (value: unknown) => {
      data = value
    },
  }
  return { code: await solveGas.run({ positionals, values }, terminal), data, said }
}

function lines(out: string, name: string): string[] {
  return readFileSync(join(out, name), 'utf8').trim().split('\n')
}

function file(name: string, content: object): string {
  const full = join(folder, name)
  writeFileSync(full, JSON.stringify(content))
  return full
}
