import { describe, expect, it } from 'vitest'
import {
  aFinishedRun,
  aFloodFrame,
  aFloodSummary,
  floodFrames,
  inValley,
  valley,
  valleyQuestion,
} from '../../tests/kit/a-flood.ts'
import { aPage } from '../../tests/kit/a-page.ts'
import { ASSET_KINDS } from '../domain/asset/asset.ts'
import type { AssetIndex } from '../domain/asset/asset-index.ts'
import { PackedTexts, packTexts } from '../domain/formats/packed-texts.ts'
import { crsOf } from '../domain/geo/crs.ts'
import { crossSection } from '../domain/inundation/samples.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import type { SimulationPort } from '../ports/simulations.ts'
import { bothRuns, canShow, type FloodSummary, shownRun, volumeError } from '../state/flood.ts'

/** An index of one point on the axis of the valley. */
function aPointInTheValley(): AssetIndex {
  const place = crsOf(inValley.crs)?.toLonLat(valley.west + 82, valley.south + 62)
  return {
    ids: new PackedTexts(packTexts(['demo/storm/YS1'])),
    gidOf: new Map([['demo/storm/YS1', 0]]),
    kind: Uint8Array.of(ASSET_KINDS.indexOf('point')),
    ...{ discipline: new Uint8Array(1), builtYear: new Uint16Array(1), diameter: new Uint16Array(1) },
    ...{ qualityLevel: new Uint8Array(1), status: new Uint8Array(1), height: new Float32Array(1) },
    ...{ lon: Float64Array.of(place?.lon ?? 0), lat: Float64Array.of(place?.lat ?? 0) },
    ...{ pathStart: new Uint32Array(2), path: new Float64Array() },
  }
}

/** A simulation that waits for the test: it tells frames and its end when asked to. */
function aHandTurnedRun() {
  let end: (result: Result<FloodSummary>) => void = () => {}
  const ended = new Promise<Result<FloodSummary>>((resolve) => {
    end = resolve
  })
  let tell: (frame: unknown) => void = () => {}
  let signal: AbortSignal | null = null
  const ordered: unknown[] = []
  const simulations: SimulationPort = {
    run: (_id, _input, options) => {
      tell = options.onFrame as (frame: unknown) => void
      signal = options.signal
      options.onOpen?.((order) => ordered.push(order))
      return ended as never
    },
  }
  return { ordered, simulations, tell: (frame: unknown) => tell(frame), end, isAborted: () => signal?.aborted }
}

const asked = ['storm-50', valleyQuestion] as const

async function aFinishedFlood() {
  const run = aHandTurnedRun()
  const page = aPage({ ports: { simulations: run.simulations } })
  const finished = page.commands.runFlood(...asked)
  for (const frame of floodFrames()) run.tell(frame)
  run.end(succeed(aFloodSummary()))
  await finished
  const flood = () => {
    const now = page.store.getState().flood
    if (!now) throw new Error('no flood')
    return now
  }
  return { ...page, flood }
}

describe('a flood that is computed', () => {
  it('shows each frame as it comes, and stays where one looks', async () => {
    const run = aHandTurnedRun()
    const { commands, store } = aPage({ ports: { simulations: run.simulations } })
    void commands.runFlood(...asked)
    expect(store.getState().flood?.stage.state).toBe('running')
    for (const minute of [0, 1, 2]) run.tell(aFloodFrame(minute))
    expect(store.getState().flood).toMatchObject({ shown: 2, progress: { share: 2 / 12 } })
    commands.showFloodFrame(1)
    run.tell(aFloodFrame(3))
    expect(store.getState().flood).toMatchObject({ shown: 1 })
    commands.showFloodFrame(3)
    run.tell(aFloodFrame(4))
    expect(store.getState().flood).toMatchObject({ shown: 4 })
  })

  it('lies on the ground that it is computed on: a bank that breaks is out of it, and level water is level in its gap', () => {
    const { commands, store } = aPage({ ports: { simulations: aHandTurnedRun().simulations } })
    const { west, south, size, columns, bed } = valley
    const line: [number, number][] = [
      [west + 20, south + 60],
      [west + 60, south + 60],
    ]
    const breach = { name: '堤', line, thickness_m: 8, bottom_m: 2, time_s: 600, growth_s: 60 }
    const scenario = { ...valleyQuestion.scenario, breaches: [breach] }
    void commands.runFlood(null, { ...valleyQuestion, scenario })
    const grid = store.getState().flood?.grid ?? valley
    const gap = [14, 15].flatMap((row) => Array.from({ length: 10 }, (_, n) => row * columns + 5 + n))
    expect([...grid.bed]).toEqual([...bed].map((level, cell) => (gap.includes(cell) ? 2 : level)))
    const depth = Uint16Array.from(bed, (level, cell) => 1000 * (3.5 - (gap.includes(cell) ? 2 : level)))
    const along = [
      { x: west + 10, y: south + 62 },
      { x: west + 10 + 20 * size, y: south + 62 },
    ] as const
    const { level } = crossSection(grid, { ...aFloodFrame(0), depth }, ...along)
    for (const surface of level) expect(surface).toBeCloseTo(3.5, 2)
  })

  it('begins anew where what computed it failed, and says by what', async () => {
    const run = aHandTurnedRun()
    const { commands, store } = aPage({ ports: { simulations: run.simulations } })
    void commands.runFlood(...asked)
    const byCard = { backend: 'webgpu', told: { zh: '显卡', en: 'graphics card' } } as const
    for (const minute of [0, 1, 2, 3]) run.tell({ ...aFloodFrame(minute), computedBy: byCard })
    expect(store.getState().flood).toMatchObject({ computedBy: byCard, shown: 3 })
    for (const minute of [0, 1]) run.tell(aFloodFrame(minute))
    const flood = store.getState().flood
    expect(flood?.frames.map(({ time }) => time)).toEqual([0, 60])
    expect(flood).toMatchObject({ computedBy: { backend: 'threads' }, shown: 1 })
  })

  it('is switched while it computes: what is ordered waits until the run has taken it, with its time', async () => {
    const run = aHandTurnedRun()
    const { commands, store } = aPage({ ports: { simulations: run.simulations } })
    const finished = commands.runFlood(...asked)
    run.tell(aFloodFrame(0))
    const [off, on] = [
      { id: 'PU', setting: 0 },
      { id: 'PU', setting: null },
    ]
    commands.switchInFlood(off)
    commands.switchInFlood(on)
    expect(run.ordered).toEqual([off, on])
    expect(store.getState().flood).toMatchObject({ ordered: [off, on], switched: [] })
    const taken = { ...off, time_s: 63.5 }
    run.tell({ ...aFloodFrame(2), switched: [taken] })
    expect(store.getState().flood).toMatchObject({ ordered: [on], switched: [taken] })
    run.end(succeed(aFloodSummary()))
    await finished
    commands.switchInFlood(off)
    expect(run.ordered).toHaveLength(2)
    // it came too late, and is told so
    expect(store.getState().flood).toMatchObject({ ordered: [on], switched: [taken] })
  })

  it('is cancelled at once: the worker ends, its frames stay, and nothing it still says is heard', async () => {
    const run = aHandTurnedRun()
    const { commands, store } = aPage({ ports: { simulations: run.simulations } })
    const finished = commands.runFlood(...asked)
    run.tell(aFloodFrame(0))
    commands.cancelFlood()
    expect(run.isAborted()).toBe(true)
    run.tell(aFloodFrame(1))
    run.end(succeed(aFloodSummary()))
    await finished
    const { flood } = store.getState()
    expect(flood?.stage).toMatchObject({ state: 'failed', failure: { kind: 'cancelled' } })
    expect(flood?.frames).toHaveLength(1)
  })

  it('tells why it was refused, and goes when it is closed', async () => {
    const refused = fail('invalid', 'prepare', { zh: '测点 G1 在网格之外', en: 'gauge G1 is outside' })
    const { commands, store } = aPage({ ports: { simulations: { run: async () => refused } } })
    await commands.runFlood(...asked)
    expect(store.getState().flood?.stage).toMatchObject({
      state: 'failed',
      failure: { message: { zh: '测点 G1 在网格之外' } },
    })
    commands.closeFlood()
    expect(store.getState().flood).toBeNull()
  })
})

describe('a flood that is played', () => {
  it('goes on by simulated time at its pace, from the start when it was at the end, and stops at the end', async () => {
    const { commands, clock, flood } = await aFinishedFlood()
    commands.playFlood(60)
    expect(flood()).toMatchObject({ shown: 0, pace: 60 })
    clock.advance(3000)
    expect(flood().shown).toBe(3)
    commands.playFlood(300)
    clock.advance(1000)
    expect(flood().shown).toBe(8)
    clock.advance(2000)
    expect(flood()).toMatchObject({ shown: 12, pace: null })
  })

  it('stands when a frame or another layer is chosen', async () => {
    const { commands, clock, flood } = await aFinishedFlood()
    commands.playFlood(60)
    commands.showFloodFrame(5)
    clock.advance(5000)
    expect(flood()).toMatchObject({ shown: 5, pace: null })
    commands.playFlood(60)
    commands.setFloodLayer('maximum')
    clock.advance(5000)
    expect(flood()).toMatchObject({ shown: 5, layer: 'maximum' })
  })

  it('shows how two runs differ only where another than the one that is kept is there', async () => {
    const { commands, flood, store } = await aFinishedFlood()
    commands.setFloodLayer('difference')
    expect(flood().layer).toBe('depth')
    // a run is not compared with itself
    commands.keepFlood()
    commands.setFloodLayer('difference')
    expect(flood().layer).toBe('depth')
    store.setState(({ flood }) => ({ flood: flood && { ...flood, reference: aFinishedRun('A', 2e-7, 0.6) } }))
    commands.setFloodLayer('difference')
    expect(flood().layer).toBe('difference')
    // kept in place of A it is alone again
    commands.keepFlood()
    expect(flood()).toMatchObject({ layer: 'maximum', reference: { preset: 'storm-50' } })
    commands.keepFlood()
    expect(flood()).toMatchObject({ layer: 'maximum', reference: null })
  })

  it('is not compared with a run on other cells', async () => {
    const { flood } = await aFinishedFlood()
    const reference = { ...aFinishedRun('A'), grid: { ...valley, west: valley.west + 4 } }
    expect(canShow({ ...flood(), reference }, 'difference')).toBe(false)
    expect(canShow({ ...flood(), reference: { ...reference, grid: valley } }, 'difference')).toBe(true)
  })

  it('looks at either of two runs at the same time, whatever frames each has', async () => {
    const { commands, flood, store } = await aFinishedFlood()
    const kept = aFinishedRun('A', 2e-7, 0.6)
    const reference = { ...kept, frames: kept.frames.filter((_, i) => i % 2 === 0) }
    store.setState(({ flood }) => ({ flood: flood && { ...flood, reference } }))
    commands.showFloodFrame(7)
    commands.setFloodSide('kept')
    expect(shownRun(flood())).toMatchObject({ name: 'A', frame: { time: 360 } })
    commands.setFloodSide('own')
    expect(shownRun(flood())).toMatchObject({ preset: 'storm-50', frame: { time: 420 } })
    commands.setFloodLayer('difference')
    commands.setFloodSide('kept')
    expect(flood()).toMatchObject({ layer: 'maximum', side: 'kept' })
  })

  it('splits the picture between two runs, and one of them takes it back', async () => {
    const { commands, flood, store } = await aFinishedFlood()
    commands.moveFloodSplit(0.5)
    expect(flood().split).toBeNull()
    store.setState(({ flood }) => ({ flood: flood && { ...flood, reference: aFinishedRun('A', 2e-7, 0.6) } }))
    commands.setFloodSide('kept')
    commands.setFloodLayer('difference')
    await commands.splitFlood()
    expect(flood()).toMatchObject({ side: 'own', layer: 'maximum', split: 0.5 })
    commands.moveFloodSplit(2)
    expect(flood().split).toBe(0.98)
    commands.setFloodSide('kept')
    expect(flood()).toMatchObject({ side: 'kept', split: null })
  })

  it('tells of both runs while the picture is of both, each at the time of the player', async () => {
    const { commands, flood, store } = await aFinishedFlood()
    expect(bothRuns(flood())).toBeNull()
    store.setState(({ flood }) => ({ flood: flood && { ...flood, reference: aFinishedRun('A', 5e-3, 0.6) } }))
    commands.showFloodFrame(7)
    commands.setFloodSide('kept')
    expect(bothRuns(flood())).toBeNull()
    for (const both of [() => commands.moveFloodSplit(0.5), () => commands.setFloodLayer('difference')]) {
      both()
      expect(bothRuns(flood())).toMatchObject({ a: { name: 'A', frame: { time: 420 } }, b: { frame: { time: 420 } } })
      // files and warnings are of B, and the worse volume error is told
      expect(flood().side).toBe('own')
      expect(volumeError(flood())).toBe(5e-3)
      commands.setFloodSide('kept')
    }
  })

  it('lets the next run share the ground of the one that is kept, and keeps its name', async () => {
    const { commands, flood } = await aFinishedFlood()
    commands.renameFlood('own', ' 现状 ')
    commands.keepFlood()
    commands.renameFlood('kept', '  ')
    const { grid } = flood()
    void commands.runFlood(...asked)
    expect(flood().grid).toBe(grid)
    expect(flood()).toMatchObject({ side: 'own', reference: { name: '现状' } })
  })

  it('takes one place for a hydrograph and two for a section, the third begins another', async () => {
    const { commands, flood } = await aFinishedFlood()
    const at = (lon: number) => ({ lon, lat: 36 })
    for (const lon of [1, 2]) commands.markFlood(at(lon))
    expect(flood().places).toEqual([at(2)])
    commands.setFloodTool('section')
    expect(flood().places).toEqual([])
    for (const lon of [1, 2]) commands.markFlood(at(lon))
    expect(flood().places).toEqual([at(1), at(2)])
    commands.markFlood(at(3))
    expect(flood().places).toEqual([at(3)])
  })

  it('knows its volume error from the balance of the end, before that from its frames', async () => {
    const { flood } = await aFinishedFlood()
    expect(volumeError(flood())).toBe(2e-7)
    expect(volumeError({ ...flood(), stage: { state: 'done', summary: aFloodSummary(3e-3) } })).toBe(3e-3)
    expect(volumeError({ ...flood(), stage: { state: 'running' }, progress: null })).toBeNull()
    // of two runs that of what is looked at, and of their difference the worse
    const two = { ...flood(), reference: aFinishedRun('A', 5e-3) }
    expect(volumeError(two)).toBe(2e-7)
    expect(volumeError({ ...two, side: 'kept' })).toBe(5e-3)
    expect(volumeError({ ...two, layer: 'difference' })).toBe(5e-3)
  })
})

describe('a finished flood', () => {
  it('is saved as files that name city, scenario and time', async () => {
    const { commands, saved, flood } = await aFinishedFlood()
    expect(await commands.exportFlood('entries', '50 年一遇')).toEqual({ ok: true, value: null })
    expect(await commands.exportFlood('outlines', '50 年一遇')).toMatchObject({ ok: true })
    expect(saved.map(({ name }) => name)).toEqual([
      'demo_50-年一遇_20260301-1200_entries.csv',
      'demo_50-年一遇_20260301-1200_areas.geojson',
    ])
    expect(flood().startedAt).toBe(Date.UTC(2026, 2, 1, 4))
    // no place is chosen, and this run has no drains
    expect(await commands.exportFlood('hydrograph', '50 年一遇')).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    })
    expect(await commands.exportFlood('manholes', '50 年一遇')).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    })
    const crs = crsOf(flood().crs)
    if (crs) commands.markFlood(crs.toLonLat(valley.west + 82, valley.south + 62))
    await commands.exportFlood('hydrograph', '50 年一遇')
    expect(String(saved.at(-1)?.content)).toMatch(/\n720,1,0\.5\n$/)
  })

  it('says in its files that nobody may rely on it', async () => {
    const { commands, saved, store } = await aFinishedFlood()
    store.setState(({ flood }) => ({
      flood: flood && { ...flood, stage: { state: 'done', summary: aFloodSummary(1e-3) } },
    }))
    await commands.exportFlood('streets', '50 年一遇')
    expect(saved[0]?.name).toContain('untrusted')
    expect(String(saved[0]?.content)).toContain('NOT TRUSTWORTHY')
  })

  it('shows the water before the door of an entry, and flies there', async () => {
    const { commands, flights, flood } = await aFinishedFlood()
    await commands.openFloodEntry('EN1', { isFlying: true })
    expect(flood().places).toHaveLength(1)
    expect(flights).toHaveLength(1)
    await commands.openFloodEntry('nobody knows')
    expect(flood().places).toHaveLength(1)
  })

  it('warns of assets once it is finished, and no more when it is closed', async () => {
    const run = aHandTurnedRun()
    const { commands, store } = aPage({ ports: { simulations: run.simulations } })
    store.setState({ assets: { state: 'loaded', value: aPointInTheValley() } })
    const finished = commands.runFlood(...asked)
    for (const frame of floodFrames()) run.tell(frame)
    expect(store.getState().flood?.warnings).toBeNull()
    run.end(succeed(aFloodSummary()))
    await finished
    expect(store.getState().flood?.warnings).toMatchObject([{ gid: 0, grade: 'red', depth: 1 }])
    commands.closeFlood()
    expect(store.getState().flood).toBeNull()
  })
})
