import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { simulateLeak } from './simulate-leak.ts'

const folder = mkdtempSync(join(tmpdir(), 'leak-spread-'))
afterAll(() => rmSync(folder, { recursive: true }))

const GAS = {
  kind: 'gas',
  leak: { at: [0, 0, 1], release: { rate_kg_s: [[0, 1e-3]] } },
  soil: {},
  spaces: [
    { id: 'a, b', kind: 'well', volume_m3: 3, at: [1.5, 0, 1] },
    { id: 'cellar', kind: 'basement', volume_m3: 50, has_sensor: true },
  ],
  passages: [{ from: 'a, b', to: 'cellar', area_m2: 0.02, length_m: 10 }],
  ...{ duration_s: 43_200, output_interval_s: 7200, ensemble: { members: 4 } },
}

describe('lifeline simulate leak, of gas', () => {
  it('writes spaces by who is reached first, the series and a summary', async () => {
    const { code, out, said } = await run(GAS)
    expect(code).toBe(0)
    const spaces = readFileSync(join(out, 'spaces.csv'), 'utf8').trim().split('\n')
    expect(spaces[0]).toMatch(/^id,kind,grade,.*layered,has_sensor,lel5_p10_s,lel5_p50_s,lel5_p90_s,lel5_reached/)
    expect(spaces[1]).toMatch(/^"a, b",well,/)
    const series = readFileSync(join(out, 'series.csv'), 'utf8').trim().split('\n')
    expect(series.length).toBe(8)
    const above = readFileSync(join(out, 'above.csv'), 'utf8').trim().split('\n')
    expect(above.slice(0, 2)).toEqual(['time_s,rate_kg_s,lel10_m,lel50_m,lel100_m', '0,0,0,0,0'])
    expect(above).toHaveLength(8)
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
    expect(summary).toMatchObject({ kind: 'gas', evidence: 'C', members: 4, without_sensor: ['a, b'] })
    expect(summary.mass_kg.released).toBeCloseTo(43.2, 9)
    expect(summary.mass_kg.error_relative).toBeLessThan(1e-6)
    // every flag has its sentence, which is printed and written
    expect(summary.flags).toContain('paved ground')
    expect(summary.caveats.length).toBeGreaterThan(summary.flags.length)
    for (const { zh, en } of summary.caveats) expect(said).toContain(`注意 note: ${zh} / ${en}`)
    expect(summary.above.distances).toMatchObject([{ is_less: true }, { is_less: true }, { is_less: true }])
    expect(summary.order_of_magnitude_m).toEqual({ evacuate: null, ignite: null, rupture: null })
  })

  it('tells how far it goes above ground while wind and rate change', async () => {
    // all of it comes out at once, for an hour and a half
    const soil = { kind: 'sand', open_share: [1, 1] }
    const leak = {
      at: [0, 0, 0.3],
      release: {
        rate_kg_s: [
          [0, 0.3],
          [5400, 0],
        ],
      },
    }
    const winds = [
      [0, 2, 270],
      [3600, 8, 0],
    ]
    const air = { wind_m_s: 2, winds }
    const given = { ...GAS, soil, leak, air, spaces: [], passages: [], duration_s: 14_400, output_interval_s: 1800 }
    const { code, out } = await run(given)
    expect(code).toBe(0)
    const rows = readFileSync(join(out, 'above.csv'), 'utf8').trim().split('\n').slice(1)
    const [, , tenth] = [0, 1, 2].map((column) => rows.map((row) => Number(row.split(',')[column])))
    const [told] = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')).above.distances
    const [, first = 0, calm = 0, windy = 0] = tenth ?? []
    expect(first).toBeGreaterThan(0)
    // a steady release is the plume of the summary, to a cell and two digits; in four times the wind it is nearer
    expect(Math.abs(calm / told.distance_m - 1)).toBeLessThan(0.1)
    expect(windy).toBeLessThan(0.7 * calm)
    expect(tenth?.at(-1)).toBe(0)
  })

  it('refuses by name', async () => {
    const { code, errors } = await run({ ...GAS, passages: [{ from: 'a, b', to: 'x', area_m2: 1, length_m: 1 }] })
    expect(code).toBe(2)
    expect(errors).toEqual(['passages[0] a, b – x: 没有空间“x” / no space "x"'])
  })
})

describe('lifeline simulate leak, of heat', () => {
  it('writes neighbours, the series and a summary', async () => {
    const { code, out, said } = await run({
      kind: 'heat',
      leak: { at: [0, 0, 1.5], rate_kg_s: 1, temperature_c: 90 },
      pipe: { diameter_m: 0.3, wall_temperature_c: 20 },
      neighbours: [{ id: 'cable', kind: 'cable', at: [1, 0, 1.5], aside_m: 1 }],
      ...{ duration_s: 86_400, output_interval_s: 3600 },
    })
    expect(code).toBe(0)
    expect(readFileSync(join(out, 'neighbours.csv'), 'utf8')).toMatch(/^id,.*\ncable,cable,\d/)
    expect(readFileSync(join(out, 'series.csv'), 'utf8').trim().split('\n').length).toBe(26)
    expect(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))).toMatchObject({
      ...{ kind: 'heat', evidence: 'C', lost_kg: 86_400, over_limit: ['cable'] },
    })
    expect(said.join()).toContain('可信程度 C 级')
  })

  it('refuses in both languages, what the case says and what its fields may hold', async () => {
    const given = {
      kind: 'heat',
      leak: { at: [0, 0, 0.1], rate_kg_s: 1, temperature_c: 5 },
      pipe: { diameter_m: 0.3, wall_temperature_c: 160 },
      ...{ ground: { temperature_c: 10 }, duration_s: 3600 },
    }
    const { code, errors } = await run(given)
    expect(code).toBe(2)
    expect(errors).toEqual([
      'leak.at: 管轴埋深 0.1 m，管径 0.3 m，埋深应大于半径 / depth 0.1 m, the axis of a pipe of 0.3 m, expected below its radius',
      "leak.temperature_c: 水温 5 ℃，应不低于地温 10 ℃ / 5, expected at least the ground's 10",
      "pipe.wall_temperature_c: 外护管表面 160 ℃，应在地温 10 ℃ 至 150 ℃ 之间 / 160, expected the ground's 10 to 150",
    ])
    expect((await run({ ...given, duration_s: -1 })).errors).toEqual([
      expect.stringMatching(/^duration_s: 数值过小.* \/ Too small/),
    ])
  })
})

describe('lifeline simulate leak, of sewage', () => {
  const network = `
[OPTIONS]
FLOW_UNITS CMS
[JUNCTIONS]
A 10 3
B 9 3
[OUTFALLS]
O 8 FREE NO
[CONDUITS]
F1 A B 100 0.013 0 0
R1 B O 100 0.013 0 0
[XSECTIONS]
F1 CIRCULAR 0.3 0 0 0 1
R1 CIRCULAR 0.3 0 0 0 1
`

  it('writes arrivals with their range, links, suspicions and a summary', async () => {
    writeFileSync(join(folder, 'street.inp'), network)
    const spill = { node: 'A', flow_m3_s: 0.02, duration_s: 600 }
    const classes = { F1: 'sanitary', R1: 'storm' }
    const { code, out } = await run({ kind: 'sewage', network: 'street.inp', spill, classes })
    expect(code).toBe(0)
    const nodes = readFileSync(join(out, 'nodes.csv'), 'utf8').trim().split('\n')
    expect(nodes.map((row) => row.split(',')[0])).toEqual(['id', 'A', 'B', 'O'])
    expect(readFileSync(join(out, 'suspicions.csv'), 'utf8')).toContain('\nsewage in storm sewer,layout,B,F1 R1,')
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
    expect(summary).toMatchObject({ evidence: 'C', spill: { out: 1, error: 0, ends: [{ id: 'O', share: 1 }] } })
  })

  it('refuses a node that is not there', async () => {
    const spill = { node: 'Q', flow_m3_s: 0.02, duration_s: 600 }
    const { code, errors } = await run({ kind: 'sewage', network: 'street.inp', spill })
    expect([code, errors]).toEqual([2, ['spill.node: 管网中没有节点“Q” / the network has no node "Q"']])
  })
})

async function run(given: object): Promise<{ code: number; out: string; errors: string[]; said: string[] }> {
  const path = join(folder, 'case.json')
  writeFileSync(path, JSON.stringify(given))
  const out = join(folder, 'out')
  const errors: string[] = []
  const said: string[] = []
  const terminal = {
    isJson: false,
    result: () => {},
    progress: (message: string) => said.push(message),
    error: (message: string) => errors.push(message),
  }
  const code = await simulateLeak.run({ values: { out }, positionals: [path] }, terminal)
  return { code, out, errors, said }
}
