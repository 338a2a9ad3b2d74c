import { expect, type Page, test } from 'playwright/test'
import { CHROMIUM } from '../../kit/chromium.ts'
import { serveComputeHarness } from '../../kit/compute-harness.ts'
import type { cases } from './cases.ts'

/** A graphics card made of software: it says whether the figures are right, never how fast they come. */
const SOFTWARE_CARD = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']
/** What a card may differ from the WASM kernel after 1,000 steps: it may contract a product and a sum into one rounding. */
const DEPTH = 1e-4
const VOLUME = 1e-6

test.use({ launchOptions: { ...CHROMIUM, args: [...CHROMIUM.args, ...SOFTWARE_CARD] } })

type Cases = typeof cases
let harness: { url: string; close(): Promise<void> }
let page: Page
let hillside: Awaited<ReturnType<Cases['hillside']>> | null = null

test.beforeAll(async ({ browser }) => {
  harness = await serveComputeHarness()
  page = await browser.newPage()
})
// a case that loses its device leaves nothing to the next
test.beforeEach(async () => {
  await page.goto(harness.url)
})
test.afterAll(async () => {
  await page.close()
  await harness.close()
})

async function run<Name extends keyof Cases>(name: Name): Promise<Awaited<ReturnType<Cases[Name]>>> {
  const figures = (await page.evaluate(`window.compute(${JSON.stringify(name)})`)) as Awaited<ReturnType<Cases[Name]>>
  expect(figures.complaints).toEqual([])
  return figures
}

test.describe('WebGPU in a worker, under the policy of the product', () => {
  test('gives what the WASM kernel gives: a dam breaks down a hillside with holes, walls and crests', async () => {
    hillside ??= await run('hillside')
    const { steps, depth, discharge, volume, wet, lost } = hillside
    expect(steps).toBe(1000)
    expect(wet).toBeGreaterThan(1000)
    expect(depth).toBeLessThanOrEqual(DEPTH)
    expect(discharge).toBeLessThanOrEqual(1e-3)
    expect(volume).toBeLessThanOrEqual(VOLUME)
    expect(lost).toBeLessThanOrEqual(VOLUME)
  })

  test('keeps what was worst as the WASM kernel does', async () => {
    hillside ??= await run('hillside')
    const { peak, speed, hazard, standing, arrival, arrived } = hillside
    expect(peak).toBeLessThanOrEqual(DEPTH)
    for (const figure of [speed, hazard]) expect(figure).toBeLessThanOrEqual(1e-2)
    // a limit is passed a look earlier or later where a depth differs in its last place
    for (const figure of [standing, arrival]) expect(figure).toBeLessThanOrEqual(0.5)
    for (const cells of arrived) expect(cells).toBeGreaterThan(500)
  })

  test('does all that acts on the water as the acts do: every open edge, sources, rain', async () => {
    const { steps, time, depth, peak, volume, rain, inflow, outflow, lost, rained, came, left } = await run('acts')
    expect([steps, time]).toEqual([1000, 15.625])
    for (const figure of [depth, peak]) expect(figure).toBeLessThanOrEqual(DEPTH)
    for (const figure of [volume, rain, inflow, outflow, lost]) expect(figure).toBeLessThanOrEqual(VOLUME)
    for (const moved of [rained, came, left]) expect(moved).toBeGreaterThan(0.5)
  })

  test('passes water as the acts do through every structure: on lines with corners, between places, switched by staff', async () => {
    const { parts, steps, depth, discharge, peak, volume, outflow, lost, left } = await run('structures')
    expect([parts, steps]).toEqual([26, 1000])
    for (const figure of [depth, peak]) expect(figure).toBeLessThanOrEqual(DEPTH)
    expect(discharge).toBeLessThanOrEqual(1e-3)
    for (const figure of [volume, outflow, lost]) expect(figure).toBeLessThanOrEqual(VOLUME)
    // by the pump that lifts out of the grid
    expect(left).toBeGreaterThan(5)
  })

  test('finds its own steps, ends where it is told to, loses no water and gives the same twice', async () => {
    const { steps, time, lost, lead, twice } = await run('ownSteps')
    expect(time).toBe(15.625)
    // however many of them are submitted together, which hangs on how busy the machine is
    expect(twice).toBe(0)
    // a step that the water asks for is two to four times as long as that of the comparison
    expect(steps).toBeGreaterThan(250)
    expect(steps).toBeLessThan(500)
    expect(lost).toBeLessThanOrEqual(VOLUME)
    // other steps, the same flood: where a front stands a cell further it is some centimetres deep
    expect(lead).toBeLessThan(0.1)
  })

  test('leaves a lake still to the last bit, 3,000 m up, with islands, crests, open edges and structures', async () => {
    const { steps, speed, speedOpen, speedThrough } = await run('lake')
    expect(steps).toBeGreaterThan(450)
    expect([speed, speedOpen, speedThrough]).toEqual([0, 0, 0])
  })

  test('gives and takes the water of single cells, and books none of it', async () => {
    const { added, depth, gained, twice, inflow, outflow, drift } = await run('exchange')
    expect(added).toEqual([0.25, -0.125, -0.5])
    expect(depth).toEqual([0, 0.75, 0.375])
    expect(gained).toBe(-0.375)
    expect(twice).toContain('named twice')
    expect([inflow, outflow]).toEqual([0, 0])
    expect(Math.abs(drift)).toBeLessThan(1e-4)
  })

  test('holds water back behind a barrier until it is lowered, and below its crest for good', async () => {
    const { held, kept, volume } = await run('barrier')
    expect(held).toBe(0)
    // 60 m² · 1 m: what stands above 0.6 m goes over, the waves that are left are low
    expect(volume).toBeCloseTo(60, 4)
    for (const depth of [kept[0], kept[1]]) expect(depth).toBeGreaterThan(0.3)
    expect(kept[0]).toBeGreaterThan(kept[1] as number)
    expect(kept[0]).toBeLessThan(0.7)
  })

  test('rains by cell, and stops when it is told to', async () => {
    const { rain, volume, time, stopped } = await run('rainField')
    // ten columns of thirty cells, half of 72 mm/h = 1e-5 m/s, 60 s
    expect(rain).toBeCloseTo(0.18, 6)
    expect(volume).toBeCloseTo(rain, 6)
    expect([time, stopped]).toEqual([60, 'enough'])
  })
})

test.describe('a whole run on a graphics card, through the door of the page', () => {
  test('gives of a city what WASM gives, by steps of its own', async () => {
    const { told, times, wet, most, mean, rain, inflow, errors, streets } = await run('city')
    expect(told).toEqual([['webgpu: graphics card google swiftshader'], [expect.stringContaining('single: WASM')]])
    expect(times[0]).toEqual(times[1])
    expect(times[0]).toHaveLength(16)
    expect(wet).toBeGreaterThan(50)
    // other lengths of step, the same flood: no more apart than a frame can show
    expect(most).toBeLessThan(1e-3)
    expect(mean).toBeLessThan(1e-4)
    expect(rain).toBeLessThan(1e-6)
    expect(inflow).toBeLessThan(1e-4)
    for (const error of errors) expect(error).toBeLessThan(VOLUME)
    expect((streets[0]?.[0] ?? 0) / (streets[1]?.[0] ?? 0)).toBeCloseTo(1, 3)
  })

  test('does what acts between the steps: drains, soil, a barrier, a roof, and an entry that is watched', async () => {
    const { by, most, mean, rain, infiltrated, errors, arrivals, drains, instants, moved } = await run('between')
    expect(by).toEqual([['webgpu'], ['single']])
    for (const error of errors) expect(error).toBeLessThan(VOLUME)
    for (const one of drains) expect(Math.abs(one?.error ?? 1)).toBeLessThan(1e-9)
    expect(rain).toBeLessThan(1e-9)
    expect([moved.drained > 15, moved.infiltrated > 1.5]).toEqual([true, true])
    // WASM exchanges water with the drains after the step that ends a second, here of 1.2 s, the card after each second;
    // the ground takes every 20 s there and every 5 s here: both of first order
    expect((drains[0]?.outflow ?? 0) / (drains[1]?.outflow ?? 0)).toBeCloseTo(1, 1)
    expect(infiltrated).toBeLessThan(1e-4)
    expect(mean).toBeLessThan(1e-3)
    expect(most).toBeLessThan(0.01)
    expect(instants).toEqual([5, 5])
    // WASM looks every four steps, the card every second
    const [[ours], [theirs]] = arrivals as [[number], [number]]
    expect(theirs - ours).toBeGreaterThan(-1.1)
    expect(theirs - ours).toBeLessThan(4 * 1.5)
  })

  test('begins anew on WASM where the device is lost on the way, and says so', async () => {
    const { told, times, most } = await run('lost')
    expect(told).toEqual([
      'webgpu: graphics card google swiftshader',
      expect.stringMatching(/^single: WASM.*computed anew \(the device was lost/),
    ])
    expect(times.slice(0, 5)).toEqual([0, 60, 120, 0, 60])
    expect(times.at(-1)).toBe(900)
    expect(most).toBe(0)
  })

  test('computes by WASM where the device is lost while it is tried, and says so', async () => {
    const { told } = await run('gone')
    expect(told).toEqual([expect.stringMatching(/^single: .*cannot be used \(.*lost/)])
  })

  test('begins anew where the device did not do what it was told, which it tells aside', async () => {
    const { told } = await run('refusing')
    expect(told).toHaveLength(2)
    expect(told[1]).toMatch(/^single: WASM.*computed anew \(the device refused: /)
  })

  test('never trusts a device that computes something else, or no number, or is software that nobody asked for', async () => {
    const { heavy, none, unasked, same } = await run('wrong')
    expect(heavy).toEqual([expect.stringMatching(/^single: .*cannot be used \(a trial differs by 0\.0/)])
    expect(none.at(-1)).toMatch(/^single: .*computed anew \(the water is no number at 120 s\)/)
    expect(unasked).toEqual([expect.stringContaining('the graphics card is software')])
    expect(same).toBe(0)
  })
})
