import { describe, expect, it } from 'vitest'
import { adjacencyQuestionSchema } from '../../../src/domain/leak/adjacency.ts'
import type { RunProgress } from '../../../src/domain/run-progress.ts'
import { type Asked, aLeakQuestion } from '../../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { drive } from '../../drive.ts'
import { analyseCity } from './of-question.ts'
import { adjacency } from './simulation.ts'

/** S ─p1─ A ─p2─ B on the equator, 111.3 m each. */
const street = aNetwork().source('S').pipe('p1', 'S', 'A').pipe('p2', 'A', 'B').build()
const SPACES: NonNullable<Asked['spaces']> = [
  { id: 'W1', at: [50, 3] },
  { id: 'W2', at: [150, 4], hasSensor: true },
  { id: 'far', at: [50, 40] },
  { id: 'duct#2', kind: 'duct', at: [200, -20, 200, 20] },
]

function aQuestion({ reach, ...asked }: Asked & { readonly reach?: number } = {}) {
  const { plan, network, pipes, spaces } = aLeakQuestion('gas', street, { spaces: SPACES, ...asked })
  return adjacencyQuestionSchema.parse({ plan, network, pipes, spaces, year: 2026, reach_m: reach })
}

describe('the spaces beside the gas pipes of a city', () => {
  it('come with what makes their rank, where they are, and which lack a sensor', () => {
    const { outcome } = analyseCity(aQuestion({ pipes: { p1: { pressure: 400, material: '铸铁' } } }))
    expect(outcome.pairs.map(({ space, pipe, hasSensor }) => [space, pipe, hasSensor])).toEqual([
      ['duct#2', 'p2', false],
      ['W1', 'p1', false],
      ['W2', 'p2', true],
    ])
    expect(outcome).toMatchObject({ pairCount: 3, spacesInReach: 3, watched: 1, pipes: 2, spaces: 4, reach: 5 })
    expect(outcome.unwatched.map(({ space }) => space)).toEqual(['duct#2', 'W1'])
    const w1 = outcome.pairs[1]
    expect(w1).toMatchObject({
      pressure_kpa: 400,
      material: '铸铁',
      age: null,
      people: 0,
      isAssumed: true,
      kind: 'well',
    })
    // 3 m from axis to axis, less the well's 0.4 m and the pipe's 0.1 m
    expect(w1?.distance).toBeCloseTo(2.5, 6)
    expect(w1?.at?.lon).toBeCloseTo(50 / 111_319.49, 8)
    // e^(−2.5/5) (0.4 + 0.3 + 0.3) 0.4: full pressure, age not known, cast iron, nobody about
    expect(w1?.rank).toBeCloseTo(Math.exp(-0.5) * 0.4, 6)
  })

  it('leave out pipes that hold no gas, and say so', () => {
    const { outcome, caveats } = analyseCity(
      aQuestion({ pipes: { p1: { status: 'abandoned' }, p2: { deviceKind: 'regulator' } } }),
    )
    expect(outcome).toMatchObject({ pipes: 0, pairCount: 0, unwatched: [] })
    expect(caveats.map(({ en }) => en)).toContain('gas pipes that are not in use were left out (1)')
  })

  it('leave out pipes above ground, and compare depths where both are known', () => {
    const pipes = { p1: { isAbove: true }, p2: { depth: 3.1 } }
    const { outcome, caveats } = analyseCity(aQuestion({ pipes, reach: 10 }))
    expect(outcome).toMatchObject({ pipes: 1, pairCount: 2 })
    // 4 m from the axis less 0.4 and 0.1 m; a well 2 m deep, the pipe's crown at 3 m
    const w2 = outcome.pairs.find(({ space }) => space === 'W2')
    expect([w2?.horizontal, w2?.vertical]).toEqual([expect.closeTo(3.5, 5), expect.closeTo(1, 5)])
    expect(w2?.distance).toBeCloseTo(Math.hypot(3.5, 1), 5)
    expect(caveats.map(({ en }) => en).join('; ')).toMatch(/gas pipes above ground or on bridges were left out.* \(1\)/)
  })

  it('count a drain as watched whose well has a sensor, and name what the code asks for beside it', () => {
    const spaces: typeof SPACES = [
      { id: 'c/sewer/W', at: [60, 3], hasSensor: true },
      { id: 'c/sewer/D', kind: 'drain', at: [60, 3, 90, 3] },
      { id: 'c/sewer/E', kind: 'drain', at: [20, 3, 40, 3] },
      { id: 'c/sewer/V', at: [90, 3] },
    ]
    const passages: Asked['passages'] = [
      ['c/sewer/D', 'c/sewer/W'],
      ['c/sewer/V', 'c/sewer/D'],
    ]
    const { outcome } = analyseCity(aQuestion({ spaces, passages, pipes: { p1: { pressure: 300, diameter: 0.2 } } }))
    const of = (id: string) => outcome.pairs.find(({ space }) => space === id)
    expect(outcome.unwatched.map(({ space }) => space).sort()).toEqual(['c/sewer/E', 'c/sewer/V'])
    expect([of('c/sewer/D')?.isSensorInWell, of('c/sewer/W')?.isSensorInWell]).toEqual([true, false])
    expect(of('c/sewer/D')?.required).toEqual({ metres: 1.2, clause: 'GB 50289-2016, 4.1.9', isAtCrossing: false })
    expect(of('c/sewer/W')?.required).toBeNull()
  })

  it('are told by the simulation with the sum of those in reach', async () => {
    const result = await drive(adjacency, aQuestion(), () => {})
    expect(result.ok && result.value.balance[0]).toMatchObject({ in: 3, out: 3, error: 0 })
  })

  it('tell what they are at, by the pipes compared', () => {
    const said: RunProgress[] = []
    analyseCity(aQuestion(), (progress) => said.push(progress))
    expect(said[0]?.phase).toBe('reading')
    expect(said.at(-1)).toEqual({ phase: 'comparing', done: 2, of: 2 })
  })

  it('are refused where the files are of another network', () => {
    const { network, pipes } = aLeakQuestion('water', street)
    expect(() => analyseCity({ ...aQuestion(), network, pipes })).toThrow('expected gas')
  })
})
