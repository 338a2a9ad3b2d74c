import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'playwright/test'
import { disciplineOf } from '../../src/domain/disciplines/index.ts'
import type { CityFigures } from '../../src/ports/records.ts'
import { largestLine, readRows } from './planner-page.ts'
import { WallPage } from './wall-page.ts'

test.use({ viewport: { width: 1920, height: 1080 } })

const shortName = (id: string) => id.split('/').at(-1) ?? id

test('the tour runs by itself through the scenes, and the keys lead it', async ({ page }) => {
  const wall = new WallPage(page)
  await wall.open()
  await wall.signInAs('领导')
  await expect(wall.tour.getByText('自动巡览')).toBeVisible()
  await expect(page).toHaveURL(/tour=1(&|$)/)
  // the first shot lasts half a minute; then the next begins
  await expect(page).toHaveURL(/tour=2(&|$)/)

  await page.keyboard.press('Space')
  await expect(wall.tour.getByText('已暂停')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  expect(await wall.shot()).toBe(3)
  await page.keyboard.press('ArrowLeft')
  expect(await wall.shot()).toBe(2)

  await page.keyboard.press('2')
  await expect(page).toHaveURL(/scene=stage-incident/)
  await expect(page.getByText('报警现场').first()).toBeVisible()
  const orange = wall.tour.getByText(/(红|橙|黄|蓝)色 ·/)
  await expect(orange.or(wall.tour.getByText('当前没有未解除的报警'))).toBeVisible()

  await page.keyboard.press('3')
  await expect(page).toHaveURL(/scene=stage-bridge/)
  await expect(wall.tour.getByText(/桥/).first()).toBeVisible()

  await page.keyboard.press('Space')
  await expect(wall.tour.getByText('自动巡览')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(wall.tour.getByText('已停止')).toBeVisible()
  expect(wall.complaints).toEqual([])
})

test('a link to a scene opens it, held as it was', async ({ page }) => {
  const wall = new WallPage(page)
  await wall.open('/leadership?scene=stage-bridge&tour=6,paused')
  await wall.signInAs('值班')
  await expect(wall.tour.getByText('已暂停')).toBeVisible()
  expect(await wall.shot()).toBe(6)
  await expect(page).toHaveURL(/scene=stage-bridge/)
})

test('a click on a pipe opens its record, Escape closes it, and planning goes on with it', async ({ page }) => {
  const pipe = await largestLine(page, 'discipline=eq.storm')
  const wall = new WallPage(page)
  await wall.open(`/leadership?asset=${encodeURIComponent(pipe)}`)
  await wall.signInAs('领导')
  await expect(wall.card.getByText('管内底埋深 起 / 止')).toBeVisible()
  await wall.untilSceneIsStill()
  await page.keyboard.press('Escape')
  await expect(wall.card).toBeHidden()

  await wall.clickMiddleOfScene()
  await expect(wall.card.getByRole('heading', { name: shortName(pipe) })).toBeVisible()
  await expect(wall.tour.getByText('已暂停')).toBeVisible()
  await expect(wall.card.getByText('权属单位')).toBeVisible()

  const ways = page.getByRole('navigation', { name: '全部界面' })
  await expect(ways.getByRole('link', { name: '应急' })).toHaveAttribute('href', /\/emergency\?.*asset=/)
  await wall.card.getByRole('link', { name: '在规划页打开' }).click()
  await expect(page).toHaveURL(/\/planner\?.*asset=/)
  await expect(page.getByText(pipe, { exact: true })).toBeVisible()
  expect(wall.complaints).toEqual([])
})

test('the figures of the panels are those of the database, with their source and time', async ({ page }) => {
  const wall = new WallPage(page)
  await wall.open()
  await wall.signInAs('领导')
  await page.keyboard.press('Space')
  const lengths = wall.panel('管网长度')
  await expect(lengths.getByText(/来源：数据库统计 · \d\d:\d\d:\d\d/)).toBeVisible()
  await expect(wall.panel('管网年代').getByRole('img', { name: /\d{4}年代 [\d.]+ km/ })).toBeVisible()

  const figures = (await readRows<never>(page, 'rpc/city_figures')) as unknown as CityFigures
  for (const { discipline, length_m } of figures.networks) {
    const row = lengths.getByRole('listitem').filter({ hasText: disciplineOf(discipline).name.zh })
    await expect(row).toContainText((length_m / 1000).toFixed(1))
  }
  const counted = figures.alarmHours.reduce((sum, { count }) => sum + count, 0)
  expect(counted).toBe(figures.response.opened)
  const total = figures.networks.reduce((sum, { length_m }) => sum + length_m, 0)
  await expect(lengths.getByRole('heading')).toContainText((total / 1000).toFixed(1))
  await expect(wall.panel('监测传感器').getByRole('heading')).toContainText(
    new Intl.NumberFormat('zh-CN').format(figures.sensors.total),
  )
  await expect(wall.panel('近 24 小时报警').getByRole('heading')).toContainText(String(figures.response.opened))
  // Judged by the second, so both sides are asked until they agree.
  await expect(async () => {
    const { sensors } = (await readRows<never>(page, 'rpc/city_figures')) as unknown as CityFigures
    const shown = wall.panel('监测传感器')
    for (const part of ['stale', 'offline', 'suspect'] as const)
      await expect(shown.locator(`[data-count="${part}"]`)).toHaveText(String(sensors[part]), { timeout: 1_000 })
  }).toPass()
  const open = await readRows<{ id: number }>(page, 'alarm?select=id&closed_at=is.null')
  await expect(wall.panel('未解除报警').getByRole('heading')).toContainText(String(open.length))
  for (const kind of ['雨量', '潮位', '风速', '道路积水深度', '桥梁应变', '桥梁挠度'])
    await expect(wall.panel('水情与环境').getByText(kind, { exact: true })).toBeVisible()
  expect(wall.complaints).toEqual([])
})

test('marks everything live when the link is lost', async ({ page }) => {
  const wall = new WallPage(page)
  let isCut = false
  // as a cable that is pulled: nothing passes, nothing is closed, and nobody answers a new call
  await page.routeWebSocket(/realtime/, (socket) => {
    if (isCut) return
    const server = socket.connectToServer()
    socket.onMessage((message) => isCut || server.send(message))
    server.onMessage((message) => isCut || socket.send(message))
  })
  await wall.open('/leadership?scene=stage-bridge&tour=6,paused')
  await wall.signInAs('领导')
  isCut = true
  await expect(page.locator('[data-link="lost"]')).toBeVisible()
  for (const title of ['监测传感器', '未解除报警', '水情与环境'])
    await expect(wall.panel(title).locator('b').getByText('连接中断').last()).toBeVisible()
})

test('leaves at least 55 % of the wall to the scene, at every size and in both languages', async ({ page }) => {
  const wall = new WallPage(page)
  await wall.open('/leadership?scene=stage-bridge&tour=6,paused')
  await wall.signInAs('领导')
  for (const language of ['English', '中文']) {
    for (const [width, height] of [
      [1920, 1080],
      [2560, 1440],
      [3840, 1080],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height })
      expect(await freeShare(page), `${width} × ${height}`).toBeGreaterThan(0.55)
      // charts take their new size a frame later
      await expect.poll(() => cutOff(page), `${width} × ${height}`).toEqual([])
      expect(await smallestText(page), `${width} × ${height}`).toBeGreaterThanOrEqual(0.011 * height)
    }
    await page.getByRole('button', { name: language }).click()
  }
})

test('has no serious fault of accessibility', async ({ page }) => {
  const wall = new WallPage(page)
  await wall.open('/leadership?scene=stage-bridge&tour=6,paused')
  await wall.signInAs('领导')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
})

type Page = WallPage['page']

/** Share of the window that no panel covers. */
async function freeShare(page: Page): Promise<number> {
  return await page.evaluate(`(() => {
    const panels = document.querySelectorAll('[data-wall] section[data-trust], [data-wall] header, [data-wall] nav')
    const covered = [...panels].map((panel) => panel.getBoundingClientRect()).reduce((sum, box) => sum + box.width * box.height, 0)
    return 1 - covered / (innerWidth * innerHeight)
  })()`)
}

/** Panels whose content is higher or wider than they are. */
async function cutOff(page: Page): Promise<string[]> {
  return await page.evaluate(`(() => {
    const bodies = document.querySelectorAll('[data-wall] section[data-trust] > div, [data-wall] section[data-trust]')
    return [...bodies]
      .filter((body) => body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1)
      .map((body) => body.closest('section').getAttribute('aria-label'))
  })()`)
}

/** [px] */
async function smallestText(page: Page): Promise<number> {
  return await page.evaluate(`(() => {
    const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    const texts = [...document.querySelectorAll('[data-wall] *')].filter(hasText)
    return Math.min(...texts.map((element) => Number.parseFloat(getComputedStyle(element).fontSize)))
  })()`)
}
