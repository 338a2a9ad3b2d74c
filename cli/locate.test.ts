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
      'Fewer than 5 sensors (2): many pipes cannot be told apart.',
    )
  })

  it('refuses a sensor at a node that is not there', async () => {
    const { code, errors } = await run([
      { node: 'A', pressure_m: 40 },
      { node: 'Q', pressure_m: 40 },
    ])
    expect(code).toBe(2)
    expect(errors).toEqual(['readings[1].node: 管网中没有节点“Q” / the network has no node "Q"'])
  })
})

describe('lifeline locate of gas', () => {
  const well = (id: string, x: number) => ({ id, kind: 'well', volume_m3: 4, at: [x, 0, 1] })
  const given = {
    kind: 'gas',
    spaces: [well('W1', 0), well('W2', 20)],
    passages: [{ from: 'W1', to: 'W2', area_m2: 0.1, length_m: 20 }],
    pipes: [{ id: 'G,1', from: [0, 1, 1], to: [1, 1, 1] }],
    sensors: [
      {
        id: 'S1',
        space: 'W1',
        readings: Array.from({ length: 76 }, (_, n) => [900 * n, n < 44 ? 0 : Math.min(40, n - 36)]),
      },
      { id: 'S2', space: 'W2', readings: [] },
    ],
  }

  it('ranks pipes against biogas and says what it lacks', async () => {
    const { code, out, said } = await locateIn(given)
    expect(code).toBe(0)
    const [head, first] = readFileSync(join(out, 'pipes.csv'), 'utf8').split('\n')
    expect(head).toBe('rank,pipe,probability,cumulative,group,rate_m3_s,start_s,x,y,depth')
    expect(first).toMatch(/^1,"G,1",0\.\d+,1,0,0\.0000\d,\d+,0\.5,1,1$/)
    expect(said).toMatch(/Responding sensors: 1, fewer than 2/)
    expect(said).toMatch(/1 sensors have no reading in this time and were left out: S2/)
  })

  it('refuses a sensor in a space that is not there', async () => {
    const [first] = given.sensors
    const { code, errors } = await locateIn({ ...given, sensors: [{ ...first, space: 'W9' }] })
    expect(code).toBe(2)
    expect(errors).toEqual(['sensors[0] "S1": 没有空间“W9” / no space "W9"'])
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
  return locateIn({ kind: 'water', network: 'street.inp', readings })
}

async function locateIn(given: object) {
  writeFileSync(join(folder, 'case.json'), JSON.stringify(given))
  const out = join(folder, 'out')
  const [errors, said]: [string[], string[]] = [[], []]
  const terminal = {
    isJson: false,
    result: () => {},
    progress: (text: string) => said.push(text),
    error: (text: string) => errors.push(text),
  }
  const code = await locate.run({ values: { out }, positionals: [join(folder, 'case.json')] }, terminal)
  return { code, out, errors, said: said.join('\n') }
}
