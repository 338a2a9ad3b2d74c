import fc from 'fast-check'
import { expect, it } from 'vitest'
import { leakFrames } from './water-frames.ts'
import { lowerOf, servedShare, worstOf } from './water-worst.ts'

const [NODES, LINKS, REQUIRED] = [5, 6, 20]
// + 0: no negative nothing
const metres = fc.double({ min: -5, max: 60, noNaN: true }).map((each) => Math.fround(each) + 0)
const head = fc.oneof(metres, fc.constant(Number.NaN))
const flow = fc.double({ min: -1e-3, max: 1e-3, noNaN: true })
const state = fc.record({
  pressure: fc.array(head, { minLength: NODES, maxLength: NODES }).map((heads) => Float64Array.from(heads)),
  flow: fc.array(flow, { minLength: LINKS, maxLength: LINKS }).map((flows) => Float64Array.from(flows)),
})
const ends = fc.array(fc.nat(NODES - 1), { minLength: LINKS, maxLength: LINKS }).map((all) => Int32Array.from(all))
const nodeId = Array.from({ length: NODES }, (_, node) => `${node}`)

it('tells the worst of all instants, whether the network changes by itself or one state stands beside all', () => {
  const instants = fc.array(fc.record({ state, whole: state }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(instants, fc.boolean(), fc.nat(4), ends, ends, (made, isChanging, closedAt, from, to) => {
      const compared = made.map(({ state, whole }, time) => ({
        whole: isChanging ? whole : (made[0]?.whole ?? whole),
        now: instant(time, state),
      }))
      const worst = worstOf(compared, { from, to, nodeId }, REQUIRED, closedAt)
      const less = compared.map(({ whole, now }) => ({
        ...{ isClosed: now.time >= closedAt, whole: whole.pressure, now: now.pressure },
        share: [...now.pressure].map((is, node) => {
          const share = servedShare(is, REQUIRED)
          return share < 0.95 && share <= servedShare(whole.pressure[node] as number, REQUIRED) - 0.005 ? share : 1
        }),
      }))
      const least = (all: readonly number[]) => Math.min(Infinity, ...all.filter((each) => !Number.isNaN(each)))
      for (let node = 0; node < NODES; node++) {
        const at = (heads: ArrayLike<number>) => heads[node] as number
        for (const isClosed of [false, true]) {
          const then = less.filter((each) => each.isClosed === isClosed)
          expect(at(worst.share[isClosed ? 1 : 0])).toBe(Math.min(1, ...then.map(({ share }) => at(share))))
          expect(at(worst.lowest[isClosed ? 2 : 1])).toBe(least(then.map(({ now }) => at(now))))
        }
        expect(at(worst.lowest[0])).toBe(least(less.map(({ whole }) => at(whole))))
        const worse = less.filter(({ share, whole, now }) => at(share) < 1 || (at(whole) || 0) - (at(now) || 0) > 1)
        const lowest = worse.length > 0 ? Math.min(...worse.map(({ now }) => at(now) || 0)) : Number.NaN
        expect(at(worst.head)).toBe(lowest)
      }
      for (let link = 0; link < LINKS; link++) {
        const of = (heads: ArrayLike<number>) =>
          lowerOf(heads[from[link] as number] as number, heads[to[link] as number] as number)
        const heads = compared.map(({ whole, now }) => [of(whole.pressure), of(now.pressure)] as const)
        expect(worst.least[link]).toBe(Math.min(...heads.map(([, now]) => now || 0)))
        expect(worst.falls[link]).toBe(Number(heads.some(([was, now]) => (was || 0) - (now || 0) > 1)))
        expect(worst.isDry[link]).toBe(Number(heads.some(([was, now]) => Number.isNaN(now) && !Number.isNaN(was))))
        const turns = compared.some(({ whole, now }) => {
          const [was, runs] = [whole.flow[link] as number, now.flow[link] as number]
          return Math.sign(was) * Math.sign(runs) < 0 && Math.min(Math.abs(was), Math.abs(runs)) > 1e-4
        })
        expect(worst.turns[link]).toBe(Number(turns))
      }
    }),
  )
})

it('the head of a pipe is that of its lower end, of a parted one that of the end that has one', () => {
  expect([lowerOf(3, 2), lowerOf(2, 3), lowerOf(Number.NaN, 2), lowerOf(2, Number.NaN)]).toEqual([2, 2, 2, 2])
  expect(lowerOf(Number.NaN, Number.NaN)).toBeNaN()
})

it('gives each frame heads of its own, those of the instant that holds then, and none of what is shut once it is', () => {
  const at = (time: number, ...heads: number[]) =>
    instant(time, { pressure: Float64Array.from(heads), flow: new Float64Array(1) })
  const places = [{ node: 0, modelNode: 0, hasCustomer: true }]
  const pipe = { from: 0, to: 1, isShut: true }
  const frames = [...leakFrames([at(0, 30, 25), at(24, 20, 15), at(48, 10, 5)], places, [pipe], [], 36)]
  const told = new Map(frames.map(({ time, values }) => [time, [...values]]))
  expect([22, 24, 34, 36, 48].map((time) => told.get(time))).toEqual([
    ...[
      [30, 25],
      [20, 15],
      [20, 15],
      [20, Number.NaN],
      [10, Number.NaN],
    ],
  ])
  expect(new Set(frames.map(({ values }) => values.buffer)).size).toBe(frames.length)
})

function instant(time: number, { pressure, flow }: { readonly pressure: Float64Array; readonly flow: Float64Array }) {
  return {
    ...{ time, leak: 0, supply: 0, delivered: 0, deficit: 0, lost: 0, short: [0, 0, 0] as const },
    ...{ pressure: Float32Array.from(pressure), flow: Float32Array.from(flow) },
  }
}
