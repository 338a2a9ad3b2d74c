import { launchChromium } from '../kit/chromium.ts'
import { engineNames, HarnessPage } from '../kit/harness-page.ts'
import { serveSceneHarness } from '../kit/scene-harness.ts'

const ROUNDS = 41

/** Main-thread time of our own code to paint every asset once: the colour rule and the engine's `paint`. */
export interface RepaintFigures {
  readonly engine: string
  readonly assets: number
  /** [ms] */
  readonly median: number
  readonly slowest: number
}

/** Paints the contract city again and again with every engine, in Chromium with software WebGL. */
export async function benchRepaint(): Promise<RepaintFigures[]> {
  const harness = await serveSceneHarness()
  const browser = await launchChromium()
  try {
    const figures: RepaintFigures[] = []
    for (const engine of engineNames()) {
      const scene = new HarnessPage(await browser.newPage({ viewport: { width: 720, height: 440 } }))
      await scene.open(harness.url, engine)
      const { assets, milliseconds } = await scene.ask((contract, rounds) => contract.repaint(rounds), ROUNDS)
      // the first rounds run before the compiler knows the code
      const sorted = milliseconds.slice(5).sort((a, b) => a - b)
      figures.push({
        engine,
        assets,
        median: sorted[Math.floor(sorted.length / 2)] ?? 0,
        slowest: sorted.at(-1) ?? 0,
      })
      await scene.page.close()
    }
    return figures
  } finally {
    await browser.close()
    await harness.close()
  }
}
