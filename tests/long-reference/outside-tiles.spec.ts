import { expect, test } from 'playwright/test'
import { engineNames, HarnessPage } from '../kit/harness-page.ts'
import { type SceneHarness, serveSceneHarness } from '../kit/scene-harness.ts'

/** share of the picture from which a tileset counts as seen */
const SEEN = 0.0005
/** engines that draw flat say so of every tileset */
const FLAT = 'deck'

let harness: SceneHarness

test.beforeAll(async () => {
  harness = await serveSceneHarness()
})
test.afterAll(async () => {
  await harness.close()
})

for (const engine of engineNames()) {
  test(`the engine ${engine} shows every public tileset of bench/tiles, or tells that it does not`, async ({
    browser,
  }) => {
    test.skip(harness.outside.length === 0, 'bench/tiles is absent')
    test.setTimeout(1_200_000)
    const scene = new HarnessPage(await browser.newPage({ viewport: { width: 480, height: 360 } }))
    await scene.visit(harness.url)
    for (const tileset of harness.outside)
      await test.step(tileset.name, async () => {
        const { share, faults, picked } = await scene.ask(
          (contract, { name, outside }) => contract.outside(name, outside),
          { name: engine, outside: tileset },
        )
        // nothing in them is an asset: they carry no gid
        expect(picked).toBeNull()
        if (engine === FLAT) return expect(faults.join()).toMatch(/source-failed/)
        expect(faults).toEqual([])
        expect.soft(share, tileset.name).toBeGreaterThan(SEEN)
      })
    expect(scene.complaints).toEqual([])
    await scene.page.close()
  })
}
