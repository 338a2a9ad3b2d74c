import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { aWaterNetwork } from '../tests/kit/a-water-network.ts'
import { locate } from './locate.ts'

const folder = mkdtempSync(join(tmpdir(), 'locate-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('lifeline locate', () => {
  it('ranks pipes and writes them with their sets', async () => {
    const { code, out } = await run([
      { node: 'A', pressure_m: 49.5, normal_pressure_m: 49.9 },
      { node: 'B', pressure_m: 47, normal_pressure_m: 49.8 },
    ])
    expect(code).toBe(0)
    const [head, first] = readFileSync(join(out, 'pipes.csv'), 'utf8').split('\n')
    expect(head).toBe('rank,pipe,probability,cumulative,group')
    expect(first).toMatch(/^1,P2,/)
    const found = JSON.parse(readFileSync(join(out, 'location.json'), 'utf8'))
    expect(found).toMatchObject({ searchFrom: 'B', evidence: 'B', half: ['P2'] })
    // two sensors tell little, and it says so
    expect(found.caveats.map(({ en }: { en: string }) => en)).toContain(
      'Only 2 sensors: many pipes cannot be told apart.',
    )
  })

  it('refuses a sensor at a node that is not there', async () => {
    const { code, errors } = await run([
      { node: 'A', pressure_m: 40 },
      { node: 'Q', pressure_m: 40 },
    ])
    expect(code).toBe(2)
    expect(errors).toEqual(['readings[1].node: the network has no node "Q"'])
  })
})

async function run(readings: readonly object[]) {
  const network = aWaterNetwork()
    .reservoir('R', 50)
    .junction('A', { demand: 5 })
    .junction('B', { demand: 5 })
    .pipe('P1', 'R', 'A')
    .pipe('P2', 'A', 'B', { diameter: 150 })
    .build()
  writeFileSync(join(folder, 'street.inp'), network)
  writeFileSync(join(folder, 'case.json'), JSON.stringify({ kind: 'water', network: 'street.inp', readings }))
  const out = join(folder, 'out')
  const errors: string[] = []
  const terminal = { isJson: false, result: () => {}, progress: () => {}, error: (text: string) => errors.push(text) }
  const code = await locate.run({ values: { out }, positionals: [join(folder, 'case.json')] }, terminal)
  return { code, out, errors }
}
