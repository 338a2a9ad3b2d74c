import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { aWaterNetwork } from '../tests/kit/a-water-network.ts'
import { simulateLeak } from './simulate-leak.ts'

const folder = mkdtempSync(join(tmpdir(), 'leak-'))
afterAll(() => rmSync(folder, { recursive: true }))

const CASE = {
  ...{ kind: 'water', network: 'street.inp', valves: 'valves.csv', duration_s: 1200, close_after_s: 600 },
  leak: { pipe: 'P2', hole: { diameter_m: 0.05 } },
}

describe('lifeline simulate leak', () => {
  it('writes series, nodes, links, the source for a flood and a summary', async () => {
    file('street.inp', street())
    file('valves.csv', 'link,node,operable\nP2,A,1\n')
    const { code, out } = await run(CASE)
    expect(code).toBe(0)
    const series = read(out, 'series.csv').trim().split('\n')
    expect(series.map((row) => row.split(',')[0])).toEqual(['time_s', '0', '300', '600', '900', '1200'])
    const summary = JSON.parse(read(out, 'summary.json'))
    expect(summary).toMatchObject({ kind: 'water', evidence: 'A', isolation: { is_closed: true, cut_off: 1 } })
    expect(summary.isolation.close).toEqual([{ link: 'P2', node: 'A' }])
    expect(summary.volume.error_relative).toBeLessThan(1e-3)
    expect(summary.volume.lost).toBeCloseTo(600 * summary.leak.first_m3_s, 3)
    expect(read(out, 'nodes.csv')).toMatch(/^B,[\d.]+,[\d.]+,,[\d.]+,0\.0000\d+,0,/m)
    expect(JSON.parse(read(out, 'flood-source.json'))[0]).toEqual([0, summary.leak.first_m3_s])
  })

  it('tells the source to shut, too, where no valve instead parts it from the leak', async () => {
    file('street.inp', street())
    file('valves.csv', 'link,node,operable\nP2,A,1\n')
    const { isolation } = JSON.parse(read((await run(CASE)).out, 'summary.json'))
    expect(isolation.shut_sources).toEqual([])
    expect(isolation.alternatives).toMatchObject([{ fails: { link: 'P2', node: 'A' }, close: [], shut_sources: ['R'] }])
  })

  it.each([
    ['a kind that is none', { ...CASE, kind: 'steam' }, "kind: Invalid discriminator value. Expected 'water'"],
    ['a network that is not there', { ...CASE, network: 'none.inp' }, /^network: /],
    [
      'a valve table that does not fit',
      { ...CASE, valves: 'bad.csv' },
      'bad.csv: row 2: link is "P9", expected a link of the network',
    ],
  ])('refuses %s', async (_, given, fault) => {
    file('street.inp', street())
    file('bad.csv', 'link,node\nP9,A\n')
    const { code, errors } = await run(given)
    expect(code).toBe(2)
    if (typeof fault === 'string' && !fault.startsWith('kind')) expect(errors).toEqual([fault])
    else expect(errors[0]).toMatch(typeof fault === 'string' ? /^kind: / : fault)
  })
})

function street(): string {
  return aWaterNetwork()
    .reservoir('R', 50)
    .junction('A', { demand: 5 })
    .junction('B', { demand: 5 })
    .pipe('P1', 'R', 'A')
    .pipe('P2', 'A', 'B')
    .build()
}

async function run(given: unknown) {
  const out = join(folder, 'out')
  const errors: string[] = []
  file('case.json', JSON.stringify(given))
  const terminal = { isJson: false, result: () => {}, progress: () => {}, error: (text: string) => errors.push(text) }
  const code = await simulateLeak.run({ values: { out }, positionals: [join(folder, 'case.json')] }, terminal)
  return { code, out, errors }
}

function file(name: string, text: string): void {
  writeFileSync(join(folder, name), text)
}

function read(out: string, name: string): string {
  return readFileSync(join(out, name), 'utf8')
}
