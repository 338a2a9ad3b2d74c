import { describe, expect, it } from 'vitest'
import { adjacencyQuestionSchema } from '../../../src/domain/leak/adjacency.ts'
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

function aQuestion(asked: Asked = {}) {
  const { plan, network, pipes, spaces } = aLeakQuestion('gas', street, { spaces: SPACES, ...asked })
  return adjacencyQuestionSchema.parse({ plan, network, pipes, spaces, year: 2026 })
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
    expect(w1?.distance).toBeCloseTo(3, 6)
    expect(w1?.at?.lon).toBeCloseTo(50 / 111_319.49, 8)
    // e^(−3/5) (0.4 + 0.3 + 0.3) 0.4: full pressure, age not known, cast iron, nobody about
    expect(w1?.rank).toBeCloseTo(Math.exp(-0.6) * 0.4, 6)
  })

  it('leave out pipes that hold no gas, and say so', () => {
    const { outcome, caveats } = analyseCity(
      aQuestion({ pipes: { p1: { status: 'abandoned' }, p2: { deviceKind: 'regulator' } } }),
    )
    expect(outcome).toMatchObject({ pipes: 0, pairCount: 0, unwatched: [] })
    expect(caveats.map(({ en }) => en)).toContain('gas pipes that are not in use were left out (1)')
  })

  it('are told by the simulation with the sum of those in reach', async () => {
    const result = await drive(adjacency, aQuestion(), () => {})
    expect(result.ok && result.value.balance[0]).toMatchObject({ in: 3, out: 3, error: 0 })
  })

  it('are refused where the files are of another network', () => {
    const { network, pipes } = aLeakQuestion('water', street)
    expect(() => analyseCity({ ...aQuestion(), network, pipes })).toThrow('expected gas')
  })
})
