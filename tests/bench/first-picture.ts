import type { Browser, BrowserContext, Page } from 'playwright/test'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { themeColor } from '../../src/domain/disciplines/theme-color.ts'
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
 * Time from navigation to the first frame with a pipe or a cell in it, in a browser that has cached nothing. Looking at
 * every frame costs the page some of its time, so the figure is never too good.
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

/** @returns  [s] from navigation; null when nothing was seen in time */
async function timeOf(context: BrowserContext, url: string, theme: Theme | null): Promise<number | null> {
  const page = await context.newPage()
  const colors = theme === null ? [] : disciplines.map((discipline) => themeColor(discipline, theme))
  await page.addInitScript(`(${EYE})(${JSON.stringify({ colors, cell: CELL, share: SHARE })})`)
  await page.goto(url, { waitUntil: 'commit' })
  const seen = page.waitForFunction('window.firstPicture', undefined, { timeout: PATIENCE, polling: 100 })
  const milliseconds = await seen.then((handle) => handle.jsonValue()).catch(() => null)
  return typeof milliseconds === 'number' ? milliseconds / 1000 : null
}

/**
 * Runs in the page before its own code, as text, because its words are not known to Node's types. After every turn in
 * which something was drawn it looks at the canvas, while the picture is still in it; the time is that of the frame
 * after the one that held a pipe (a hue of `colors`) or, without colours, a cell over its ground.
 */
const EYE = `({ colors, cell, share }) => {
  const eye = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const chromaOf = (red, green, blue) => Math.max(red, green, blue) - Math.min(red, green, blue)
  const hueOf = (red, green, blue) =>
    (Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue) * 180) / Math.PI
  const hues = colors.filter((color) => chromaOf(...color) > 90).map((color) => hueOf(...color))
  const isPipe = (red, green, blue) => {
    if (chromaOf(red, green, blue) < 70) return false
    const hue = hueOf(red, green, blue)
    return hues.some((other) => Math.abs(((hue - other + 540) % 360) - 180) < 8)
  }
  // a cell is a thin wash: its colour is found by the ground beside it
  const isCellOn = (word, ground) =>
    [16, 8, 0].every((shift, channel) => {
      const under = (ground >> shift) & 255
      const mixed = under + (cell.color[channel] - under) * cell.alpha
      return Math.abs(((word >> shift) & 255) - mixed) <= 1.5
    })
  const groundUnder = (element) => {
    const color = element === null ? 'white' : getComputedStyle(element).backgroundColor
    return color === 'rgba(0, 0, 0, 0)' ? groundUnder(element.parentElement) : color
  }
  const look = (canvas) => {
    // the middle, where no panel lies; every second pixel of it
    const [width, height] = [Math.floor(canvas.width * 0.35), Math.floor(canvas.height * 0.6)]
    eye.canvas.width = Math.ceil(width / 2)
    eye.canvas.height = Math.ceil(height / 2)
    eye.imageSmoothingEnabled = false
    const { width: columns, height: rows } = eye.canvas
    // a flat map is drawn over the colour of its host
    eye.fillStyle = groundUnder(canvas)
    eye.fillRect(0, 0, columns, rows)
    eye.drawImage(canvas, canvas.width * 0.35, canvas.height * 0.2, width, height, 0, 0, columns, rows)
    const { data } = eye.getImageData(0, 0, columns, rows)
    const pixels = columns * rows
    const counts = new Map()
    let pipes = 0
    for (let i = 0; i < data.length; i += 4) {
      if (hues.length > 0) pipes += isPipe(data[i], data[i + 1], data[i + 2])
      else {
        const word = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2]
        counts.set(word, (counts.get(word) ?? 0) + 1)
      }
    }
    const common = [...counts].filter(([, times]) => times > pixels / 200)
    const cells = common.filter(([word]) => common.some(([ground]) => ground !== word && isCellOn(word, ground)))
    return (pipes + cells.reduce((sum, [, times]) => sum + times, 0)) / pixels
  }
  let isAwaited = false
  const afterDrawing = (canvas) => {
    isAwaited = false
    // offscreen helpers of the engines are not the picture
    if (window.firstPicture !== undefined || !canvas.isConnected || canvas.width < 2 || look(canvas) < share) return
    requestAnimationFrame(() => {
      window.firstPicture ??= performance.now()
    })
  }
  const kind = WebGL2RenderingContext.prototype
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) {
    const draw = kind[name]
    kind[name] = function (...parts) {
      draw.apply(this, parts)
      if (isAwaited || window.firstPicture !== undefined) return
      isAwaited = true
      queueMicrotask(() => afterDrawing(this.canvas))
    }
  }
}`
