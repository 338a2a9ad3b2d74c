import type { CDPSession, Page } from 'playwright/test'
import { signIn } from '../bench/first-picture.ts'
import { launchChromium } from '../kit/chromium.ts'
import { startProgram } from '../kit/running-server.ts'

/** Minutes of tour; the heap is compared from minute 3 on, when everything has been loaded and compiled once. */
const MINUTES = Number(process.env.LIFELINE_SOAK_MINUTES ?? 30)
const WARM_MINUTES = Math.min(3, MINUTES / 3)
const SELECTIONS = Number(process.env.LIFELINE_SOAK_SELECTIONS ?? 500)
const WARM_SELECTIONS = Math.ceil(SELECTIONS / 10)
/** pages opened and left one after the other: more than the sixteen WebGL contexts of a browser */
const VISITS = 20
/** growth of the JavaScript heap that is allowed [share] */
const GROWTH = 0.05
const VIEWPORT = { width: 1440, height: 900 }
const TOO_MANY = /too many active webgl contexts/i
/** each names many assets of the demo city */
const QUERIES = ['JS', 'YS', 'WS', 'RQ', 'RL', 'DL', 'TX']

/** One thing that was watched, and whether it held. */
interface Finding {
  readonly what: string
  readonly isGood: boolean
}

const findings: Finding[] = []
const running = process.env.LIFELINE_URL
const program =
  running === undefined
    ? await startProgram('.lifeline/soak', (message) => console.error(message))
    : { url: running, close: async () => {} }
const browser = await launchChromium()
try {
  const leadership = () => tour('leader', '/leadership')
  const planner = () => selections('planner', '/planner')
  const leaving = () => visits('leader', ['/leadership', '/planner'])
  for (const watch of [leadership, planner, leaving]) {
    const finding = await watch()
    findings.push(finding)
    console.log(`${finding.isGood ? 'ok    ' : 'FAILED'} ${finding.what}`)
  }
} finally {
  await browser.close()
  await program.close()
}
process.exitCode = findings.every(({ isGood }) => isGood) ? 0 : 1

/** Lets a page run by itself. */
async function tour(role: string, path: string): Promise<Finding> {
  const { page, devtools } = await open(role, path)
  await minutes(WARM_MINUTES)
  const before = await heapOf(devtools)
  await minutes(MINUTES - WARM_MINUTES)
  const after = await heapOf(devtools)
  await page.context().close()
  return growth(`${MINUTES} min of ${path}`, before, after)
}

/** Opens assets from the results of searches, as one does at a desk. */
async function selections(role: string, path: string): Promise<Finding> {
  const { page, devtools } = await open(role, path)
  await page.locator('[data-link="live"]').waitFor()
  let before = 0
  for (let done = 0; done < SELECTIONS; ) {
    await page.locator('#search').fill(QUERIES[Math.floor(done / 40) % QUERIES.length] ?? 'JS')
    await page.locator('#search').press('Enter')
    const results = page.locator('li > button[aria-current]')
    await results.first().waitFor()
    const count = await results.count()
    for (let i = 0; i < count && done < SELECTIONS; i += 1) {
      await results.nth(i).click()
      await page.locator('li > button[aria-current="true"]').waitFor()
      done += 1
      if (done === WARM_SELECTIONS) before = await heapOf(devtools)
    }
  }
  const after = await heapOf(devtools)
  await page.context().close()
  return growth(`${SELECTIONS} selections on ${path}`, before, after)
}

/** Opens and leaves pages with a scene; each must have given its WebGL context back before the browser runs out. */
async function visits(role: string, paths: readonly string[]): Promise<Finding> {
  const { page } = await open(role, paths[0] ?? '/')
  let warnings = 0
  page.on('console', (message) => {
    if (TOO_MANY.test(message.text())) warnings += 1
  })
  for (let visit = 0; visit < VISITS; visit += 1) {
    await page.goto(`${program.url}${paths[visit % paths.length]}`)
    await page.locator('canvas').first().waitFor()
  }
  await page.context().close()
  return {
    what: `${VISITS} visits of ${paths.join(' and ')}: ${warnings} × too many WebGL contexts`,
    isGood: warnings === 0,
  }
}

async function open(role: string, path: string): Promise<{ page: Page; devtools: CDPSession }> {
  const context = await browser.newContext({ viewport: VIEWPORT })
  const page = await context.newPage()
  await signIn(page, program.url, role)
  await page.goto(`${program.url}${path}`)
  await page.locator('canvas').first().waitFor()
  return { page, devtools: await context.newCDPSession(page) }
}

/** Bytes of the JavaScript heap in use after everything that can be collected was collected. */
async function heapOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.enable')
  for (let round = 0; round < 3; round += 1) await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.send('HeapProfiler.disable')
  return usedSize
}

function growth(what: string, before: number, after: number): Finding {
  const share = after / before - 1
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  return {
    what: `${what}: heap ${megabytes(before)} → ${megabytes(after)}, ${(share * 100).toFixed(1)} % (limit ${GROWTH * 100} %)`,
    isGood: share < GROWTH,
  }
}

function minutes(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 60_000))
}
