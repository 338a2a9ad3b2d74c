import type { CDPSession, Page } from 'playwright/test'
import { signIn } from '../bench/first-picture.ts'
import { launchChromium } from '../kit/chromium.ts'
import { startProgram } from '../kit/running-server.ts'

const MINUTES = Number(process.env.LIFELINE_SOAK_MINUTES ?? 30)
/** the heap is looked at ten times in a tour, evenly */
const LOOKS = 10
/** The heap is compared from the third look on: minute 9 of 30, when V8 has compiled what runs often for speed. */
const WARM_LOOKS = 3
const SELECTIONS = Number(process.env.LIFELINE_SOAK_SELECTIONS ?? 500)
/** pages opened and left one after the other: more than the sixteen WebGL contexts that a browser keeps at once */
const VISITS = 20
/** growth of the JavaScript heap that is allowed, objects and compiled code together [share] */
const GROWTH = 0.05
/** how long something is waited for on a machine that does much else [ms] */
const PATIENCE = 180_000
const VIEWPORT = { width: 1440, height: 900 }
const TOO_MANY = /too many active webgl contexts/i
/** as a context is called in a heap snapshot */
const CONTEXT = /^WebGL2?RenderingContext$/
/** each names many assets of the demo city */
const QUERIES = ['JS', 'YS', 'WS', 'RQ', 'RL', 'DL', 'TX']
/** Of each query so many results are opened, then again from the first: at least three rounds over the same assets. */
const RESULTS = Math.min(20, Math.floor(SELECTIONS / 3 / QUERIES.length))
/**
 * The heap is compared from the end of the first round on: an asset in a new place brings tiles and the texts of their
 * property tables, which the engine keeps; what still grows over assets that were opened before is a leak.
 */
const ROUND = RESULTS * QUERIES.length

/** One thing that was watched, and whether it held. */
interface Finding {
  readonly what: string
  readonly isGood: boolean
}

/** Bytes that are alive in the process of a page, by what they are, and its WebGL contexts, of whatever document. */
interface Memory {
  readonly objects: number
  /** machine code and byte code of V8, with what it noted about types */
  readonly code: number
  readonly buffers: number
  readonly contexts: number
}

/** The parts of V8's heap snapshot that are read: nodes lie flat, `node_fields.length` numbers each. */
interface Snapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: string[]; readonly node_types: (string | string[])[] } }
  readonly nodes: number[]
  readonly strings: string[]
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
  const watch = async (...watches: (() => Promise<Finding>)[]) => {
    for (const next of watches) {
      const finding = await next()
      findings.push(finding)
      console.log(`${finding.isGood ? 'ok    ' : 'FAILED'} ${finding.what}`)
    }
  }
  // each page has a process and so a heap of its own: one is worked at while the other runs by itself
  await Promise.all([watch(leadership), watch(planner, leaving)])
} finally {
  await browser.close()
  await program.close()
}
process.exitCode = findings.every(({ isGood }) => isGood) ? 0 : 1

/** Lets a page run by itself. */
async function tour(role: string, path: string): Promise<Finding> {
  const { page, devtools } = await open(role, path)
  const looks: Memory[] = []
  while (looks.length < LOOKS) {
    await minutes(MINUTES / LOOKS)
    looks.push(await memoryOf(devtools))
  }
  await page.context().close()
  return growth(`${MINUTES} min of ${path}`, looks, WARM_LOOKS)
}

/** Opens assets from the results of searches, as one does at a desk. */
async function selections(role: string, path: string): Promise<Finding> {
  const { page, devtools } = await open(role, path)
  await page.locator('[data-link="live"]').waitFor()
  const looks: Memory[] = []
  for (let done = 0; done < SELECTIONS; ) {
    await page.locator('#search').fill(QUERIES[Math.floor(done / RESULTS) % QUERIES.length] ?? 'JS')
    await page.locator('#search').press('Enter')
    const results = page.locator('li > button[aria-current]')
    await results.first().waitFor()
    for (let i = 0; i < RESULTS && done < SELECTIONS; i += 1) {
      await results.nth(i).click()
      await page.locator('li > button[aria-current="true"]').waitFor()
      done += 1
      if (done % ROUND === 0) looks.push(await memoryOf(devtools))
    }
  }
  looks.push(await memoryOf(devtools))
  await page.context().close()
  return growth(`${SELECTIONS} selections on ${path}`, looks, 1)
}

/** Opens and leaves pages with a scene: each has one WebGL context, and none is alive once the last is left. */
async function visits(role: string, paths: readonly string[]): Promise<Finding> {
  const { page, devtools } = await open(role, paths[0] ?? '/')
  let warnings = 0
  page.on('console', (message) => {
    if (TOO_MANY.test(message.text())) warnings += 1
  })
  for (let visit = 0; visit < VISITS; visit += 1) {
    await page.goto(`${program.url}${paths[visit % paths.length]}`)
    await page.locator('canvas').first().waitFor()
  }
  const last = await memoryOf(devtools)
  await page.goto(`${program.url}/`)
  await page.locator('main').first().waitFor()
  const left = await memoryOf(devtools)
  await page.context().close()
  return {
    what: `${VISITS} visits of ${paths.join(' and ')}: ${last.contexts} WebGL context on the last page, ${left.contexts} after it was left, ${warnings} × too many`,
    isGood: warnings === 0 && last.contexts === 1 && left.contexts === 0,
  }
}

async function open(role: string, path: string): Promise<{ page: Page; devtools: CDPSession }> {
  const context = await browser.newContext({ viewport: VIEWPORT })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  await signIn(page, program.url, role)
  await page.goto(`${program.url}${path}`)
  await page.locator('canvas').first().waitFor()
  return { page, devtools: await context.newCDPSession(page) }
}

/** What is alive in the process of a page after everything that can be collected was collected. */
async function memoryOf(devtools: CDPSession): Promise<Memory> {
  await devtools.send('HeapProfiler.enable')
  for (let round = 0; round < 3; round += 1) await devtools.send('HeapProfiler.collectGarbage')
  const chunks: string[] = []
  const gather = ({ chunk }: { readonly chunk: string }) => chunks.push(chunk)
  devtools.on('HeapProfiler.addHeapSnapshotChunk', gather)
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  devtools.off('HeapProfiler.addHeapSnapshotChunk', gather)
  await devtools.send('HeapProfiler.disable')
  const { snapshot, nodes, strings } = JSON.parse(chunks.join('')) as Snapshot
  const fields = snapshot.meta.node_fields
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field)) as [
    number,
    number,
    number,
  ]
  const types = snapshot.meta.node_types[type]
  const memory = { objects: 0, code: 0, buffers: 0, contexts: 0 }
  for (let at = 0; at < nodes.length; at += fields.length) {
    const bytes = nodes[at + size] ?? 0
    const what = strings[nodes[at + name] ?? 0] ?? ''
    const kind = types?.[nodes[at + type] ?? 0]
    if (kind === 'code') memory.code += bytes
    else if (kind !== 'native') memory.objects += bytes
    else if (what.endsWith('JSArrayBufferData')) memory.buffers += bytes
    else if (CONTEXT.test(what)) memory.contexts += 1
  }
  return memory
}

/**
 * How the heap grew from a look on that the page was warm at.
 *
 * @param warm  count of looks until then
 */
function growth(what: string, looks: readonly Memory[], warm: number): Finding {
  const [before, after] = [looks[warm - 1], looks.at(-1)]
  if (!before || !after || looks.length <= warm) throw new Error(`growth: ended before it was warm: ${what}`)
  const share = (after.objects + after.code) / (before.objects + before.code) - 1
  const series = (of: 'objects' | 'code' | 'buffers') => looks.map((look) => (look[of] / 1e6).toFixed(1)).join(' ')
  return {
    what: `${what}: heap ${(share * 100).toFixed(1)} % from look ${warm} of ${looks.length} on (limit ${GROWTH * 100} %); MB at each look: objects ${series('objects')}; compiled code ${series('code')}; array buffers ${series('buffers')}`,
    isGood: share < GROWTH,
  }
}

function minutes(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 60_000))
}
