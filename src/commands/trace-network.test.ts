import { describe, expect, it } from 'vitest'
import { leakPlan } from '../../tests/kit/a-leak.ts'
import { aPage, manifest } from '../../tests/kit/a-page.ts'
import { aTrace, aTraceSet } from '../../tests/kit/a-trace.ts'
import type { TraceQuestion } from '../domain/network/trace-result.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import type { CityPort } from '../ports/city.ts'
import type { SimulationPort } from '../ports/simulations.ts'
import { anAssetIndex } from '../scene/a-city.ts'

const P1 = 'demo/water/P1'
const index = anAssetIndex([
  { id: P1, discipline: 'water' },
  { id: 'demo/water/P2', discipline: 'water' },
  { id: 'demo/gas/G3', discipline: 'gas' },
])

describe('a trace', () => {
  it('is asked of the network of its asset, shown whole, and gives way to the next', async () => {
    const { page, questions } = aTracedPage()
    await page.commands.traceNetwork('downstream', P1)
    await settled()
    expect(questions).toMatchObject([
      { kind: 'downstream', element: { link: P1 }, to: null, networkKey: 'demo/build-1/water' },
    ])
    expect(page.store.getState().trace).toMatchObject({ state: 'done', ask: { subject: P1 } })
    expect(page.flights).toHaveLength(1)
    expect(page.store.getState().underground.isOn).toBe(true)
    await page.commands.runIsolation(P1)
    expect(page.store.getState().trace).toBeNull()
  })

  it("takes the city's hydraulic model along, and answers nothing without it where it cannot be read", async () => {
    const [file, model] = [new ArrayBuffer(8), new ArrayBuffer(16)]
    const part = { discipline: 'water' as const, pipes: 'leak/pipes.bin', sources: [], ends: [] }
    const networks = [{ ...part, hydraulics: { path: 'leak/model.bin', hasPatterns: true } }]
    const files = new Map([['leak/pipes.bin', file]])
    const city = {
      network: async () => succeed(new ArrayBuffer(8)),
      leakFile: async (path: string) => {
        const read = files.get(path)
        return read ? succeed(read) : fail('not-found', path)
      },
    } as unknown as CityPort
    const { page, questions } = aTracedPage(undefined, { city })
    page.store.setState({ leakPlan: { state: 'loaded', value: { ...leakPlan, networks } } })
    await page.commands.traceNetwork('downstream', P1)
    expect(page.store.getState().trace).toMatchObject({ state: 'failed', failure: { kind: 'not-found' } })
    expect(questions).toEqual([])
    files.set('leak/model.bin', model)
    await page.commands.traceNetwork('downstream', P1)
    expect(questions[0]?.pipes?.hydraulics).toBe(model)
  })

  it('asks for the other end of a path, and takes none of another network', async () => {
    const { page, questions } = aTracedPage()
    await page.commands.traceNetwork('path', P1)
    expect(page.store.getState().trace).toMatchObject({ state: 'picking', isElsewhere: false })
    await page.commands.pickTraceEnd('demo/gas/G3')
    expect(page.store.getState().trace).toMatchObject({ state: 'picking', isElsewhere: true })
    expect(questions).toEqual([])
    await page.commands.pickTraceEnd('demo/water/P2')
    expect(questions).toMatchObject([{ kind: 'path', element: { link: P1 }, to: { link: 'demo/water/P2' } }])
  })

  it('is a filter that other tools see, until it is closed', async () => {
    const { page } = aTracedPage()
    await page.commands.traceNetwork('downstream', P1)
    page.commands.filterByTrace(true)
    expect([...(page.store.getState().filter.among ?? [])]).toEqual([0, 1, 1, 0])
    page.commands.closeTrace()
    expect(page.store.getState()).toMatchObject({ trace: null, filter: { among: null } })
  })

  it('is saved with what is certain and what is only possible', async () => {
    const { page } = aTracedPage()
    expect(page.commands.exportTrace('csv').ok).toBe(false)
    await page.commands.traceNetwork('downstream', P1)
    page.commands.exportTrace('csv')
    page.commands.exportTrace('geojson')
    const [csv, geojson] = page.saved
    expect([csv?.name, geojson?.name]).toEqual(['demo_trace-downstream_P1.csv', 'demo_trace-downstream_P1.geojson'])
    expect(String(csv?.content[0])).toMatch(
      /# 注意 note: .*Valves.*\n.*\ndemo\/water\/P1,line,found,.*\ndemo\/water\/P2,line,possible,/,
    )
    const { features } = JSON.parse(String(geojson?.content[0])) as {
      features: { geometry: object; properties: object }[]
    }
    expect(features[1]).toMatchObject({
      geometry: {
        type: 'LineString',
        coordinates: [
          [120.35, 36.06, 3],
          [120.3501, 36.06, 3],
        ],
      },
      properties: { asset: 'demo/water/P2', kind: 'line', certainty: 'possible' },
    })
  })

  it('saves its customers, hospitals and schools first', async () => {
    const customers = [
      { id: 'C1', name: '院', class: 'hospital', node: 'demo/water/P2', people: 80 },
      { id: 'C2', name: '楼', class: 'residential', node: 'demo/water/gone', people: 300 },
    ]
    const classes = [{ class: 'hospital', customers: 1, people: 80 }]
    const { page } = aTracedPage(async () => succeed(aTrace({ customers, classes, people: 380, possibleCustomers: 3 })))
    await page.commands.traceNetwork('customers', P1)
    page.commands.exportTrace('customers')
    const [file] = page.saved
    expect(file?.name).toBe('demo_trace-downstream_P1_customers.csv')
    const text = String(file?.content[0])
    expect(text).toMatch(/hospital: 1, 80 人 people(?:.*\n)+.*not listed: 3\n/)
    expect(text.split('\n').filter((line) => /^\d/.test(line))).toEqual([
      '1,C1,院,hospital,80,demo/water/P2,120.35,36.06',
      '2,C2,楼,residential,300,demo/water/gone,,',
    ])
  })

  it('stops when it is cancelled, and an answer that comes later is not shown', async () => {
    let answer: (result: Result<unknown>) => void = () => undefined
    const promise = new Promise<Result<unknown>>((resolve) => {
      answer = resolve
    })
    const { page } = aTracedPage(() => promise)
    const asked = page.commands.traceNetwork('connected', P1)
    await settled()
    page.commands.cancelTrace()
    answer(succeed(aTrace()))
    await asked
    expect(page.store.getState().trace).toMatchObject({ state: 'failed', failure: { kind: 'cancelled' } })
  })

  it('goes with its reader', async () => {
    const { page } = aTracedPage()
    page.commands.openTwin()
    await settled()
    await page.commands.signIn('planner@demo', 'p')
    await settled()
    page.store.setState({ assets: { state: 'loaded', value: index } })
    await page.commands.traceNetwork('downstream', P1)
    page.commands.filterByTrace(true)
    await page.commands.signOut()
    await settled()
    expect(page.store.getState()).toMatchObject({ trace: null, filter: { among: null } })
  })
})

function aTracedPage(
  answer: () => Promise<Result<unknown>> = async () => succeed(found()),
  ports: Partial<{ readonly city: CityPort }> = {},
) {
  const questions: TraceQuestion[] = []
  const run = async (id: string, input: unknown) => {
    if (id === 'trace') questions.push(input as TraceQuestion)
    return await answer()
  }
  const page = aPage({ ports: { simulations: { run } as unknown as SimulationPort, ...ports } })
  page.store.setState({
    internal: { state: 'loaded', value: manifest },
    assets: { state: 'loaded', value: index },
  })
  return { page, questions }
}

function found() {
  return aTrace({ found: aTraceSet([1], []), possible: aTraceSet([2], []) })
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
