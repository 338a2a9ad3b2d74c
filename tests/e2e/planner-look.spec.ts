import { expect, test } from 'playwright/test'
import { PlannerPage, postReading, readRows } from './planner-page.ts'

interface SensorRow {
  id: string
  asset_id: string
}

/** the magenta of gas in CJJ 61, which nothing else on the page has */
const MAGENTA = 'r > 140 && b > 140 && g < 110'

test('colours by year and filters: picture, legend and counts agree', async ({ page }) => {
  const twin = new PlannerPage(page)
  await twin.open()
  await twin.signInAs('规划')
  await twin.untilSceneIsStill()
  await expect.poll(() => twin.shareOfPixels(MAGENTA)).toBeGreaterThan(0.001)

  await page.getByRole('button', { name: /着色与筛选/ }).click()
  await twin.choose('颜色表示', '建成年代')
  await expect.poll(() => twin.shareOfPixels(MAGENTA)).toBe(0)
  const bands = page.locator('[data-palette="age"] li')
  await expect(bands).toHaveCount(7)
  await expect(page).toHaveURL(/palette=age/)
  const [all, total] = await twin.shownOfTotal()
  expect(all).toBe(total)

  await twin.choose('建成年份不晚于', '1990 年')
  await expect(page).toHaveURL(/built=1990/)
  const [shown] = await twin.shownOfTotal()
  expect(shown).toBeGreaterThan(0)
  expect(shown).toBeLessThan(total)
  const counts = (await bands.allInnerTexts()).map((text) =>
    Number((text.split(/\s+/).at(-1) ?? '').replaceAll(',', '')),
  )
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(shown)

  await twin.choose('管径不小于', '600 mm')
  await expect(page.getByText(/条无管径或管径未知.*仍显示/)).toBeVisible()
  await page.getByRole('button', { name: '清除筛选' }).click()
  expect(await twin.shownOfTotal()).toEqual([total, total])
  expect(twin.complaints).toEqual([])
})

test('looks back to an earlier instant, and nothing live is mixed in', async ({ page }) => {
  const [sensor] = await readRows<SensorRow>(
    page,
    'sensor?select=id,asset_id&kind=eq.sewer-level&asset_id=not.is.null&limit=1&offset=2',
  )
  if (!sensor) throw new Error('the demo city has no third sewer level gauge')
  const twin = new PlannerPage(page)
  await twin.open(`/planner?asset=${encodeURIComponent(sensor.asset_id)}&tab=sensors`)
  await twin.signInAs('规划')
  await postReading(page, { sensor: sensor.id, value: 0.577 })
  const panel = page.getByRole('tabpanel')
  await expect(panel.getByText('0.58')).toBeVisible()

  const slider = page.getByRole('slider', { name: '回看时刻，北京时间' })
  await slider.focus()
  for (let press = 0; press < 6; press += 1) await slider.press('ArrowLeft')
  await expect(page.getByText(/正在回看 .*（北京时间）的监测与报警，不是实时数据/)).toBeVisible()
  await expect(page.getByText(/个传感器有读数，/)).toBeVisible()
  await expect(page).toHaveURL(/time=20/)
  await expect(panel.getByText('0.58')).toBeHidden()
  await expect(panel.getByText(/回看|当时尚无读数/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: '确认', exact: true })).toHaveCount(0)
  // what comes in meanwhile stays out
  await postReading(page, { sensor: sensor.id, value: 0.591 })
  await expect(page.locator('[data-link="live"]')).toHaveText('回看')
  await expect(panel.getByText('0.59')).toBeHidden()

  await page.getByRole('button', { name: '回到实时' }).first().click()
  await expect(panel.getByText('0.59')).toBeVisible()
  await expect(page).not.toHaveURL(/time=/)
  expect(twin.complaints).toEqual([])
})

test('the flat map keeps selection, palette and filter, and hides what it cannot do', async ({ page }) => {
  const twin = new PlannerPage(page)
  await twin.open('/planner?palette=diameter&dn=200')
  await twin.signInAs('规划')
  await twin.find('JS00100')
  const record = page.getByText('demo/water/JS00100', { exact: true })
  await expect(record).toBeVisible()
  await twin.untilSceneIsStill()
  await expect(page.getByRole('button', { name: /地面|地下/ }).last()).toBeVisible()

  await page.getByText('平面', { exact: true }).click()
  await expect(page).toHaveURL(/scene=city-map/)
  await expect(page.getByRole('button', { name: '抬头' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: '升高' })).toHaveCount(0)
  await twin.untilSceneIsStill()
  await expect(record).toBeVisible()
  await expect(page).toHaveURL(/asset=demo\/water\/JS00100.*dn=200.*palette=diameter/)

  await page.getByRole('button', { name: '关闭' }).last().click()
  await expect(record).toBeHidden()
  // the map looks straight down: what stood in the middle of the tilted view lies a few metres off
  const box = await twin.canvas.boundingBox()
  if (!box) throw new Error('the scene has no canvas')
  let below = -8
  await expect
    .poll(async () => {
      below += 8
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2 + below)
      const opened = page.getByRole('tab', { name: '全生命周期' }).waitFor({ timeout: 3_000 })
      return await opened.then(
        () => true,
        () => false,
      )
    })
    .toBe(true)
  await expect(page).toHaveURL(/asset=demo/)

  await page.getByText('三维', { exact: true }).click()
  await expect(page.getByRole('button', { name: '抬头' })).toBeVisible()
  await expect(page).not.toHaveURL(/scene=/)
  await expect(page).toHaveURL(/asset=demo.*palette=diameter/)
  expect(twin.complaints).toEqual([])
})

test('tells the place under the pointer and copies it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const twin = new PlannerPage(page)
  await twin.open()
  await twin.signInAs('规划')
  await twin.untilSceneIsStill()
  const box = await twin.canvas.boundingBox()
  if (!box) throw new Error('the scene has no canvas')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await expect(page.getByText('CGCS2000 · EPSG:4549')).toBeVisible()
  await expect(page.getByText('地面高程')).toBeVisible()
  await expect(page.getByText(/大地水准面模型 EGM96，精度 ± 0\.50/)).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByText('已复制')).toBeVisible()
  const copied = await page.evaluate<string>('navigator.clipboard.readText()')
  expect(copied).toMatch(/° E .*° N; CGCS2000 · EPSG:4549 x \d+\.\d\d {2}y \d+\.\d\d.m; 1985 国家高程基准 H /)
  expect(twin.complaints).toEqual([])
})
