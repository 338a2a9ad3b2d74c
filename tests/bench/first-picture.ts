import type { Browser, BrowserContext, Page } from 'playwright/test'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { type Rgb, themeColor } from '../../src/domain/disciplines/theme-color.ts'
import type { Theme } from '../../src/domain/theme.ts'
import { launchChromium } from '../kit/chromium.ts'
import { type RunningProgram, startProgram } from '../kit/running-server.ts'

const ROUNDS = 3
const VIEWPORT = { width: 1440, height: 900 }
/** looked for so long at most [ms] */
const PATIENCE = 60_000
/** share of the picture that must be a pipe or a cell */
const SHARE = 0.0004
const PASSWORD = 'lifeline-demo'

/** Goals in seconds; what is looked for: pipes in the class colours of the look, or a cell of the public map. */
const PAGES: readonly { page: string; path: string; role: string | null; goal: number; theme: Theme }[] = [
  { page: 'public', path: '/public', role: null, goal: 3, theme: 'light' },
  { page: 'leadership', path: '/leadership', role: 'leader', goal: 5, theme: 'wall' },
  { page: 'planner', path: '/planner', role: 'planner', goal: 12, theme: 'light' },
]
/** colour of the public map's cells over the ground, by day (scene-configs/public-map.json) */
const CELL = { color: [31, 58, 82] as const, alpha: 26 / 255 }

export interface FirstPicture {
  readonly page: string
  readonly goal: number
  /** [s]; null = none came */
  readonly seconds: readonly (number | null)[]
  readonly median: number | null
}

/**
 * Time from navigation to the first frame with a pipe or a cell in it. A picture counts with the time at which it was
 * taken, so that the figure is never too good; taking pictures costs the page some of its time.
 *
 * @param url  a running server; null starts one
 */
export async function benchFirstPicture(
  url: string | null,
  onStep: (message: string) => void,
): Promise<FirstPicture[]> {
  const program: RunningProgram =
    url === null ? await startProgram('.lifeline/bench', onStep) : { url, close: async () => {} }
  const browser = await launchChromium()
  try {
    const out: FirstPicture[] = []
    for (const { page, path, role, goal, theme } of PAGES) {
      const state = await signedIn(browser, program.url, role)
      const seconds: (number | null)[] = []
      // one round more than counts: the first warms the server
      for (let round = 0; round <= ROUNDS; round += 1) {
        const context = await browser.newContext({
          viewport: VIEWPORT,
          colorScheme: 'light',
          ...(state ? { storageState: state } : {}),
        })
        const time = await timeOf(context, `${program.url}${path}`, page === 'public' ? null : theme)
        await context.close()
        if (round > 0) seconds.push(time)
      }
      const sorted = seconds.map((value) => value ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)
      const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY
      out.push({ page, goal, seconds, median: Number.isFinite(middle) ? middle : null })
      onStep(`${page}: ${seconds.map((value) => value?.toFixed(1) ?? 'none').join(', ')} s`)
    }
    return out
  } finally {
    await browser.close()
    await program.close()
  }
}

/** What a browser keeps of a signed-in user; null for a visitor. */
async function signedIn(browser: Browser, url: string, role: string | null) {
  if (role === null) return null
  const context = await browser.newContext({ viewport: VIEWPORT })
  const page = await context.newPage()
  await signIn(page, url, role)
  const state = await context.storageState()
  await context.close()
  return state
}

/** Leaves a demo user's session in the browser, as if he had signed in. */
export async function signIn(page: Page, url: string, role: string): Promise<void> {
  const { publishableKey, city } = await (await page.request.get(`${url}/config.json`)).json()
  const answer = await page.request.post(`${url}/auth/v1/token?grant_type=password`, {
    headers: { apikey: publishableKey },
    data: { email: `${role}@demo.local`, password: PASSWORD },
  })
  const session = await answer.json()
  await page.goto(`${url}/config.json`)
  // where the page keeps its session (src/adapters/backend/supabase/index.ts)
  await page.evaluate(`localStorage.setItem('lifeline-${city}', ${JSON.stringify(JSON.stringify(session))})`)
}

/** @returns  [s]; null when nothing was seen in time */
async function timeOf(context: BrowserContext, url: string, theme: Theme | null): Promise<number | null> {
  const eye = await context.newPage()
  const page = await context.newPage()
  const colors = theme === null ? [] : disciplines.map((discipline) => themeColor(discipline, theme))
  const started = Date.now()
  await page.goto(url, { waitUntil: 'commit' })
  while (Date.now() - started < PATIENCE) {
    // a page that is still coming has no picture at times
    const picture = (await page.screenshot().catch(() => null))?.toString('base64')
    const taken = Date.now()
    if (picture === undefined) continue
    if ((await shareOf(eye, picture, colors)) >= SHARE) return (taken - started) / 1000
  }
  return null
}

/** Share of a picture [0…1] in the hue of one of the colours, or, without colours, in the colour of a cell on its ground. */
async function shareOf(eye: Page, picture: string, colors: readonly Rgb[]): Promise<number> {
  return await eye.evaluate(`(${EYE})(${JSON.stringify({ picture, colors, cell: CELL })})`)
}

/** Runs in the browser, which can read a picture; as text, because its words are not known to Node's types. */
const EYE = `async ({ picture, colors, cell }) => {
  const image = new Image()
  image.src = 'data:image/png;base64,' + picture
  await image.decode()
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  // the middle, where no panel lies
  const { data } = context.getImageData(image.width * 0.35, image.height * 0.2, image.width * 0.35, image.height * 0.6)
  const chromaOf = (red, green, blue) => Math.max(red, green, blue) - Math.min(red, green, blue)
  const hueOf = (red, green, blue) =>
    (Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue) * 180) / Math.PI
  const hues = colors.filter((color) => chromaOf(...color) > 90).map((color) => hueOf(...color))
  const counts = new Map()
  let count = 0
  for (let i = 0; i < data.length; i += 4) {
    const [red, green, blue] = [data[i], data[i + 1], data[i + 2]]
    const word = (red << 16) | (green << 8) | blue
    counts.set(word, (counts.get(word) ?? 0) + 1)
    if (chromaOf(red, green, blue) < 70) continue
    const hue = hueOf(red, green, blue)
    if (hues.some((other) => Math.abs(((hue - other + 540) % 360) - 180) < 8)) count += 1
  }
  const pixels = data.length / 4
  if (colors.length > 0) return count / pixels
  // a cell is a thin wash: its colour is found by the ground beside it
  const common = [...counts].filter(([, times]) => times > pixels / 200)
  const isCellOn = (word, ground) =>
    [16, 8, 0].every((shift, channel) => {
      const under = (ground >> shift) & 255
      const mixed = under + (cell.color[channel] - under) * cell.alpha
      return Math.abs(((word >> shift) & 255) - mixed) <= 1.5
    })
  const cells = common.filter(([word]) => common.some(([ground]) => ground !== word && isCellOn(word, ground)))
  return cells.reduce((sum, [, times]) => sum + times, 0) / pixels
}`
