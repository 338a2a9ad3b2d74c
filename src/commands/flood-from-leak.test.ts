import { describe, expect, it } from 'vitest'
import { valley, valleyPlan, valleyQuestion } from '../../tests/kit/a-flood.ts'
import { aLeakSummary, inStreet } from '../../tests/kit/a-leak.ts'
import { aLeakQuestion } from '../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../tests/kit/a-network.ts'
import { aPage, manifest } from '../../tests/kit/a-page.ts'
import { drive } from '../../workers/drive.ts'
import { leakWaterOfCity } from '../../workers/leak-spread/question/water-simulation.ts'
import { createInlineSimulations } from '../adapters/compute/inline.ts'
import { crsOf } from '../domain/geo/crs.ts'
import type { LeakOutcome } from '../domain/leak/leak-outcome.ts'
import { fail, succeed } from '../domain/result.ts'
import { endedLeak, startedLeak } from '../state/leak.ts'

const CELL = 4
const plan = {
  ...valleyPlan,
  grids: [{ path: 'ground', size: CELL, columns: 40, rows: 30, west: valley.west, south: valley.south, unknown: 30 }],
}

/** A page with a finished leak, in a city whose flood is computed in this process. */
function aPageWithLeak(outcome: Partial<LeakOutcome>, flood: () => Promise<unknown> = async () => succeed(plan)) {
  const city = { flood, floodFile: async () => succeed(valleyQuestion.ground) }
  const page = aPage({ ports: { simulations: createInlineSimulations(), city: city as never } })
  const summary = aLeakSummary('water')
  page.store.setState({
    internal: { state: 'loaded', value: manifest },
    leak: endedLeak(
      startedLeak(inStreet('water')),
      succeed({ ...summary, outcome: { ...summary.outcome, ...outcome } }),
    ),
  })
  return page
}

/** On the axis of the valley. */
const place = crsOf(plan.crs)?.toLonLat(valley.west + 82, valley.south + 62) ?? { lon: 0, lat: 0 }
const at = { ...place, height: 2 }

async function aBurst(): Promise<LeakOutcome> {
  const network = aNetwork().source('S').pipe('p1', 'S', 'A').valve('p1', 'S').build()
  const scenario = { hole_m: 0.03, duration_s: 1200, closedAfter_s: 700 }
  const result = await drive(leakWaterOfCity, aLeakQuestion('water', network, { scenario }), () => undefined)
  if (!result.ok) throw new Error(result.failure.detail)
  return { ...result.value.outcome, at }
}

describe('the water of a leak in the street', () => {
  it('is all that the leak lost, to a thousandth', async () => {
    const outcome = await aBurst()
    const { commands, store } = aPageWithLeak(outcome)
    expect(await commands.floodFromLeak()).toEqual({ ok: true, value: null })
    await expect.poll(() => store.getState().flood?.stage.state, { timeout: 20_000 }).toBe('done')
    const { flood } = store.getState()
    if (flood?.stage.state !== 'done') throw new Error('the flood has not ended')
    const { inflow, final } = flood.stage.summary.outcome.volumes
    const { lost } = outcome
    expect(lost.value).toBeGreaterThan(1)
    expect(Math.abs(inflow - lost.value) / lost.value).toBeLessThan(1e-3)
    expect(final).toBeGreaterThan(0.99 * lost.value)
    expect(flood.scenario).toMatchObject({ rain: 'none', cell: CELL, sources: [{ name: 'RQ1~RQ2~1' }] })
  })

  it('is seen where it comes out: the camera goes there, and the panel tells of that place', async () => {
    const { commands, store, flights } = aPageWithLeak({ at, outflow: [[0, 1e-6]] })
    await commands.floodFromLeak()
    commands.cancelFlood()
    expect(store.getState().flood).toMatchObject({ tool: 'point', places: [{ lon: at.lon, lat: at.lat }] })
    expect(flights).toHaveLength(1)
    // from the south, as the page looks north, and near enough to see a street
    const [eye] = flights
    expect(eye?.lon).toBeCloseTo(at.lon, 6)
    expect(111_320 * (at.lat - (eye?.lat ?? 0))).toBeGreaterThan(50)
    expect(111_320 * (at.lat - (eye?.lat ?? 0))).toBeLessThan(300)
  })

  it('runs on for half an hour after the last, and a day at most', async () => {
    const hours = async (last: number) => {
      const { commands, store } = aPageWithLeak({
        at,
        outflow: [
          [0, 1e-6],
          [last, 0],
        ],
      })
      await commands.floodFromLeak()
      const { flood } = store.getState()
      commands.cancelFlood()
      return flood?.scenario.hours
    }
    expect(await hours(3600)).toBe(1.5)
    expect(await hours(7 * 24 * 3600)).toBe(24)
  })

  it('is refused where none runs out, where no leak is finished, and where the city has no flood', async () => {
    const dry = aPageWithLeak({ outflow: null })
    expect(await dry.commands.floodFromLeak()).toMatchObject({ failure: { kind: 'not-found' } })
    dry.store.setState({ leak: null })
    expect(await dry.commands.floodFromLeak()).toMatchObject({ failure: { detail: 'no finished leak' } })
    const bare = aPageWithLeak({ outflow: [[0, 1]] }, async () => fail('not-found', 'no flood in this build'))
    expect(await bare.commands.floodFromLeak()).toMatchObject({ failure: { detail: 'no flood in this build' } })
  })
})
