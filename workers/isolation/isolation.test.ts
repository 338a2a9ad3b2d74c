import { describe, expect, it } from 'vitest'
import { planLength } from '../../src/domain/geo/ellipsoid.ts'
import type { IsolationOutcome } from '../../src/domain/network/isolation-result.ts'
import { encodeNetwork, type NetworkFile } from '../../src/domain/network/network-file.ts'
import type { RunSummary } from '../../src/domain/run-summary.ts'
import { aNetwork, NODE_SPACING } from '../../tests/kit/a-network.ts'
import { drive } from '../drive.ts'
import type { IsolationInput } from './input.ts'
import { isolation } from './run.ts'

/** S ─p1─ A ─p2─ B ─p3─ T, C hanging on A; gids S1 A2 B3 T4 C5, p1 6, p2 7, p3 8, p4 9. */
const network = aNetwork()
  .source('S')
  .pipe('p1', 'S', 'A')
  .pipe('p2', 'A', 'B')
  .pipe('p3', 'B', 'T')
  .pipe('p4', 'A', 'C')
  .source('T')
  .valve('p1', 'S')
  .valve('p1', 'A', 'unknown')
  .valve('p3', 'B')
  .valve('p3', 'T')
  .valve('p4', 'A')
  .customer('homes', 'residential', 'B', 900)
  .customer('academy', 'school', 'A', 400)
  .customer('clinic', 'hospital', 'C', 80)
  .customer('works', 'industry', 'T', 50)
  .build()

describe('关阀分析', () => {
  it('lists the valves to close, the nearest to the leak first, with place and distance', async () => {
    const { outcome } = await run(network, { link: 'p2' })
    expect(outcome.valves.map(({ link, node, linkGid, nodeGid }) => [link, node, linkGid, nodeGid])).toEqual([
      ['p1', 'A', 6, 2],
      ['p3', 'B', 8, 3],
    ])
    const half = planLength(NODE_SPACING, 0, 1.5 * NODE_SPACING, 0)
    expect(outcome.valves[0]?.distance).toBeCloseTo(half, 6)
  })

  it('marks a valve that nobody has recorded as working', async () => {
    const { outcome, caveats } = await run(network, { link: 'p2' })
    expect(outcome.valves.map(({ isAssumed }) => isAssumed)).toEqual([true, false])
    expect(caveats.map(({ en }) => en)).toEqual([expect.stringMatching(/^1 of the valves to close have no record/)])
  })

  it('gives drawing indices of the segment and of what is cut off', async () => {
    const { outcome } = await run(network, { link: 'p2' })
    expect([...outcome.segment.nodeGids, ...outcome.segment.linkGids]).toEqual([2, 3, 7])
    expect([...outcome.cutOff.nodeGids, ...outcome.cutOff.linkGids]).toEqual([2, 3, 5, 7, 9])
    expect(outcome.redundant.map(({ link, node }) => [link, node])).toEqual([['p4', 'A']])
  })

  it('names hospitals first, then schools, and counts the people', async () => {
    const { cutOff } = (await run(network, { link: 'p2' })).outcome
    expect(cutOff.customers.map(({ id }) => id)).toEqual(['clinic', 'academy', 'homes'])
    expect(cutOff.classes.map((each) => each.class)).toEqual(['hospital', 'school', 'residential'])
    expect(cutOff.people).toBe(1380)
  })

  it('reaches past a valve that is found not to close', async () => {
    const { outcome } = await run(network, { link: 'p2' }, [{ link: 'p1', node: 'A' }])
    expect(outcome.valves.map(({ link, node }) => `${link}/${node}`).sort()).toEqual(['p1/S', 'p3/B'])
    expect(outcome.inoperable.map(({ link, node }) => `${link}/${node}`)).toEqual(['p1/A'])
  })

  it('answers a leak at a node as one in its segment', async () => {
    const [node, link] = [await run(network, { node: 'A' }), await run(network, { link: 'p2' })]
    expect(node.outcome.segment).toEqual(link.outcome.segment)
    expect(node.outcome.element).toEqual({ kind: 'node', id: 'A', gid: 2 })
  })

  it('keeps every element in one segment and every customer in one group', async () => {
    const { balance } = await run(network, { link: 'p2' })
    expect(balance.map((each) => [each.in, each.out, each.error])).toEqual([
      [9, 9, 0],
      [4, 4, 0],
    ])
  })

  it('counts a customer that two points serve once, and as cut off where either is', async () => {
    const twice = aNetwork()
      .of('heat')
      .source('S')
      .pipe('p1', 'S', 'A')
      .pipe('p2', 'A', 'B')
      .valve('p2', 'A')
      .pipe('p9', 'X', 'Y')
      .customer('kept', 'office', 'A', 10)
      .customer('both', 'residential', 'A', 30)
      .customer('both', 'residential', 'B', 30)
      .customer('lost', 'office', 'X', 3)
      .customer('lost', 'office', 'Y', 3)
      .build()
    const { outcome, balance } = await run(twice, { link: 'p2' })
    expect([outcome.cutOff.customers.map(({ id }) => id), outcome.cutOff.people]).toEqual([['both'], 30])
    expect(outcome.unsupplied.customers).toBe(1)
    expect(balance[1]).toMatchObject({ in: 3, out: 3, error: 0 })
  })

  it('says which part of the network has no source in the data, and does not call it cut off', async () => {
    const apart = aNetwork()
      .source('S')
      .pipe('p1', 'S', 'A')
      .pipe('p9', 'X', 'Y')
      .customer('lost', 'office', 'X', 3)
      .build()
    const { outcome, caveats } = await run(apart, { link: 'p1' })
    expect(outcome.unsupplied).toEqual({ nodes: 2, customers: 1 })
    expect(outcome.cutOff.customers).toEqual([])
    expect(caveats.at(-1)?.en).toMatch(/^2 further nodes \(1 customers\) have no way to a source/)
  })

  it('warns when there are no valves, and when the segment holds a source', async () => {
    const { outcome, caveats } = await run(aNetwork().source('S').pipe('p1', 'S', 'A').build(), { link: 'p1' })
    expect(outcome.sources).toEqual(['S'])
    expect((await run(network, { link: 'p2' })).outcome.sources).toEqual([])
    expect(caveats.map(({ en }) => en.split(':')[0])).toEqual([
      'The network data hold no valves',
      'The segment holds a source (S)',
      'No customer of this network is recorded',
    ])
  })

  it('answers the same for the same bytes, from memory or not', async () => {
    const [first, second] = [await run(network, { link: 'p3' }), await run(network, { link: 'p3' })]
    expect(second.outcome).toEqual(first.outcome)
  })

  it('says so when the network has no such pipe or valve', async () => {
    const unknown = await drive(isolation, inputOf(network, { link: 'p77' }), () => undefined)
    expect(unknown).toMatchObject({
      ok: false,
      failure: { kind: 'failed', detail: 'isolation: the network has no {"link":"p77"}' },
    })
    const noValve = await drive(
      isolation,
      inputOf(network, { link: 'p2' }, [{ link: 'p2', node: 'A' }]),
      () => undefined,
    )
    expect(noValve).toMatchObject({ ok: false, failure: { detail: 'isolation: no valve on link "p2" at node "A"' } })
  })

  it('refuses an input that does not fit its schema', async () => {
    const result = await drive(isolation, { networkKey: 'k', element: { link: 'p1' } }, () => undefined)
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid' } })
  })
})

let networks = 0
const keys = new Map<NetworkFile, string>()

function inputOf(
  file: NetworkFile,
  element: IsolationInput['element'],
  inoperableValves?: { link: string; node: string }[],
): IsolationInput {
  const networkKey = keys.get(file) ?? `network ${networks++}`
  keys.set(file, networkKey)
  const bytes = new Uint8Array(encodeNetwork(file)).buffer
  return { network: bytes, networkKey, element, ...(inoperableValves && { inoperableValves }) }
}

async function run(...question: Parameters<typeof inputOf>): Promise<RunSummary<IsolationOutcome>> {
  const result = await drive(isolation, inputOf(...question), () => undefined)
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}
