import { describe, expect, it } from 'vitest'
import { type Asked, aLeakQuestion } from '../../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { Refusal } from '../../refusal.ts'
import { isolatePipe } from './isolate-pipe.ts'
import { leakingPipe } from './leaking-pipe.ts'
import { told, toldOf } from './told.ts'

/** S ─p1─ A ─p2─ B ─p3─ C, valves at both ends of p1 and at B on p3; a school at C. */
const street = aNetwork()
  .source('S')
  .pipe('p1', 'S', 'A')
  .pipe('p2', 'A', 'B')
  .pipe('p3', 'B', 'C')
  .valve('p1', 'S')
  .valve('p1', 'A')
  .valve('p3', 'B')
  .customer('academy', 'school', 'C', 400)
  .build()

const asked = (given: Asked) => aLeakQuestion('gas', street, given)

describe('the pipe that leaks', () => {
  it('has its place and depth by its share, from the first end', () => {
    const pipe = leakingPipe(asked({ scenario: { pipe: 'p2', share: 0.25 }, pipes: { p2: { depth: 2, level: 5 } } }))
    expect(pipe).toMatchObject({ link: 1, id: 'p2', gid: 6, depth: 2 })
    expect(pipe.at.lon).toBeCloseTo(0.00125, 12)
    expect(pipe.at.height).toBe(5)
    // a degree on the equator of GRS80 is 111,319.49 m
    expect(pipe.point[0]).toBeCloseTo(139.149, 2)
    expect(pipe.point[1]).toBeCloseTo(0, 6)
  })

  it('without a level at both ends has none, and is not guessed', () => {
    const pipe = leakingPipe(asked({ pipes: { p1: { level: Number.NaN, depth: Number.NaN } } }))
    expect([pipe.at.height, pipe.depth]).toEqual([Number.NaN, Number.NaN])
  })

  it.each([
    [{ scenario: { pipe: 'p9' } }, 'pipe p9: the gas network has no such line'],
    [{ pipes: { p1: { status: 'abandoned' } } }, 'pipe p1: status is abandoned (废弃)'],
    [{ pipes: { p1: { status: 'planned' } } }, 'pipe p1: status is planned (规划)'],
    [{ pipes: { p1: { deviceKind: 'regulator' } } }, 'pipe p1: is a regulator, expected a pipe'],
    [{ scenario: { network: 'heat' } }, 'pipe p1: is of the gas network, expected heat'],
  ] as [Asked, string][])('is refused: %j', (given, fault) => {
    const faults = () => leakingPipe(asked(given))
    expect(faults).toThrow(Refusal)
    expect(faults).toThrow(fault)
  })
})

describe('its isolation', () => {
  const host = { now: () => 0 }

  it('closes what feeds it and empties the dead end behind it too', async () => {
    const question = asked({ scenario: { pipe: 'p2' } })
    const found = await isolatePipe(question, leakingPipe(question), host)
    expect(found.outcome.valves.map(({ link, node }) => [link, node])).toEqual([['p1', 'A']])
    expect(found.outcome.cutOff.customers.map(({ id }) => id)).toEqual(['academy'])
    expect(found).toMatchObject({ emptied: [1, 2], isStopped: true })
  })

  it('does not stop a leak beside the source', async () => {
    const network = aNetwork().source('S').pipe('p1', 'S', 'A').valve('p1', 'A').pipe('p2', 'A', 'B').build()
    const question = aLeakQuestion('gas', network)
    const found = await isolatePipe(question, leakingPipe(question), host)
    expect(found.isStopped).toBe(false)
    expect(found.caveats.map(({ en }) => en).join()).toContain('The segment holds a source')
  })
})

describe('what is told', () => {
  const why = { zh: '容积未测', en: 'not measured' }

  it('names how many and the first of them by their key', () => {
    expect(told(why, 12, ['demo/well/W1', 'demo/well/W2'])).toEqual({
      ...{ zh: '容积未测（12 处：W1、W2 …）', en: 'not measured (12: W1, W2 …)' },
    })
    expect(told(why, null)).toEqual(why)
  })

  it('is of the parts asked for, what lacks before what is assumed', () => {
    const one = (part: string, zh: string) => ({ part, why: { zh, en: zh }, count: null, assets: [] })
    const { plan } = asked({ plan: { missing: [one('spaces', 'b'), one('heat', 'c')], assumed: [one('gas', 'a')] } })
    expect(toldOf(plan, ['gas', 'spaces']).map(({ zh }) => zh)).toEqual(['b', 'a'])
  })
})
