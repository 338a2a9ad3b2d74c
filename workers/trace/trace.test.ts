import { describe, expect, it } from 'vitest'
import { encodeColumns } from '../../src/domain/formats/columns.ts'
import { encodeNetwork, type NetworkFile } from '../../src/domain/network/network-file.ts'
import type { TraceQuestion, TraceSet } from '../../src/domain/network/trace-result.ts'
import { aNetwork } from '../../tests/kit/a-network.ts'
import { drive } from '../drive.ts'
import { trace } from './run.ts'

/** S → A, a loop A B C, a tail C → D → E and a spur D → F. */
const water = () =>
  aNetwork()
    .source('S')
    .pipe('SA', 'S', 'A')
    .pipe('AB', 'A', 'B')
    .pipe('BC', 'C', 'B')
    .pipe('AC', 'A', 'C', 500)
    .pipe('CD', 'D', 'C')
    .pipe('DE', 'D', 'E')
    .pipe('DF', 'D', 'F')
    .customer('homes', 'residential', 'E', 40)
    .customer('clinic', 'hospital', 'F', 5)
    .customer('shop', 'office', 'B', 2)

describe('a trace of a fed network', () => {
  it('is sure of branches behind the sources, whichever way they were drawn', async () => {
    const { outcome } = await run(water().build(), 'downstream', { link: 'CD' })
    expect([outcome.basis, ids(outcome.found)]).toEqual(['supply', ['CD', 'D', 'DE', 'DF', 'E', 'F']])
    expect(outcome.possible.links).toBe(0)
    expect(outcome.customers.map(({ id }) => id)).toEqual(['clinic', 'homes'])
    expect(outcome.found?.length).toBe(300)
  })

  it('takes what lies past a loop for possible only, and not what lies before it', async () => {
    const { outcome } = await run(water().build(), 'downstream', { link: 'AB' })
    expect(ids(outcome.found)).toEqual(['AB'])
    expect(ids(outcome.possible)).toEqual(['A', 'AC', 'B', 'BC', 'C', 'CD', 'D', 'DE', 'DF', 'E', 'F'])
    expect(outcome.possibleCustomers).toBe(3)
  })

  it('goes upstream over the branch, and past the loop by connection', async () => {
    const { outcome, caveats } = await run(water().build(), 'upstream', { node: 'E' })
    expect(ids(outcome.found)).toEqual(['C', 'CD', 'D', 'DE', 'E'])
    expect(ids(outcome.possible)).toEqual(['A', 'AB', 'AC', 'B', 'BC', 'S', 'SA'])
    expect(caveats.map(({ en }) => en).join(' ')).toMatch(/No hydraulics.*no file of the pipes/)
  })

  it('knows no direction between two sources', async () => {
    const { outcome } = await run(water().source('E').build(), 'downstream', { link: 'CD' })
    expect(ids(outcome.found)).toEqual(['CD'])
    expect(ids(outcome.possible)).toContain('S')
  })

  it('knows none without a source, and none of a heat network', async () => {
    const unfed = await run(aNetwork().pipe('AB', 'A', 'B').build(), 'downstream', { link: 'AB' })
    expect([unfed.outcome.basis, ids(unfed.outcome.possible)]).toEqual(['none', ['A', 'B']])
    const heat = await run(water().of('heat').build(), 'downstream', { link: 'CD' })
    expect([heat.outcome.basis, ids(heat.outcome.found)]).toEqual(['none', ['CD']])
    expect(heat.caveats[0]?.en).toMatch(/^The heat network does not tell flow lines/)
  })

  it('finds who has no other way to a source', async () => {
    const tail = await run(water().build(), 'customers', { link: 'CD' })
    expect(tail.outcome.customers.map(({ id }) => id)).toEqual(['clinic', 'homes'])
    const inLoop = await run(water().build(), 'customers', { link: 'AB' })
    expect([inLoop.outcome.people, inLoop.outcome.found?.nodes]).toEqual([0, 0])
    const point = await run(water().build(), 'customers', { node: 'C' })
    expect(ids(point.outcome.found)).toContain('C')
    expect(point.outcome.people).toBe(45)
  })

  it('does not call it nobody where no source is known', async () => {
    const { outcome, caveats } = await run(aNetwork().pipe('AB', 'A', 'B').build(), 'customers', { link: 'AB' })
    expect(outcome.found).toBeNull()
    expect(caveats[0]?.en).toMatch(/which is not nobody/)
  })

  it('finds the shortest path between two pipes with both of them, and none between two networks', async () => {
    const two = water().pipe('XY', 'X', 'Y').build()
    const path = await run(two, 'path', { link: 'SA' }, { link: 'DE' })
    expect(path.outcome.found && named(two, path.outcome.found.linkGids)).toEqual(['SA', 'AB', 'BC', 'CD', 'DE'])
    expect((await run(two, 'path', { link: 'SA' }, { node: 'Y' })).outcome.found).toBeNull()
    expect(ids((await run(two, 'path', { link: 'XY' }, { link: 'XY' })).outcome.found)).toEqual(['XY'])
  })

  it('finds the loop of a pipe or of a point, and none of a branch', async () => {
    expect(ids((await run(water().build(), 'loop', { link: 'BC' })).outcome.found)).toEqual([
      'A',
      'AB',
      'AC',
      'B',
      'BC',
      'C',
    ])
    expect((await run(water().build(), 'loop', { node: 'A' })).outcome.found?.links).toBe(3)
    expect((await run(water().build(), 'loop', { link: 'CD' })).outcome.found).toBeNull()
  })

  it('parts every element once', async () => {
    for (const kind of ['upstream', 'downstream', 'connected', 'customers', 'loop'] as const) {
      const { balance } = await run(water().build(), kind, { link: 'AB' })
      expect(balance.map((each) => [each.in, each.out])).toEqual([[14, 14]])
    }
  })
})

describe('a trace of drains', () => {
  /** a → b → c, d joins b against its drawing, and c is pumped to e by a rising main */
  const drains = () =>
    aNetwork()
      .of('sewer')
      .drain('ab', 'a', 'b')
      .drain('bc', 'b', 'c')
      .drain('bd', 'b', 'd', 'back')
      .drain('ce', 'c', 'e', 'unknown')
      .build()

  it('follows the surveyed directions, and a rising main as possible only', async () => {
    const { outcome } = await run(drains(), 'downstream', { link: 'bd' })
    expect(ids(outcome.found)).toEqual(['b', 'bc', 'bd', 'c'])
    expect(ids(outcome.possible)).toEqual(['ce', 'e'])
    expect(ids((await run(drains(), 'upstream', { node: 'c' })).outcome.found)).toEqual([
      'a',
      'ab',
      'b',
      'bc',
      'bd',
      'c',
      'd',
    ])
  })

  it('counts lines that rise the way they are followed', async () => {
    const network = { ...drains(), isRising: Uint8Array.of(0, 1, 0, 0) }
    const { outcome, caveats } = await run(network, 'upstream', { node: 'c' })
    expect(outcome.rising).toBe(1)
    expect(caveats.some(({ en }) => en.startsWith('1 of these lines rise'))).toBe(true)
  })

  it('says that their customers are not known', async () => {
    const { outcome, caveats } = await run(drains(), 'customers', { link: 'bc' })
    expect(ids(outcome.found)).toContain('d')
    expect(caveats.at(-1)?.en).toMatch(/^No customer of this network is recorded/)
  })
})

it('takes a file of an older build for one without lengths and directions', async () => {
  const {
    discipline,
    length: _,
    flow: __,
    isRising: ___,
    ...older
  } = aNetwork().of('sewer').drain('ab', 'a', 'b').build()
  const network = new Uint8Array(encodeColumns({ discipline }, older)).buffer
  const asked = { network, networkKey: 'older', pipes: null, kind: 'downstream', element: { link: 'ab' }, to: null }
  const result = await drive(trace, asked, () => undefined)
  if (!result.ok) throw new Error(result.failure.detail)
  const { found, possible } = result.value.outcome
  expect([found?.links, possible.nodes]).toEqual([1, 2])
  // a thousandth of a degree on the equator
  expect(found?.length).toBeCloseTo(111.32, 1)
})

it('says so when the network has no such pipe', async () => {
  const result = await drive(trace, question(water().build(), 'loop', { link: 'nowhere' }, null), () => undefined)
  expect(result).toMatchObject({ ok: false, failure: { detail: 'trace: the network has no {"link":"nowhere"}' } })
})

const networks = new Map<Int32Array, NetworkFile>()
let asked = 0

function question(
  network: NetworkFile,
  kind: TraceQuestion['kind'],
  element: TraceQuestion['element'],
  to: TraceQuestion['to'],
): TraceQuestion {
  return {
    network: new Uint8Array(encodeNetwork(network)).buffer,
    networkKey: `network ${asked++}`,
    pipes: null,
    kind,
    element,
    to,
  }
}

async function run(
  network: NetworkFile,
  kind: TraceQuestion['kind'],
  element: TraceQuestion['element'],
  to: TraceQuestion['to'] = null,
) {
  const result = await drive(trace, question(network, kind, element, to), () => undefined)
  if (!result.ok) throw new Error(result.failure.detail)
  for (const set of [result.value.outcome.found, result.value.outcome.possible])
    if (set) networks.set(set.linkGids, network)
  return result.value
}

function named({ nodeId, linkId }: NetworkFile, gids: Int32Array): string[] {
  return [...gids].map((gid) => (gid <= nodeId.length ? nodeId.at(gid - 1) : linkId.at(gid - nodeId.length - 1)) ?? '')
}

function ids(set: TraceSet | null): string[] | null {
  const network = set && networks.get(set.linkGids)
  return network ? [...named(network, set.nodeGids), ...named(network, set.linkGids)].sort() : null
}
