import { expect, it } from 'vitest'
import { accountsOf } from './accounts.ts'
import type { FloodVolumes, NetworkOutcome } from './outcome.ts'

const volumes: FloodVolumes = {
  ...{
    initial: 100,
    rain: 50,
    inflow: 10,
    outflow: 30,
    infiltrated: 0,
    drained: 40,
    returned: 5,
    roofs: 20,
    final: 95,
  },
  ...{ error: 0, errorShare: 0 },
}
const none = new Float64Array()
const network: NetworkOutcome = {
  series: { times: none, nodes: [], links: [], rim: none, depth: none, head: none, flow: none },
  ...{ manholes: [], initial: 8, inflow: 2, outflow: 50, spilled: 1, lost: 4, stored: 10, error: 0 },
}
const linesOf = (account: ReturnType<typeof accountsOf>[number] | undefined) => [
  account?.came.map(([line]) => line),
  account?.went.map(([line]) => line),
]

it('are two that each add up: roofs are none of the ground, and what is exchanged stands in both', () => {
  const [ground, drains, ...others] = accountsOf({ volumes, network })
  expect(others).toEqual([])
  // 100 + 50 + 10 + 5 = 30 + 40 + 95; 8 + 2 + 40 + 20 = 50 + 1 + 5 + 4 + 10
  expect(ground).toMatchObject({ in: 165, out: 165, error: 0, errorShare: 0 })
  expect(drains).toMatchObject({ in: 70, out: 70, error: 0, errorShare: 0 })
  expect(linesOf(ground)).toEqual([
    ['initial', 'rain', 'inflow', 'returned'],
    ['outflow', 'drained', 'final'],
  ])
  expect(linesOf(drains)[1]).toEqual(['outfalls', 'spilled', 'returned', 'lost', 'held'])
  expect(accountsOf({ volumes, network: null })).toHaveLength(1)
})

it('do not let an error of the one hide behind the other', () => {
  const [ground, drains] = accountsOf({ volumes: { ...volumes, final: 98.3 }, network: { ...network, stored: 6.5 } })
  expect(ground?.error).toBeCloseTo(3.3, 9)
  expect(ground?.errorShare).toBeCloseTo(0.02, 9)
  expect(drains?.error).toBeCloseTo(-3.5, 9)
  expect(drains?.errorShare).toBeCloseTo(0.05, 9)
})

it('have a line of what infiltrates or is lost only where something does', () => {
  const [ground, drains] = accountsOf({ volumes: { ...volumes, infiltrated: 3 }, network: { ...network, lost: 0 } })
  expect(linesOf(ground)[1]).toContain('infiltrated')
  expect(linesOf(drains)[1]).not.toContain('lost')
})
