import { expect, test } from 'playwright/test'
import { engineNames, HarnessPage } from '../../kit/harness-page.ts'
import { type SceneHarness, serveSceneHarness } from '../../kit/scene-harness.ts'
import { sceneContract } from '../scene/scene-contract.ts'

/** A browser keeps sixteen WebGL contexts; twenty scenes that leak one each lose the first. */
const MOUNTS = 20

let harness: SceneHarness

test.beforeAll(async () => {
  harness = await serveSceneHarness()
})
test.afterAll(async () => {
  await harness.close()
})

for (const engine of engineNames()) {
  test.describe(`the engine ${engine}`, () => {
    let scene: HarnessPage

    test.beforeAll(async ({ browser }) => {
      scene = new HarnessPage(await browser.newPage({ viewport: { width: 720, height: 440 } }))
      await scene.open(harness.url, engine)
    })
    test.afterAll(async () => {
      await scene.page.close()
    })

    for (const { name } of sceneContract) {
      test(name, async () => {
        await scene.ask((contract, check) => contract.run(check), name)
      })
    }

    test(`gives back all it made, ${MOUNTS} times over`, async () => {
      const left = await scene.ask((contract, { engine, times }) => contract.leaks(engine, times), {
        engine,
        times: MOUNTS,
      })
      expect(left).toEqual({ contexts: 0, listeners: 0, isEmpty: true })
    })

    test('complains of nothing', () => {
      expect(scene.complaints).toEqual([])
    })
  })
}
