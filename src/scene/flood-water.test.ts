import { describe, expect, it } from 'vitest'
import { aFinishedRun, aFloodFrame, aFloodSummary, floodFrames, inValley, valley } from '../../tests/kit/a-flood.ts'
import { createRecordingScene } from '../adapters/engines/recording/index.ts'
import { type Flood, startedFlood } from '../state/flood.ts'
import { createTwinStore } from '../state/store.ts'
import { floodGround, floodMarks, floodWater } from './flood-water.ts'
import { startSceneSync } from './sync.ts'

/** a cell on the axis of the valley, 4 m wide */
const AXIS = 15 * 40 + 20
const flood: Flood = {
  ...startedFlood(inValley, null),
  ...{ frames: floodFrames(), shown: 6, stage: { state: 'done', summary: aFloodSummary() } },
}

describe('the water of a flood', () => {
  it('lies where its grid says: neighbours are a cell width apart, eastwards and northwards', () => {
    const ground = floodGround(valley, 'EPSG:4549')
    const [at, east, north] = [ground?.place(0, 0), ground?.place(1, 0), ground?.place(0, 1)]
    const metresEast = ((east?.lon ?? 0) - (at?.lon ?? 0)) * 111_320 * Math.cos(((at?.lat ?? 0) * Math.PI) / 180)
    expect(metresEast).toBeCloseTo(4, 1)
    expect(((north?.lat ?? 0) - (at?.lat ?? 0)) * 110_950).toBeCloseTo(4, 1)
  })

  it('is not drawn in a city whose coordinates are not known', () => {
    expect(floodGround(valley, 'local')).toBeNull()
  })

  it('is that of the frame that is shown, with its flow', () => {
    const water = floodWater(flood, 'light')
    expect(water).toMatchObject({ time: 360, tint: null })
    expect(water?.depth[AXIS]).toBe(500)
    expect(water?.flow?.speed[AXIS]).toBe(10)
  })

  it('is coloured by when it first stood so deep, and left out where it never did', () => {
    const water = floodWater({ ...flood, layer: 'arrival', arrivalDepth: 1 }, 'light')
    // 0.15 m on the axis after 2 of 12 minutes, in units of 10 s
    expect(water?.tint?.[AXIS]).toBe(12)
    expect(water?.depth[AXIS]).toBe(1000)
    expect(water?.depth[20]).toBe(0)
  })

  it('is coloured by how dangerous and how fast it was, and by how long it stood', () => {
    const hazard = floodWater({ ...flood, layer: 'hazard' }, 'light')
    // 1 m on the axis: 0.7 m²/s in thousandths
    expect(hazard?.tint?.[AXIS]).toBe(700)
    expect(hazard?.steps.map(({ from }) => from)).toEqual([0, 750, 1250, 2000])
    // 0.2 m/s in thousandths
    expect(floodWater({ ...flood, layer: 'speed' }, 'light')?.tint?.[AXIS]).toBe(200)
    const film = aFinishedRun('', 0, 0.015)
    for (const layer of ['hazard', 'speed'] as const)
      expect(
        floodWater({ ...flood, stage: { state: 'done', summary: film.summary }, layer }, 'light')?.depth[AXIS],
      ).toBe(0)
    const standing = floodWater({ ...flood, layer: 'standing' }, 'light')
    // at least 0.15 m in 11 of 12 minutes, in units of 10 s
    expect(standing?.tint?.[AXIS]).toBe(66)
    expect(standing?.depth[20]).toBe(0)
  })

  it('tells how much deeper it is than in the run that was kept', () => {
    const reference = aFinishedRun('5 年一遇', 0, 0.6)
    const water = floodWater({ ...flood, layer: 'difference', reference }, 'light')
    expect((water?.tint?.[AXIS] ?? 0) - 32_768).toBe(400)
    const steps = water?.steps.filter(({ from }) => from <= 32_768 + 400) ?? []
    expect(steps.at(-1)?.from).toBe(32_768 + 150)
    expect(floodWater({ ...flood, layer: 'difference' }, 'light')).toBeNull()
  })

  it('marks places on its surface', () => {
    const ground = floodGround(valley, 'EPSG:4549')
    const place = ground?.place(20.5, 15.5)
    if (!place) throw new Error('no ground')
    const { marks, lines } = floodMarks({ ...flood, places: [place] }, 'light')
    expect(marks[0]?.at.height).toBeCloseTo(3.5, 3)
    expect(lines).toEqual([])
  })
})

it('is drawn anew only when what it shows has changed, and goes when the flood is closed', () => {
  const store = createTwinStore({ locale: 'zh', now: 0 })
  const scene = createRecordingScene()
  const stop = startSceneSync(store, scene, () => [])
  const drawn = () => scene.calls.filter((call) => call === 'setWater').length
  store.setState({ flood: { ...startedFlood(inValley, null), frames: [aFloodFrame(6)] } })
  expect(scene.water?.frame?.depth[AXIS]).toBe(500)
  const before = drawn()
  store.setState(({ flood }) => ({ now: 5, flood: flood && { ...flood, pace: 60 } }))
  expect(drawn()).toBe(before)
  store.setState({ theme: 'dark' })
  expect(drawn()).toBe(before + 1)
  store.setState({ flood: null })
  expect(scene.water).toBeNull()
  stop()
})

it('takes the water of a run away when the next has none yet on the same ground', () => {
  const store = createTwinStore({ locale: 'zh', now: 0 })
  const scene = createRecordingScene()
  const stop = startSceneSync(store, scene, () => [])
  const reference = aFinishedRun('A', 0, 0.6)
  store.setState({ flood: { ...startedFlood(inValley, null), grid: reference.grid, frames: [aFloodFrame(6)] } })
  expect(scene.water?.frame?.depth[AXIS]).toBe(500)
  const next = startedFlood(inValley, reference)
  expect(next.grid).toBe(reference.grid)
  store.setState({ flood: next })
  expect(scene.water).toMatchObject({ frame: null })
  store.setState({ flood: { ...next, frames: [aFloodFrame(6)] } })
  expect(scene.water?.frame?.depth[AXIS]).toBe(500)
  stop()
})

it('draws the run that is kept left of a split, at the same time, and takes it away with the split', () => {
  const store = createTwinStore({ locale: 'zh', now: 0 })
  const scene = createRecordingScene()
  const reference = aFinishedRun('A', 0, 0.6)
  const two: Flood = { ...flood, layer: 'depth', reference, split: 0.4 }
  const stop = startSceneSync(store, scene, () => [])
  store.setState({ flood: two })
  expect(scene.split).toBe(0.4)
  expect(scene.waterLeft?.frame?.time).toBe(scene.water?.frame?.time)
  const grounds = () => scene.calls.filter((call) => call === 'showWater').length
  const before = grounds()
  store.setState({ flood: { ...two, split: 0.5 } })
  expect([scene.split, grounds()]).toEqual([0.5, before])
  store.setState({ flood: { ...two, layer: 'difference' } })
  expect([scene.split, scene.waterLeft]).toEqual([null, null])
  store.setState({ flood: { ...two, layer: 'maximum' } })
  expect([scene.split, scene.waterLeft?.frame?.depth[AXIS]]).toEqual([0.4, 600])
  store.setState({ flood: { ...two, reference: null } })
  expect([scene.split, scene.waterLeft]).toEqual([null, null])
  stop()
})
