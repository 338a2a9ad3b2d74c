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
    const { code, out } = await run(GAS)
    expect(code).toBe(0)
    const spaces = readFileSync(join(out, 'spaces.csv'), 'utf8').trim().split('\n')
    expect(spaces[0]).toMatch(/^id,kind,grade,.*layered,has_sensor,lel5_p10_s,lel5_p50_s,lel5_p90_s,lel5_reached/)
    expect(spaces[1]).toMatch(/^"a, b",well,/)
    const series = readFileSync(join(out, 'series.csv'), 'utf8').trim().split('\n')
    expect(series.length).toBe(8)
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
    expect(summary).toMatchObject({ kind: 'gas', evidence: 'C', members: 4, without_sensor: ['a, b'] })
    expect(summary.mass_kg.released).toBeCloseTo(43.2, 9)
    expect(summary.mass_kg.error_relative).toBeLessThan(1e-6)
  })

  it('refuses by name', async () => {
    const { code, errors } = await run({ ...GAS, passages: [{ from: 'a, b', to: 'x', area_m2: 1, length_m: 1 }] })
    expect(code).toBe(2)
    expect(errors).toEqual(['passages[0] a, b – x: no space "x"'])
  })
})

describe('lifeline simulate leak, of heat', () => {
  it('writes neighbours, the series and a summary', async () => {
    const { code, out } = await run({
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
  })
})

async function run(given: object): Promise<{ code: number; out: string; errors: string[] }> {
  const path = join(folder, 'case.json')
  writeFileSync(path, JSON.stringify(given))
  const out = join(folder, 'out')
  const errors: string[] = []
  const terminal = {
    isJson: false,
    result: () => {},
    progress: () => {},
    error: (message: string) => errors.push(message),
  }
  const code = await simulateLeak.run({ values: { out }, positionals: [path] }, terminal)
  return { code, out, errors }
}
