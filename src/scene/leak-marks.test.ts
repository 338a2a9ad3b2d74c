import { describe, expect, it } from 'vitest'
import { aLeakSummary, inStreet, leakFrames } from '../../tests/kit/a-leak.ts'
import { createRecordingScene } from '../adapters/engines/recording/index.ts'
import type { LeakKind } from '../domain/leak/leak-plan.ts'
import { LEL_SCALE, WARMTH_SCALE } from '../domain/leak/leak-scales.ts'
import { type Leak, startedLeak, withLeakFrame } from '../state/leak.ts'
import { leakClasses } from '../state/leak-classes.ts'
import { createTwinStore } from '../state/store.ts'
import { anAssetIndex } from './a-city.ts'
import { leakAreas, leakColors, leakLines, leakNumbers, leakPoint } from './leak-marks.ts'
import { leakPlume } from './leak-plume.ts'
import { startSceneSync } from './sync.ts'

const leakOf = (kind: LeakKind, shown = 8): Leak => ({
  ...leakFrames(kind).reduce(withLeakFrame, startedLeak(inStreet(kind))),
  ...{ shown, isFollowing: false, stage: { state: 'done', summary: aLeakSummary(kind) } },
})
const classesOf = (leak: Leak) => {
  const classes = leakClasses(leak, null)
  if (!classes) throw new Error('no frame')
  return classes
}

describe('what a leak has reached', () => {
  it('is in the class of its concentration at the instant that is shown', () => {
    expect([...classesOf(leakOf('gas', 0))]).toEqual([-1, -1, -1, -1])
    // 340 %, 240 %, 107 % and nothing
    expect([...classesOf(leakOf('gas'))]).toEqual([4, 4, 4, -1])
  })

  it('of water is what lacks pressure; of heat what was told', () => {
    expect([...classesOf(leakOf('water', 0))]).toEqual([-1, -1, -1, -1])
    expect([...classesOf(leakOf('water'))]).toEqual([0, 0, 0, -1])
    expect([...classesOf(leakOf('heat'))]).toEqual([3, 2, 1, -1])
  })

  it('of water is in the gravest class where no way leads to a source', () => {
    const water = leakOf('water')
    const frames = water.frames.map((frame) => ({ ...frame, values: Float32Array.of(30, Number.NaN, 30, 30) }))
    expect([...classesOf({ ...water, frames })]).toEqual([-1, 0, -1, -1])
    expect(leakNumbers({ ...water, frames }, Int8Array.of(-1, 0, -1, -1)).map(({ text }) => text)).toEqual(['⇄'])
  })

  it('of a spill has the minutes of its earliest and latest arrival beside it', () => {
    const sewage = leakOf('sewage', 2)
    expect([...classesOf(sewage)]).toEqual([2, 2, 2, -1])
    expect(leakNumbers(sewage, classesOf(sewage)).map(({ text }) => text)).toEqual([
      '16–26 min',
      '66–100 min',
      '150–230 min',
    ])
  })

  it('glows in the colour of its class, but not the whole of an asset of which a part was reached', () => {
    const leak = leakOf('gas')
    const colors = leakColors(leak, classesOf(leak), 'dark')
    expect(colors.map(([gid]) => gid)).toEqual([10, 11, 12])
    expect(colors[0]?.[1]).toBe(LEL_SCALE.at(-1)?.color.dark)
    const parts = { ...leak, places: leak.places.map((place) => ({ ...place, id: `${place.id}#2` })) }
    expect(leakColors(parts, classesOf(parts), 'dark')).toEqual([])
  })

  it('is numbered, the gravest first', () => {
    const gas = leakOf('gas')
    expect(leakNumbers(gas, classesOf(gas)).map(({ text }) => text)).toEqual(['340% LEL', '240% LEL', '110% LEL'])
    const water = leakOf('water', 1)
    expect(classesOf(water)[2]).toBe(0)
    expect(leakNumbers(water, classesOf(water))[0]?.text).toBe('0 m')
    // the water of the second pipe has turned
    expect(leakNumbers(water, classesOf(water)).at(-1)).toMatchObject({ text: '⇄', at: water.places[1]?.at })
  })

  it('is numbered by its value, not by its place in the list, and all of it: the engine leaves out what has no room', () => {
    const gas = leakOf('gas')
    const frames = gas.frames.map((frame) => ({ ...frame, values: Float32Array.of(0.21, 0.24, 0.48, 0.06) }))
    const risen = { ...gas, frames }
    expect(leakNumbers(risen, classesOf(risen)).map(({ text }) => text)).toEqual([
      '48% LEL',
      '24% LEL',
      '21% LEL',
      '6% LEL',
    ])
  })

  it('by heat is the stretch beside the leak, in its class: not the whole cable', () => {
    const heat = leakOf('heat')
    const index = anAssetIndex(Array.from({ length: 10 }, (_, i) => ({ id: `a${i}`, discipline: 'power' })))
    const [lon, lat] = [index.lon[10] ?? 0, index.lat[10] ?? 0]
    const places = heat.places.map((place) => ({ ...place, at: { lon, lat, height: 3 } }))
    const beside = { ...heat, places }
    expect(leakColors(beside, classesOf(beside), 'dark')).toEqual([])
    const [cable, gas] = leakLines(beside, classesOf(beside), index, 'dark')
    expect(cable?.color.slice(0, 3)).toEqual(WARMTH_SCALE[3]?.color.dark)
    // from its end, 2.5 m of its 9 m
    expect(cable?.path).toHaveLength(2)
    const [from, to] = cable?.path ?? []
    expect(111_320 * Math.cos((36.06 * Math.PI) / 180) * ((to?.lon ?? 0) - (from?.lon ?? 0))).toBeCloseTo(2.5, 6)
    // the drawing does not know the second
    expect(gas?.path).toHaveLength(25)
    expect(leakNumbers(beside, classesOf(beside)).map(({ text }) => text)).toEqual(['65 °C', '40 °C', '32 °C'])
  })

  it('has its axis, and a ring of 2.5 m where it has none', () => {
    const leak = leakOf('gas')
    const index = anAssetIndex(Array.from({ length: 10 }, (_, i) => ({ id: `a${i}`, discipline: 'sewer' })))
    const [well, drain] = leakLines(leak, classesOf(leak), index, 'light')
    expect(well?.path).toHaveLength(2)
    expect(drain?.path).toHaveLength(25)
    const [at, ring] = [leak.places[1]?.at, drain?.path[0]]
    expect(111_320 * ((ring?.lat ?? 0) - (at?.lat ?? 0))).toBeCloseTo(2.5, 6)
  })
})

describe('the areas of a leak', () => {
  const { lines, labels } = leakAreas(leakOf('gas'), 'zh', 'light')

  it('are rings, and downwind a line to where it ends, each with its name and reach', () => {
    expect(lines.map(({ path }) => path.length)).toEqual([25, 4])
    expect(labels.map(({ text }) => text)).toEqual(['撤离范围 ≈ 30 m', '50% LEL 12 m'])
    const [from, end] = lines[1]?.path ?? []
    expect((end?.lon ?? 0) - (from?.lon ?? 0)).toBeCloseTo(12 / 111_320 / Math.cos((36.06 * Math.PI) / 180), 9)
  })

  it.each([
    [[300, 14.9], ['Evacuation ≈ 300 m']],
    [
      [3, 6],
      ['50% LEL 6 m', 'Evacuation ≈ 3 m'],
    ],
  ])('of %j m have a name where they are large, the largest first', (radii, names) => {
    const leak = leakOf('gas')
    if (leak.stage.state !== 'done') throw new Error('not done')
    const { summary } = leak.stage
    const areas = summary.outcome.areas.map((area, i) => ({ ...area, radius: radii[i] ?? 0 }))
    const stage = { state: 'done', summary: { ...summary, outcome: { ...summary.outcome, areas } } } as const
    const drawn = leakAreas({ ...leak, stage }, 'en', 'dark')
    expect(drawn.labels.map(({ text }) => text)).toEqual(names)
    expect(drawn.lines).toHaveLength(2)
  })

  it('and the point of a leak whose height nobody knows lie on the datum', () => {
    const leak = leakOf('gas')
    if (leak.stage.state !== 'done') throw new Error('not done')
    const { outcome } = leak.stage.summary
    const at = { ...outcome.at, height: Number.NaN }
    const stage = { state: 'done', summary: { ...leak.stage.summary, outcome: { ...outcome, at } } } as const
    expect(leakPoint({ ...leak, stage })[0]?.at.height).toBe(0)
  })
})

describe('gas above ground', () => {
  it('is a sheet in the colours of spaces, faint below the first class of them', () => {
    const drawn = leakPlume('p', leakOf('gas'), 'light')
    // it goes up and down with the ground
    expect(drawn?.sheets).toMatchObject([{ height: 5.9, aboveGround: 1.5 }])
    expect(drawn?.steps.map(({ from }) => from)).toEqual([0.01, ...LEL_SCALE.map(({ from }) => from)])
    expect(drawn?.steps[2]?.color.slice(0, 3)).toEqual(LEL_SCALE[1]?.color.light)
    const opacity = drawn?.steps.map(({ color }) => color[3]) ?? []
    expect(opacity).toEqual(opacity.toSorted((a, b) => a - b))
  })

  it('is that of the moment shown', () => {
    const shareAt = (shown: number) => leakPlume('p', leakOf('gas', shown), 'light')?.sheets[0]?.concentration[0]
    expect([shareAt(0), shareAt(8)]).toEqual([0, Math.fround(0.4)])
  })

  it('is not there before the end, nor of water', () => {
    expect(leakPlume('p', { ...leakOf('gas'), stage: { state: 'running' } }, 'light')).toBeNull()
    expect(leakPlume('p', leakOf('water'), 'light')).toBeNull()
  })
})

it('is drawn anew only when a place changes its class, and goes when the leak is closed', () => {
  const store = createTwinStore({ locale: 'zh', now: 0 })
  store.setState({ assets: { state: 'loaded', value: anAssetIndex([{ id: 'a', discipline: 'gas' }]) } })
  const scene = createRecordingScene()
  const stop = startSceneSync(store, scene, () => [])
  const paints = () => scene.calls.filter((call) => call === 'paint').length
  store.setState({ leak: leakOf('gas', 5) })
  const before = paints()
  expect(scene.overlays.get('leak-places')).toBeDefined()
  expect(scene.overlays.get('leak-plume')?.kind).toBe('plume')
  for (const id of ['leak-numbers', 'leak-area-names']) expect(scene.overlays.get(id)).toMatchObject({ givesWay: true })
  expect(scene.overlays.get('leak-valves')).toMatchObject({ marks: [{ label: '1' }, { label: '2' }, { label: '✕' }] })
  // another number, the same classes
  store.setState(({ leak }) => ({ leak: leak && { ...leak, shown: 6 } }))
  expect(paints()).toBe(before)
  store.setState(({ leak }) => ({ leak: leak && { ...leak, shown: 0 } }))
  expect(paints()).toBe(before + 1)
  expect(scene.overlays.get('leak-places')).toBeUndefined()
  store.setState({ leak: null })
  for (const id of ['leak-numbers', 'leak-valves', 'leak-point', 'leak-areas', 'leak-area-names', 'leak-plume'])
    expect(scene.overlays.get(id)).toBeUndefined()
  stop()
})
