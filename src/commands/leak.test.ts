import { describe, expect, it } from 'vitest'
import { aLeakSummary, inStreet, LEAKING, leakFrames, leakPlan } from '../../tests/kit/a-leak.ts'
import { aPage, manifest, PIPE } from '../../tests/kit/a-page.ts'
import type { LeakQuestion } from '../domain/leak/leak-question.ts'
import { firstLeakScenario } from '../domain/leak/leak-scenario.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import type { RunProgress } from '../domain/run-progress.ts'
import type { SimulationPort } from '../ports/simulations.ts'
import { isBalanced, type LeakSummary } from '../state/leak.ts'

/** A page whose simulation waits for the test, in a city with files of leaks. */
function aLeakPage() {
  const asked: { id: string; question: LeakQuestion }[] = []
  const told: { onProgress?: ((progress: RunProgress) => void) | undefined; mostSilence?: number | undefined } = {}
  let [tell, end]: [(frame: unknown) => void, (result: Result<LeakSummary>) => void] = [() => {}, () => {}]
  let signal: AbortSignal | null = null
  const simulations: SimulationPort = {
    run: (id, question, options) => {
      asked.push({ id, question: question as LeakQuestion })
      tell = options.onFrame as (frame: unknown) => void
      signal = options.signal
      Object.assign(told, options)
      return new Promise<Result<LeakSummary>>((resolve) => {
        end = resolve
      }) as never
    },
  }
  const files: string[] = []
  const city = {
    publicManifest: async () => succeed({ ...manifest, grade: 'public' as const }),
    internalManifest: async () => succeed(manifest),
    assets: async () => fail('not-found', 'none'),
    ground: async () => fail('not-found', 'none'),
    network: async (_: unknown, discipline: string) => {
      files.push(`network ${discipline}`)
      return succeed(new ArrayBuffer(8))
    },
    flood: async () => fail('not-found', 'none'),
    floodFile: async () => fail('not-found', 'none'),
    leak: async () => succeed(leakPlan),
    leakFile: async (path: string) => {
      files.push(path)
      return succeed(new ArrayBuffer(8))
    },
  }
  const page = aPage({ ports: { simulations, city } })
  page.store.setState({ internal: { state: 'loaded', value: manifest } })
  const leak = () => {
    const now = page.store.getState().leak
    if (!now) throw new Error('no leak')
    return now
  }
  return {
    ...{ ...page, asked, files, leak, told, isAborted: () => signal?.aborted },
    ...{ tell: (frame: unknown) => tell(frame), end: (result: Result<LeakSummary>) => end(result) },
  }
}

const question = (kind: 'gas' | 'water'): LeakQuestion => ({
  ...inStreet(kind),
  ...{ network: new ArrayBuffer(0), pipes: new ArrayBuffer(0), spaces: null, beside: null, neighbours: [] },
})

describe('a leak that is asked for', () => {
  it('opens its form with the asset, reads the plan once, and is put away again', async () => {
    const { commands, store } = aLeakPage()
    await commands.askLeak(PIPE)
    expect(store.getState()).toMatchObject({
      leakForm: PIPE,
      leakPlan: { state: 'loaded' },
      selection: { assetId: PIPE },
    })
    await commands.askLeak(null)
    expect(store.getState().leakForm).toBeNull()
  })

  it('takes the files of its network, and spaces for gas only', async () => {
    const { commands, asked, files, store } = aLeakPage()
    await commands.loadLeakPlan()
    expect(await commands.computeLeak(firstLeakScenario('gas', LEAKING))).toEqual({ ok: true, value: null })
    expect(files).toEqual(['network gas', 'leak/pipes-gas.bin', 'leak/spaces.bin'])
    expect(asked[0]).toMatchObject({ id: 'leak-gas', question: { scenario: { pipe: LEAKING } } })
    expect(store.getState()).toMatchObject({ leakForm: null, log: [{ act: 'leaked', subject: LEAKING }] })
    files.length = 0
    await commands.computeLeak(firstLeakScenario('water', PIPE))
    expect(files).toEqual(['network water', 'leak/pipes-water.bin'])
    expect(asked[1]?.question.spaces).toBeNull()
  })

  it('says why it could not be asked', async () => {
    const { commands } = aLeakPage()
    expect(await commands.computeLeak(firstLeakScenario('gas', LEAKING))).toMatchObject({ ok: false })
    const { commands: others, store } = aLeakPage()
    store.setState({ leakPlan: { state: 'loaded', value: { ...leakPlan, networks: [] } } })
    expect(await others.computeLeak(firstLeakScenario('gas', LEAKING))).toMatchObject({
      ...{ ok: false, failure: { kind: 'not-found', detail: 'the plan of leaks has no gas network' } },
    })
  })
})

describe('a leak that is computed', () => {
  it('is followed by what it is at before its first frame, and given up when it is silent for long', () => {
    const { commands, told, leak } = aLeakPage()
    void commands.runLeak(question('gas'))
    expect(leak().work).toBeNull()
    expect(told.mostSilence).toBe(120_000)
    told.onProgress?.({ phase: 'network', done: 0, of: 0 })
    expect(leak()).toMatchObject({ work: { phase: 'network' }, progress: null })
    commands.cancelLeak()
    told.onProgress?.({ phase: 'isolation', done: 0, of: 0 })
    expect(leak().work?.phase).toBe('network')
  })

  it('keeps the places once, and a frame of the newest time takes its place', () => {
    const { commands, tell, leak } = aLeakPage()
    void commands.runLeak(question('gas'))
    for (const frame of leakFrames('gas')) tell(frame)
    expect(leak().places).toHaveLength(4)
    expect(leak().frames.every(({ places }) => places === null)).toBe(true)
    expect(leak()).toMatchObject({ shown: 8, progress: 0.8 })
    // members of the ensemble after the last time
    tell({ ...leakFrames('gas')[8], done: 0.95 })
    expect(leak()).toMatchObject({ shown: 8, progress: 0.95 })
    expect(leak().frames).toHaveLength(9)
  })

  it('can be cancelled and closed; what comes after is dropped', async () => {
    const { commands, tell, end, leak, store, isAborted } = aLeakPage()
    const running = commands.runLeak(question('gas'))
    tell(leakFrames('gas')[0])
    commands.cancelLeak()
    expect(isAborted()).toBe(true)
    tell(leakFrames('gas')[1])
    end(succeed(aLeakSummary('gas')))
    await running
    expect(leak()).toMatchObject({ stage: { state: 'failed', failure: { kind: 'cancelled' } } })
    expect(leak().frames).toHaveLength(1)
    commands.closeLeak()
    expect(store.getState().leak).toBeNull()
  })

  it('plays to its end and stands there', async () => {
    const { commands, tell, end, leak, clock, flights } = aLeakPage()
    const running = commands.runLeak(question('water'))
    for (const frame of leakFrames('water')) tell(frame)
    end(succeed(aLeakSummary('water')))
    await running
    commands.showLeakFrame(2)
    expect(leak().shown).toBe(2)
    commands.playLeak(3 * 3600)
    clock.advance(1000)
    expect(leak().shown).toBe(3)
    clock.advance(60_000)
    expect(leak()).toMatchObject({ shown: 8, pace: null })
    // the camera went to where it leaks, and goes to a place of the list
    expect(flights).toHaveLength(1)
    await commands.goToLeakPlace(2)
    expect(flights).toHaveLength(2)
  })

  it('is balanced within its tolerance only', () => {
    expect(isBalanced(aLeakSummary('gas'))).toBe(true)
    expect(isBalanced(aLeakSummary('gas', 1e-5))).toBe(false)
  })
})
