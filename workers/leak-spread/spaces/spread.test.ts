import { describe, expect, it } from 'vitest'
import { type GasSource, METHANE_SETTINGS, Spread, type SpreadSettings } from './spread.ts'
import { type AirStep, exchangeThrough, type VoidNetwork } from './void-network.ts'

const HOUR = 3600
const EXACT: SpreadSettings = { ...METHANE_SETTINGS, tolerance: 1e-6 }

/** A row of equal spaces, each joined with the next. */
function aRow(count: number, { volume = 3, ventilation = 0, exchange = 0.01, flow = 0 } = {}): VoidNetwork {
  return {
    volume: new Float64Array(count).fill(volume),
    ventilation: new Float64Array(count).fill(ventilation),
    from: Int32Array.from({ length: count - 1 }, (_, i) => i),
    to: Int32Array.from({ length: count - 1 }, (_, i) => i + 1),
    exchange: new Float64Array(count - 1).fill(exchange),
    flow: new Float64Array(count - 1).fill(flow),
    fans: new Map(),
  }
}

const steady = (space: number, flow: number): GasSource => ({ space, passed: (time) => flow * time })

function runTo(spread: Spread, time: number): Spread {
  while (spread.time < time) spread.step(time)
  return spread
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

describe('gas in one space', () => {
  it('follows the well-mixed box, which pushes out as much as comes in', () => {
    const [volume, fresh, gas] = [3, 2e-4, 2e-5]
    const spread = runTo(new Spread(aRow(1, { volume, ventilation: fresh }), [steady(0, gas)], EXACT), HOUR)
    const exact = (gas / (fresh + gas)) * (1 - Math.exp((-(fresh + gas) * HOUR) / volume))
    expect(spread.concentration[0]).toBeCloseTo(exact, 5)
  })

  it('never passes 1, however much comes', () => {
    const spread = runTo(new Spread(aRow(1), [steady(0, 0.1)], METHANE_SETTINGS), 24 * HOUR)
    expect(spread.concentration[0]).toBeLessThanOrEqual(1)
    expect(spread.concentration[0]).toBeGreaterThan(0.99)
  })

  it('holds a gas on the floor longer than fresh air at the top would let it', () => {
    const dense = { ...EXACT, ventShare: 0.3 }
    const [mixed, floor] = [EXACT, dense].map(
      (settings) =>
        runTo(new Spread(aRow(1, { ventilation: 1e-3 }), [steady(0, 1e-4)], settings), 24 * HOUR).concentration[0],
    )
    expect(mixed).toBeCloseTo(1e-4 / 1.1e-3, 5)
    expect(floor).toBeCloseTo(1e-4 / (1e-4 + 0.3e-3), 5)
  })
})

describe('gas in a void network', () => {
  it('is kept: received = in the spaces + vented', () => {
    const network = aRow(40, { ventilation: 1e-4, flow: 5e-3 })
    const fans = new Map([
      [
        6,
        [
          [HOUR, 0.2],
          [2 * HOUR, 0],
        ] as AirStep[],
      ],
    ])
    const spread = runTo(
      new Spread({ ...network, fans }, [steady(3, 2e-4), steady(17, 5e-5)], METHANE_SETTINGS),
      24 * HOUR,
    )
    expect(spread.received).toBeCloseTo(2.5e-4 * 24 * HOUR, 8)
    expect(Math.abs(spread.held() + sum(spread.vented) - spread.received)).toBeLessThan(1e-9 * spread.received)
    expect(Math.min(...spread.concentration)).toBeGreaterThanOrEqual(0)
  })

  it('is nowhere without a leak', () => {
    const spread = runTo(new Spread(aRow(5), [steady(2, 0)], METHANE_SETTINGS), 24 * HOUR)
    expect([...spread.concentration, sum(spread.vented)]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('spreads the same to both sides', () => {
    const { concentration } = runTo(new Spread(aRow(21), [steady(10, 1e-4)], METHANE_SETTINGS), 6 * HOUR)
    for (let i = 1; i <= 10; i++) expect(concentration[10 - i]).toBeCloseTo(concentration[10 + i] as number, 14)
  })

  it('does not depend on the order of spaces', () => {
    const order = [3, 0, 6, 1, 5, 2, 4]
    const network = aRow(7, { ventilation: 1e-4, flow: 1e-3 })
    const mixed = {
      ...network,
      from: network.from.map((i) => order[i] as number),
      to: network.to.map((i) => order[i] as number),
    }
    const straight = runTo(new Spread(network, [steady(1, 1e-4)], METHANE_SETTINGS), HOUR).concentration
    const shuffled = runTo(new Spread(mixed, [steady(0, 1e-4)], METHANE_SETTINGS), HOUR).concentration
    order.forEach((to, i) => {
      expect(shuffled[to]).toBeCloseTo(straight[i] as number, 12)
    })
  })

  it('goes on from where it stopped', () => {
    const through = runTo(new Spread(aRow(9), [steady(0, 1e-4)], EXACT), 2 * HOUR)
    const stopped = runTo(runTo(new Spread(aRow(9), [steady(0, 1e-4)], EXACT), 0.7 * HOUR), 2 * HOUR)
    expect(stopped.concentration[4]).toBeCloseTo(through.concentration[4] as number, 7)
  })

  it('takes in spaces as gas comes near, with hardly another result', () => {
    const all = { ...METHANE_SETTINGS, threshold: 0 }
    const near = runTo(new Spread(aRow(200, { exchange: 0.02 }), [steady(0, 5e-5)], METHANE_SETTINGS), 12 * HOUR)
    const whole = runTo(new Spread(aRow(200, { exchange: 0.02 }), [steady(0, 5e-5)], all), 12 * HOUR)
    expect(near.active.length).toBeLessThan(90)
    expect(near.active.length).toBeGreaterThan(30)
    for (const space of [0, 5, 20])
      expect(Math.abs((near.concentration[space] as number) - (whole.concentration[space] as number))).toBeLessThan(
        1e-4,
      )
  })

  it('is cleared by a fan from the time it runs', () => {
    const fans = new Map([[2, [[HOUR, 0.05]] as AirStep[]]])
    const spread = new Spread({ ...aRow(5), fans }, [steady(0, 1e-4)], METHANE_SETTINGS)
    const before = runTo(spread, HOUR).concentration[2] as number
    expect(spread.time).toBe(HOUR)
    expect(runTo(spread, 2 * HOUR).concentration[2]).toBeLessThan(0.3 * before)
  })

  it('is carried along by air, and that air leaves where it cannot go on', () => {
    const spread = runTo(
      new Spread(aRow(6, { exchange: 0, flow: 0.01 }), [steady(2, 1e-4)], METHANE_SETTINGS),
      24 * HOUR,
    )
    expect(spread.concentration[1]).toBe(0)
    expect(spread.concentration[5]).toBeCloseTo(1e-4 / (0.01 + 1e-4), 3)
    expect(spread.vented[5]).toBeGreaterThan(0.9 * (sum(spread.vented) - (spread.vented[2] as number)))
  })

  it('takes off what upwinding spreads by itself', () => {
    expect(exchangeThrough(0.5, 4, 2, 0)).toBe(1)
    expect(exchangeThrough(0.5, 4, 2, -0.6)).toBeCloseTo(0.7, 12)
    expect(exchangeThrough(0.5, 4, 2, 3)).toBe(0)
  })
})
