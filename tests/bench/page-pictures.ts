import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { launchChromium } from '../kit/chromium.ts'
import { startProgram } from '../kit/running-server.ts'

const DESK = { width: 1440, height: 900 }
const WALL = { width: 1920, height: 1080 }
const PHONE = { width: 390, height: 844 }
/** Longest wait for a page to come to rest [ms]; software rendering takes its time. */
const PATIENCE = 180_000
const MOST_LOOKS = 10

interface Picture {
  readonly name: string
  readonly path: string
  readonly size: { readonly width: number; readonly height: number }
  /** demo user who signs in; none = the public */
  readonly role?: '规划' | '值班' | '领导'
  readonly isDark?: boolean
  /** what is clicked before the picture is taken */
  readonly act?: (page: Page) => Promise<void>
}

/** a water main and a gas pipe of the demo city, which is the same each time it is made */
const MAIN = 'demo/water/JS00730~JS00731~1'
const GAS_PIPE = 'demo/gas/RQ00100~RQ00101~1'

/** The pictures of README: every page of the demo city in a telling state. */
const PICTURES: readonly Picture[] = [
  { name: 'home', path: '/', size: DESK },
  { name: 'planner', path: '/planner', size: DESK, role: '规划', act: openRecord },
  {
    name: 'planner-map',
    path: '/planner?scene=city-map&palette=age&theme=dark',
    size: DESK,
    role: '规划',
    isDark: true,
  },
  { name: 'isolation', path: `/planner?asset=${MAIN}`, size: DESK, role: '规划', act: isolate },
  { name: 'emergency', path: '/emergency', size: DESK, role: '值班', act: openFirstAlarm },
  { name: 'flood', path: '/planner', size: DESK, role: '规划', act: flood },
  { name: 'leak', path: `/planner?asset=${GAS_PIPE}&theme=dark`, size: DESK, role: '规划', isDark: true, act: leak },
  { name: 'inside', path: '/planner?asset=demo/gallery/GL01', size: DESK, role: '规划', act: cutTheTunnel },
  { name: 'leadership', path: '/leadership?tour=1,paused', size: WALL, role: '领导', act: showScene(1) },
  { name: 'leadership-incident', path: '/leadership?tour=1,paused', size: WALL, role: '领导', act: showScene(2) },
  { name: 'public', path: '/public', size: PHONE, act: askForStreet },
]

/**
 * Takes the pictures of README.
 *
 * @param folder  where they go
 * @param url     of a running demo city; null starts one
 * @returns  names of the pictures
 */
export async function pagePictures(
  folder: string,
  url: string | null,
  onStep: (message: string) => void,
): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const program = url === null ? await startProgram('.lifeline/pictures', onStep) : { url, close: async () => {} }
  const browser = await launchChromium()
  try {
    for (const picture of PICTURES) {
      const context = await browser.newContext({
        baseURL: program.url,
        viewport: picture.size,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        colorScheme: picture.isDark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      })
      context.setDefaultTimeout(PATIENCE)
      const page = await context.newPage()
      await page.goto(picture.path)
      if (picture.role) await page.getByRole('button', { name: picture.role, exact: true }).click()
      if (picture.role) await page.locator('[data-link="live"]').waitFor()
      await rest(page)
      await picture.act?.(page)
      await rest(page)
      await page.screenshot({ path: join(folder, `${picture.name}.jpg`), type: 'jpeg', quality: 84 })
      await context.close()
    }
  } finally {
    await browser.close()
    await program.close()
  }
  return PICTURES.map(({ name }) => `${name}.jpg`)
}

/** Waits until nothing is loading and the scene has stopped changing; a live one may never quite do so. */
async function rest(page: Page): Promise<void> {
  await page
    .getByText(/正在(准备|装载|加载|读取)/)
    .first()
    .waitFor({ state: 'hidden' })
  const canvas = page.locator('canvas').first()
  const look = async () =>
    (await canvas.count()) === 0 ? '' : (await canvas.screenshot({ type: 'jpeg', quality: 40 })).toString('base64')
  let before = ''
  for (let round = 0; round < MOST_LOOKS; round += 1) {
    const now = await look()
    if (now === before) return
    before = now
    await page.waitForTimeout(1_500)
  }
}

async function openRecord(page: Page): Promise<void> {
  await page.locator('#search').fill('JS00100')
  await page.locator('#search').press('Enter')
  await page.getByRole('button').filter({ hasText: 'JS00100' }).first().click()
  await page.getByRole('tab', { name: '全生命周期' }).click()
}

async function isolate(page: Page): Promise<void> {
  await page.getByRole('button', { name: '关阀分析' }).click()
}

async function flood(page: Page): Promise<void> {
  await page.getByRole('button', { name: '内涝模拟', exact: true }).click()
  await page.getByRole('spinbutton', { name: '模拟时长' }).fill('1')
  await page.getByRole('button', { name: '开始计算' }).click()
  await page.getByText(/计算完成，用时/).waitFor({ timeout: 4 * PATIENCE })
  await page.getByRole('radio', { name: '最大水深' }).check()
  await page
    .getByRole('button', { name: /铁路桥下通道/ })
    .last()
    .click()
}

async function leak(page: Page): Promise<void> {
  await page.getByRole('button', { name: '泄漏模拟', exact: true }).click()
  await page.getByRole('button', { name: '开始模拟' }).click()
  await page.getByRole('tab', { name: /波及空间/ }).click()
}

async function openFirstAlarm(page: Page): Promise<void> {
  await page.locator('[data-alarm]').first().click()
}

async function cutTheTunnel(page: Page): Promise<void> {
  await page.getByRole('link', { name: '走进管廊' }).click()
  await rest(page)
  await page.getByRole('button', { name: '打开断面' }).click()
}

function showScene(number: number): (page: Page) => Promise<void> {
  return (page) => page.keyboard.press(String(number))
}

async function askForStreet(page: Page): Promise<void> {
  await page.getByRole('searchbox').fill('听涛')
  await page.getByRole('searchbox').press('Enter')
}
