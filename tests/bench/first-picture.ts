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
 * Time from navigation to the first frame with a pipe or a cell in it, in a browser that has cached nothing. Looking
 * costs the page a little of its time, so the figure is never too good.
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
  await page.addInitScript(`(${EYE})(${JSON.stringify({ colors, cell: CELL, share: SHARE, patience: PATIENCE })})`)
  await page.goto(url, { waitUntil: 'commit' })
  const milliseconds = await page.evaluate('window.firstPicture')
  return typeof milliseconds === 'number' ? milliseconds / 1000 : null
}

/**
 * Runs in the page before its own code, as text, because its words are not known to Node's types. After a turn in which
 * something was drawn it copies the picture, while it is still in the canvas, to a buffer of the GPU, and reads that
 * when the GPU has done so: a reading that waited would stop the page for as long as software draws, half of the time
 * that was to be measured. The time is that at which a picture with a pipe (a hue of `colors`) or, without colours, a
 * cell over its ground was found to be finished.
 */
const EYE = `({ colors, cell, share, patience }) => {
  const seen = Promise.withResolvers()
  window.firstPicture = seen.promise
  setTimeout(seen.resolve, patience, null)
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
  // a flat map is drawn over the colour of its host
  const groundUnder = (element) => {
    const color = element === null ? 'rgb(255, 255, 255)' : getComputedStyle(element).backgroundColor
    return color === 'rgba(0, 0, 0, 0)' ? groundUnder(element.parentElement) : color.match(/[0-9.]+/g).map(Number)
  }
  const shareIn = (data, ground) => {
    const counts = new Map()
    let pixels = 0
    let pipes = 0
    // every second pixel
    for (let i = 0; i < data.length; i += 8) {
      pixels += 1
      const rest = 1 - data[i + 3] / 255
      const [red, green, blue] = [0, 1, 2].map((channel) => Math.round(data[i + channel] + rest * ground[channel]))
      if (hues.length > 0) pipes += isPipe(red, green, blue)
      else counts.set((red << 16) | (green << 8) | blue, (counts.get((red << 16) | (green << 8) | blue) ?? 0) + 1)
    }
    const common = [...counts].filter(([, times]) => times > pixels / 200)
    const cells = common.filter(([word]) => common.some(([under]) => under !== word && isCellOn(word, under)))
    return (pipes + cells.reduce((sum, [, times]) => sum + times, 0)) / pixels
  }
  let isTurnKnown = false
  let isSeen = false
  const read = (gl, fence, buffer, size) => {
    const state = gl.clientWaitSync(fence, 0, 0)
    if (state === gl.TIMEOUT_EXPIRED) return setTimeout(read, 10, gl, fence, buffer, size)
    const at = performance.now()
    const data = new Uint8Array(size)
    const bound = gl.getParameter(gl.PIXEL_PACK_BUFFER_BINDING)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer)
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, data)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, bound)
    gl.deleteBuffer(buffer)
    gl.deleteSync(fence)
    if (isSeen || shareIn(data, groundUnder(gl.canvas)) < share) return
    isSeen = true
    seen.resolve(at)
  }
  const copy = (gl) => {
    isTurnKnown = false
    const { canvas, drawingBufferWidth, drawingBufferHeight } = gl
    // offscreen helpers of the engines are not the picture
    if (isSeen || !canvas.isConnected || drawingBufferWidth < 2) return
    // the middle, where no panel lies
    const [width, height] = [Math.floor(drawingBufferWidth * 0.35), Math.floor(drawingBufferHeight * 0.6)]
    const bound = [gl.getParameter(gl.READ_FRAMEBUFFER_BINDING), gl.getParameter(gl.PIXEL_PACK_BUFFER_BINDING)]
    const buffer = gl.createBuffer()
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer)
    gl.bufferData(gl.PIXEL_PACK_BUFFER, width * height * 4, gl.STREAM_READ)
    const corner = [Math.floor(drawingBufferWidth * 0.35), Math.floor(drawingBufferHeight * 0.2)]
    gl.readPixels(...corner, width, height, gl.RGBA, gl.UNSIGNED_BYTE, 0)
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, bound[0])
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, bound[1])
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
    gl.flush()
    setTimeout(read, 10, gl, fence, buffer, width * height * 4)
  }
  const kind = WebGL2RenderingContext.prototype
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) {
    const draw = kind[name]
    kind[name] = function (...parts) {
      draw.apply(this, parts)
      if (isTurnKnown || isSeen) return
      isTurnKnown = true
      queueMicrotask(() => copy(this))
    }
  }
}`
