import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { aLeakQuestion } from '../tests/kit/a-leak-question.ts'
import { aNetwork } from '../tests/kit/a-network.ts'
import { analyseAdjacent } from './analyse-adjacent.ts'

const folder = mkdtempSync(join(tmpdir(), 'adjacent-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('lifeline analyse adjacent', () => {
  it('ranks the pairs of a case and lists what no sensor watches', async () => {
    const given = {
      pipes: [{ id: 'G1', from: [0, 0], to: [100, 0], pressure_kpa: 400, age_years: 40, material: '铸铁' }],
      spaces: [
        { id: 'W1', at: [50, 0], people: 0 },
        { id: 'W2', at: [60, 5], people: 0, has_sensor: true },
      ],
    }
    const { code, out } = await run(given)
    expect(code).toBe(0)
    const [head, first, second] = readFileSync(join(out, 'pairs.csv'), 'utf8').split('\n')
    expect(head).toMatch(
      /^rank,space,kind,pipe,distance_m,horizontal_m,vertical_m,required_m,required_clause,required_verified,required_at_crossing,pressure_kpa,age_years,material,people,has_sensor,sensor_in_well/,
    )
    // everything at its worst but nobody about: 0.4, and e⁻¹ of it 5 m away
    expect(first).toBe('1,W1,well,G1,0,0,,,,,,400,40,铸铁,0,0,0,0,0.4,,')
    expect(second).toBe('2,W2,well,G1,5,5,,,,,,400,40,铸铁,0,1,0,0,0.147152,,')
    expect(readFileSync(join(out, 'unwatched.csv'), 'utf8').split('\n').length).toBe(3)
    expect(JSON.parse(readFileSync(join(out, 'adjacency.json'), 'utf8')).evidence).toBe('C')
  })

  it('refuses ids that are there twice', async () => {
    const pipe = { id: 'G1', from: [0, 0], to: [1, 0] }
    const { code, errors } = await run({ pipes: [pipe, pipe], spaces: [] })
    expect(code).toBe(2)
    expect(errors).toEqual(['pipes[1] "G1": id 重复，应各出现一次 / the id is there before, expected each once'])
  })

  it('reads a build, and says what it lacks', async () => {
    const build = join(folder, 'build')
    const street = aNetwork().source('S').pipe('p1', 'S', 'A').build()
    const { plan, network, pipes, spaces } = aLeakQuestion('gas', street, { spaces: [{ id: 'W1', at: [50, 8] }] })
    for (const name of ['leak', 'network']) mkdirSync(join(build, name), { recursive: true })
    const write = (name: string, content: string | Uint8Array) => writeFileSync(join(build, name), content)
    write('leak/leak.json', JSON.stringify(plan))
    write('network/gas.bin', new Uint8Array(network))
    write('leak/pipes-gas.bin', new Uint8Array(pipes))
    write('leak/spaces.bin', new Uint8Array(spaces ?? new ArrayBuffer(0)))
    const near = await run(null, { city: build })
    expect([near.code, near.results[0]]).toEqual([0, expect.objectContaining({ pairCount: 0, reach: 5 })])
    const wide = await run(null, { city: build, reach: '10' })
    expect(wide.results[0]).toMatchObject({ pairCount: 1, unwatched: [{ space: 'W1', pipe: 'p1' }] })
    expect((await run(null, { city: build, reach: '500' })).errors[0]).toMatch(/^reach_m: /)
    write('leak/leak.json', JSON.stringify({ ...plan, spaces: null }))
    expect((await run(null, { city: build })).errors[0]).toMatch(/该批次没有地下空间.* \/ the build has no spaces/)
  })
})

async function run(given: object | null, options: Readonly<Record<string, string>> = {}) {
  const path = join(folder, 'case.json')
  if (given) writeFileSync(path, JSON.stringify(given))
  const out = join(folder, 'out')
  const [errors, results]: [string[], unknown[]] = [[], []]
  const terminal = {
    isJson: false,
    result: (data: unknown) => results.push(data),
    progress: () => {},
    error: (text: string) => errors.push(text),
  }
  const args = { values: { out, ...options }, positionals: given ? [path] : [] }
  const code = await analyseAdjacent.run(args, terminal)
  return { code, out, errors, results }
}
