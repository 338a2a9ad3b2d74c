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

test.beforeAll(async ({ browser }) => {
  harness = await serveComputeHarness()
  page = await browser.newPage()
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
    const { steps, depth, discharge, volume, wet, lost } = await run('hillside')
    expect(steps).toBe(1000)
    expect(wet).toBeGreaterThan(1000)
    expect(depth).toBeLessThanOrEqual(DEPTH)
    expect(discharge).toBeLessThanOrEqual(1e-3)
    expect(volume).toBeLessThanOrEqual(VOLUME)
    expect(lost).toBeLessThanOrEqual(VOLUME)
  })

  test('does all that acts on the water as the acts do: every open edge, sources, rain', async () => {
    const { steps, time, depth, volume, rain, inflow, outflow, lost, rained, came, left } = await run('acts')
    expect([steps, time]).toEqual([1000, 15.625])
    expect(depth).toBeLessThanOrEqual(DEPTH)
    for (const figure of [volume, rain, inflow, outflow, lost]) expect(figure).toBeLessThanOrEqual(VOLUME)
    for (const moved of [rained, came, left]) expect(moved).toBeGreaterThan(0.5)
  })

  test('finds its own steps, ends where it is told to and loses no water', async () => {
    const { steps, time, lost, lead } = await run('ownSteps')
    expect(time).toBe(15.625)
    // a step that the water asks for is two to four times as long as that of the comparison
    expect(steps).toBeGreaterThan(250)
    expect(steps).toBeLessThan(500)
    expect(lost).toBeLessThanOrEqual(VOLUME)
    // other steps, the same flood: where a front stands a cell further it is some centimetres deep
    expect(lead).toBeLessThan(0.1)
  })

  test('leaves a lake still to the last bit, 3,000 m up, with islands, crests and open edges', async () => {
    const { steps, speed, speedOpen } = await run('lake')
    expect(steps).toBeGreaterThan(900)
    expect([speed, speedOpen]).toEqual([0, 0])
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

  test('rains by cell, and stops when it is told to', async () => {
    const { rain, volume, time, stopped } = await run('rainField')
    // ten columns of thirty cells, 2e-5 m/s, 60 s
    expect(rain).toBeCloseTo(0.36, 6)
    expect(volume).toBeCloseTo(rain, 6)
    expect([time, stopped]).toEqual([60, 'enough'])
  })
})
