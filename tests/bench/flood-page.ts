import type { Page } from 'playwright/test'
import { launchChromium } from '../kit/chromium.ts'
import { type RunningProgram, startProgram } from '../kit/running-server.ts'
import { signIn } from './first-picture.ts'

/** waited for so long at most [ms] */
const PATIENCE = 3_600_000

/** What a planner sees of a flood that is computed on the page. */
export interface FloodPageFigures {
  /** from the press of 开始计算 to the first frame, and to the first one that the solver stepped to [s] */
  readonly firstFrame: number
  readonly secondFrame: number
  /** from the press to the end [s] */
  readonly wall: number
  /** tasks of the page's main thread longer than 50 ms between the press and the end [ms], longest first */
  readonly longTasks: readonly number[]
  /** pieces of script in them longer than 50 ms: what called them, file, and longest [ms] */
  readonly scripts: readonly { readonly what: string; readonly times: number; readonly longest: number }[]
  /** of page and workers at the end [bytes]; null where the browser does not tell */
  readonly memory: number | null
  /** what the panel says at the end */
  readonly said: string
  /** errors and warnings of the console */
  readonly complaints: readonly string[]
}

/**
 * Computes the first scenario of the planner's page (50-year storm, 4 m) in Chromium with software WebGL, 1440 × 900.
 *
 * @param hours  simulated [h]
 */
export async function benchFloodPage(hours: number, onStep: (message: string) => void): Promise<FloodPageFigures> {
  const program: RunningProgram = await startProgram('.lifeline/bench', onStep)
  const browser = await launchChromium()
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    const page = await context.newPage()
    await signIn(page, program.url, 'planner')
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${program.url}/planner`)
    await page.getByRole('button', { name: /着色与筛选 *显示 .* 条/ }).waitFor({ timeout: PATIENCE })
    await page.getByText(/正在装载瓦片|正在准备三维场景/).waitFor({ state: 'hidden', timeout: PATIENCE })
    await page.getByRole('button', { name: '内涝模拟', exact: true }).click()
    await page.getByRole('spinbutton', { name: '模拟时长' }).fill(String(hours))
    onStep('computing')
    return { ...(await run(page)), complaints }
  } finally {
    await browser.close()
    await program.close()
  }
}

async function run(page: Page): Promise<Omit<FloodPageFigures, 'complaints'>> {
  const limit = { timeout: PATIENCE }
  await page.evaluate(`(${WATCH})()`)
  const pressed = performance.now()
  const since = () => (performance.now() - pressed) / 1000
  await page.getByRole('button', { name: '开始计算' }).click()
  const slider = page.getByRole('slider', { name: '模拟时刻' })
  await slider.waitFor(limit)
  const firstFrame = since()
  // by the document and not by a function, which the page's policy does not let be made of text
  await page.locator('[aria-label="模拟时刻"]:not([max="1"])').waitFor(limit)
  const secondFrame = since()
  await page.getByText(/计算完成，用时/).waitFor(limit)
  const wall = since()
  const seen = (await page.evaluate('window.floodWatch()')) as Pick<FloodPageFigures, 'longTasks' | 'scripts'>
  const memory = (await page.evaluate(
    `'measureUserAgentSpecificMemory' in performance ? performance.measureUserAgentSpecificMemory().then(({ bytes }) => bytes) : null`,
  )) as number | null
  const said = await page
    .getByText(/计算完成，用时/)
    .locator('xpath=..')
    .innerText()
  return { firstFrame, secondFrame, wall, ...seen, memory, said: said.replaceAll(/\s+/g, ' ') }
}

/** Runs in the page: keeps every task longer than 50 ms, and what script was in it. */
const WATCH = `() => {
  const tasks = []
  const scripts = new Map()
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type })
  observe('longtask', ({ duration }) => tasks.push(duration))
  observe('long-animation-frame', (frame) => {
    for (const { duration, invoker, sourceURL, sourceFunctionName } of frame.scripts) {
      if (duration <= 50) continue
      const what = [invoker, sourceFunctionName, sourceURL.split('/').at(-1)].filter(Boolean).join(' ')
      const { times, longest } = scripts.get(what) ?? { times: 0, longest: 0 }
      scripts.set(what, { what, times: times + 1, longest: Math.max(longest, duration) })
    }
  })
  window.floodWatch = () => ({
    longTasks: tasks.sort((a, b) => b - a),
    scripts: [...scripts.values()].sort((a, b) => b.longest - a.longest),
  })
}`
