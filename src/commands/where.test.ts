import { describe, expect, it } from 'vitest'
import { leakPlan } from '../../tests/kit/a-leak.ts'
import { aLeakSource, anAdjacency, anAdjacentRow } from '../../tests/kit/a-leak-source.ts'
import { aPage, GAUGE, gauge, manifest, NOON } from '../../tests/kit/a-page.ts'
import type { LeakPlan } from '../domain/leak/leak-plan.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import type { ReadingPort } from '../ports/readings.ts'
import type { SimulationPort } from '../ports/simulations.ts'

const HOUR = 3_600_000

/** A page in a city whose plan says that its one sensor stands in a well; the simulation waits for the test. */
function aWherePage(plan: Partial<LeakPlan> = {}, given?: ReadingPort) {
  const asked: { id: string; question: Record<string, unknown>; signal: AbortSignal }[] = []
  let end: (result: Result<unknown>) => void = () => {}
  const simulations: SimulationPort = {
    run: (id, question, { signal }) => {
      asked.push({ id, question: question as unknown as Record<string, unknown>, signal })
      return new Promise<Result<unknown>>((resolve) => {
        end = resolve
      }) as never
    },
  }
  const methane = [
    { id: GAUGE, name: 'one', space: 'W1' },
    { id: 'NEAR', name: 'near', space: 'W2' },
    { id: 'FAR', name: 'far', space: 'W3' },
  ]
  const full = { ...leakPlan, methane, spaces: 'leak/spaces.bin', ...plan }
  const city = {
    publicManifest: async () => succeed({ ...manifest, grade: 'public' as const }),
    internalManifest: async () => succeed(manifest),
    assets: async () => fail('not-found', 'none'),
    ground: async () => fail('not-found', 'none'),
    network: async () => succeed(new ArrayBuffer(8)),
    flood: async () => fail('not-found', 'none'),
    floodFile: async () => fail('not-found', 'none'),
    leak: async () => succeed(full),
    leakFile: async () => succeed(new ArrayBuffer(8)),
  }
  const readings = {
    watch: () => () => {},
    history: async (sensor: string) =>
      sensor === 'NEAR'
        ? fail('offline', 'no answer')
        : succeed({
            sensor,
            at: Float64Array.of(NOON - 2 * HOUR, NOON - HOUR, NOON),
            value: Float64Array.of(1, 120, 30),
            // the last one is bad
            quality: Uint8Array.of(0, 0, 2),
          }),
  }
  const page = aPage({ ports: { simulations, city, readings: given ?? readings } })
  const beside = { ...gauge, id: 'NEAR', at: { ...gauge.at, lon: gauge.at.lon + 0.001 } }
  const far = { ...gauge, id: 'FAR', at: { ...gauge.at, lon: gauge.at.lon + 0.1 } }
  page.store.setState({
    internal: { state: 'loaded', value: manifest },
    sensors: { state: 'loaded', value: [beside, far, gauge] },
  })
  return { ...page, asked, end: (result: Result<unknown>) => end(result) }
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 0))
const summaryOf = (of: { analysis: { state: string; summary?: unknown } }) => succeed(of.analysis.summary)

describe('the spaces beside gas pipes', () => {
  it('are asked for with the files of gas and the reach, and listed when they are there', async () => {
    const { commands, store, asked, end } = aWherePage()
    const done = commands.analyseAdjacency(10)
    expect(store.getState().adjacency).toMatchObject({ reach: 10, analysis: { state: 'running' } })
    await turn()
    expect(asked[0]).toMatchObject({ id: 'adjacency', question: { reach_m: 10, year: 2026 } })
    end(summaryOf(anAdjacency()))
    await done
    expect(store.getState().adjacency?.analysis.state).toBe('done')
    commands.showAdjacencyList('unwatched')
    expect(store.getState().adjacency?.list).toBe('unwatched')
  })

  it('end the one before, and leave nothing behind when they are put away', async () => {
    const { commands, store, asked } = aWherePage()
    void commands.analyseAdjacency(5)
    await turn()
    void commands.analyseAdjacency(15)
    await turn()
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false])
    commands.closeAdjacency()
    expect(asked[1]?.signal.aborted).toBe(true)
    expect(store.getState().adjacency).toBeNull()
  })

  it('are a failure with a sentence where the build has no spaces', async () => {
    const { commands, store } = aWherePage({ spaces: null })
    await commands.analyseAdjacency(5)
    expect(store.getState().adjacency?.analysis).toMatchObject({
      ...{ state: 'failed', failure: { kind: 'not-found', message: { zh: expect.stringContaining('没有井室') } } },
    })
  })

  it('are gone to one by one, and saved whole', async () => {
    const { commands, store, flights, saved } = aWherePage()
    store.setState({ adjacency: anAdjacency() })
    const row = anAdjacentRow()
    await commands.openAdjacentRow(row)
    expect(flights.length).toBe(1)
    // the well is not drawn in this city: the pipe beside it is opened
    expect(store.getState()).toMatchObject({ adjacency: { chosen: row }, selection: { assetId: row.pipe } })
    commands.exportAdjacency()
    expect(saved[0]?.name).toBe('demo-adjacent-pairs.csv')
    const lines = String(saved[0]?.content[0]).split('\n')
    expect(
      lines.some((line) =>
        line.startsWith(
          '1,demo/sewer/WS1,well,demo/gas/RQ1~RQ2~1,1.2,0.8,0.9,1.2,"GB 50289-2016, 4.1.9",1,0,400,21,钢,120,0,0,0,',
        ),
      ),
    ).toBe(true)
    expect(lines.filter((line) => /^\d/.test(line)).length).toBe(3)
  })
})

describe('where gas comes from', () => {
  it('is asked with readings of two days, of the sensor first and those around it', async () => {
    const { commands, store, asked, end, saved } = aWherePage()
    const done = commands.locateGas(GAUGE)
    await turn()
    const { id, question } = asked[0] as (typeof asked)[number]
    const sensors = question.sensors as { id: string; time: Float64Array; value: Float64Array }[]
    expect(id).toBe('locate-gas')
    // 9 km away is not around; whoever does not answer takes part without readings
    expect(sensors.map((sensor) => sensor.id)).toEqual([GAUGE, 'NEAR'])
    expect([...(sensors[0]?.time ?? [])]).toEqual([46 * 3600, 47 * 3600])
    expect([...(sensors[0]?.value ?? [])]).toEqual([1, 100])
    expect(sensors[1]?.time.length).toBe(0)
    end(summaryOf(aLeakSource()))
    await done
    expect(store.getState()).toMatchObject({
      leakSource: { analysis: { state: 'done' } },
      log: [{ act: 'located', subject: GAUGE, detail: '3' }],
    })
    commands.exportLeakSource('csv')
    commands.exportLeakSource('geojson')
    expect(saved.map(({ name }) => name)).toEqual([
      ...[`demo_source-gas_${GAUGE}.csv`, `demo_source-gas_${GAUGE}.geojson`],
    ])
    commands.closeLeakSource()
    expect(store.getState().leakSource).toBeNull()
    expect(commands.exportLeakSource('csv')).toMatchObject({ ok: false })
  })

  it('is refused for a sensor that stands in no space', async () => {
    const { commands, store } = aWherePage({ methane: [] })
    await commands.locateGas(GAUGE)
    expect(store.getState().leakSource?.analysis).toMatchObject({
      ...{
        state: 'failed',
        failure: { kind: 'not-found', message: { zh: expect.stringContaining('不在已知的地下空间') } },
      },
    })
  })
})

describe('where water leaks', () => {
  const MINUTE = HOUR / 60
  /** 0.35 MPa on the days before, 0.3 in the last 20 minutes, the last of these bad. */
  const readings = {
    watch: () => () => {},
    history: async (sensor: string, from: number, to: number) => {
      if (sensor === 'NEAR') return fail('offline', 'no answer')
      const at: number[] = []
      for (let t = to; t >= from; t -= 5 * MINUTE) at.unshift(t)
      const value = at.map((t) => (t > NOON - 2 * HOUR ? 0.3 : 0.35))
      return succeed({
        ...{ sensor, at: Float64Array.from(at), value: Float64Array.from(value) },
        quality: Uint8Array.from(at, (t) => (t === NOON ? 2 : 0)),
      })
    },
  }
  const network = { discipline: 'water' as const, pipes: 'leak/pipes-water.bin', sources: [], ends: [] }

  it('is asked with pressures now and usual, of the sensor first and of all pressure sensors', async () => {
    const { commands, store, asked, end } = aWherePage({ networks: [network] }, readings)
    const done = commands.locateWater(GAUGE)
    expect(store.getState().leakSource).toMatchObject({ kind: 'water', analysis: { state: 'running' } })
    await turn()
    const { id, question } = asked[0] as (typeof asked)[number]
    expect(id).toBe('locate-water')
    const [own, near, far] = question.sensors as {
      id: string
      asset: string
      pressure: Record<string, number> | null
    }[]
    expect([own?.id, near?.id, far?.id]).toEqual([GAUGE, 'NEAR', 'FAR'])
    expect(own?.asset).toBe(gauge.assetId)
    expect(own?.pressure?.now_kpa).toBeCloseTo(300, 9)
    expect(own?.pressure?.usual_kpa).toBeCloseTo(350, 9)
    expect(own?.pressure?.scatter_kpa).toBeCloseTo(0, 9)
    expect(near?.pressure).toBeNull()
    end(summaryOf(aLeakSource({ biogas: null })))
    await done
    expect(store.getState()).toMatchObject({ leakSource: { analysis: { state: 'done' } }, log: [{ act: 'located' }] })
  })

  it('is refused of a city without a water network, and for a sensor of something else', async () => {
    const dry = aWherePage({ networks: [] })
    await dry.commands.locateWater(GAUGE)
    expect(dry.store.getState().leakSource?.analysis).toMatchObject({ state: 'failed', failure: { kind: 'not-found' } })
    const { commands, store } = aWherePage({ networks: [network] })
    store.setState({ sensors: { state: 'loaded', value: [{ ...gauge, kind: 'water-flow' }] } })
    await commands.locateWater(GAUGE)
    expect(store.getState().leakSource?.analysis).toMatchObject({
      ...{ state: 'failed', failure: { message: { zh: expect.stringContaining('不是供水压力传感器') } } },
    })
  })
})
