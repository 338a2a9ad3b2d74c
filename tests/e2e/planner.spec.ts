import { expect, test } from 'playwright/test'
import { largestLine, PlannerPage, postReading, readRows } from './planner-page.ts'

interface AssetRow {
  id: string
}
interface SensorRow {
  id: string
  asset_id: string
}

const shortName = (id: string) => id.split('/').at(-1) ?? id

test('signs in and sees coloured pipes under the ground', async ({ page }) => {
  const twin = new PlannerPage(page)
  await twin.open()
  await twin.signInAs('规划')
  await twin.untilSceneIsStill()
  // magenta is the gas of CJJ 61 and nothing else on the page
  await expect.poll(() => twin.shareOfPixels('r > 150 && b > 150 && g < 110')).toBeGreaterThan(0.001)
  expect(twin.complaints).toEqual([])
})

test('finds an asset, clicks it in the scene and reads its lifecycle', async ({ page }) => {
  const pipe = await largestLine(page, 'discipline=eq.storm')
  const twin = new PlannerPage(page)
  await twin.open()
  await twin.signInAs('规划')
  await twin.find(shortName(pipe))
  await expect(page.getByText(pipe, { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '关闭' }).last().click()
  await expect(page.getByText(pipe, { exact: true })).toBeHidden()
  await twin.untilSceneIsStill()

  await twin.clickMiddleOfScene()
  await expect(page.getByText(pipe, { exact: true })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`asset=${pipe.replaceAll('~', '.{1,3}')}`))

  await page.getByRole('tab', { name: '全生命周期' }).click()
  for (const stage of ['项目审批', '用地审批', '招投标', '施工管理', '验收备案', '运行'])
    await expect(page.getByRole('tabpanel').getByText(stage).first()).toBeVisible()
  expect(twin.complaints).toEqual([])
})

test('opens a lifecycle document in a new tab, marked as an example', async ({ page, context }) => {
  const [newest] = await readRows<AssetRow>(
    page,
    'asset?select=id&discipline=eq.gas&kind=eq.line&built_year=gt.2015&limit=1',
  )
  if (!newest) throw new Error('the demo city has no young gas pipe')
  const twin = new PlannerPage(page)
  await twin.open(`/planner?asset=${encodeURIComponent(newest.id)}`)
  await twin.signInAs('规划')
  await page.getByRole('tab', { name: '全生命周期' }).click()
  const opened = context.waitForEvent('page')
  await page
    .getByRole('link', { name: /在新标签页打开/ })
    .first()
    .click()
  const document = await opened
  await expect(document.getByText('示例').first()).toBeVisible()
})

test('a posted reading is on screen without a reload', async ({ page }) => {
  const [sensor] = await readRows<SensorRow>(
    page,
    'sensor?select=id,asset_id&kind=eq.sewer-level&asset_id=not.is.null&limit=1',
  )
  if (!sensor) throw new Error('the demo city has no sewer level gauge')
  const twin = new PlannerPage(page)
  await twin.open(`/planner?asset=${encodeURIComponent(sensor.asset_id)}`)
  await twin.signInAs('规划')
  await page.getByRole('tab', { name: /监测/ }).click()
  await twin.untilSceneIsStill()
  const posted = Date.now()
  await postReading(page, { sensor: sensor.id, value: 0.387 })
  await expect(page.getByText('0.387').or(page.getByText('0.39')).first()).toBeVisible()
  console.log(`posted reading shown after ${Date.now() - posted} ms`)
  expect(twin.complaints).toEqual([])
})

test('a cut network is said, and what was missed is there afterwards', async ({ page, context }) => {
  const [sensor] = await readRows<SensorRow>(
    page,
    'sensor?select=id,asset_id&kind=eq.sewer-level&asset_id=not.is.null&limit=1&offset=1',
  )
  if (!sensor) throw new Error('the demo city has no second sewer level gauge')
  const twin = new PlannerPage(page)
  await twin.open(`/planner?asset=${encodeURIComponent(sensor.asset_id)}`)
  await twin.signInAs('规划')
  await page.getByRole('tab', { name: /监测/ }).click()
  await page.getByRole('tabpanel').getByText('管网液位', { exact: true }).click()
  await twin.untilSceneIsStill()

  await context.setOffline(true)
  await expect(page.locator('[data-link="lost"]')).toBeVisible()
  await expect(page.getByText('连接中断').first()).toBeVisible()
  // lowest and highest: the chart's series is thinned to those of each short span
  const missed = [0.41, 0.43]
  for (const value of missed) await postReading(page, { sensor: sensor.id, value })
  await context.setOffline(false)

  await expect(page.locator('[data-link="live"]')).toBeVisible()
  await page.getByText('以表格查看').click()
  for (const value of missed) await expect(page.getByRole('cell', { name: value.toFixed(2) }).first()).toBeVisible()
})

test('isolates a burst main: valves, segment and customers', async ({ page }) => {
  const main = await largestLine(page, 'discipline=eq.water&subclass=eq.JP')
  const twin = new PlannerPage(page)
  await twin.open(`/planner?asset=${encodeURIComponent(main)}`)
  await twin.signInAs('规划')
  await page.getByRole('button', { name: '关阀分析' }).click()
  await expect(page.getByText(/关闭 \d+ 个阀门/)).toBeVisible()
  await expect(page.getByText('按此顺序关闭的阀门')).toBeVisible()
  await expect(page.getByText('隔离段', { exact: true })).toBeVisible()
  await expect(page.getByText(/误差 0\.00%/).first()).toBeVisible()
  expect(twin.complaints).toEqual([])
})

test('a shared link opens the same view in a new tab', async ({ page, context }) => {
  const twin = new PlannerPage(page)
  await twin.open()
  await twin.signInAs('规划')
  await twin.find('JS00100')
  await expect(page.getByText('demo/water/JS00100', { exact: true })).toBeVisible()
  await twin.untilSceneIsStill()
  await expect(page).toHaveURL(/asset=demo\/water\/JS00100/)
  const link = page.url()

  const other = new PlannerPage(await context.newPage())
  await other.open(link)
  await other.untilPipesAreListed()
  await expect(other.page.getByText('demo/water/JS00100', { exact: true })).toBeVisible()
  await other.untilSceneIsStill()
  expect(new URL(other.page.url()).searchParams.get('view')).toBe(new URL(link).searchParams.get('view'))
})

test('without signing in there are public layers only', async ({ page }) => {
  const twin = new PlannerPage(page)
  const internal: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.includes('/internal/')) internal.push(request.url())
  })
  await twin.open()
  await page.getByRole('button', { name: '先看公开图层' }).click()
  await expect(page.getByText('地下管线需要登录后查看。')).toBeVisible()
  await twin.untilSceneIsStill()
  expect(internal).toEqual([])
  expect((await page.request.get('/tiles/demo/internal/city.json')).status()).toBe(403)
  expect(twin.complaints).toEqual([])
})

test('the page is complete in English', async ({ page }) => {
  const twin = new PlannerPage(page)
  await twin.open()
  await twin.signInAs('规划')
  await page.getByRole('button', { name: '切换到英文' }).click()
  for (const word of ['Underground', 'Layers', 'Alarms']) await expect(page.getByText(word).first()).toBeVisible()
  await page.locator('#search').fill('JS00100')
  await page.locator('#search').press('Enter')
  await page.getByRole('button').filter({ hasText: 'JS00100' }).first().click()
  const tabs = page.getByRole('tab')
  await expect(tabs).toHaveText(['Attributes', 'Lifecycle', 'Versions', /^Sensors/])
  const labels = page.getByRole('tabpanel').locator('dt')
  await expect(labels.first()).toBeVisible()
  expect((await labels.allInnerTexts()).filter((text) => /[\u4e00-\u9fff]/.test(text))).toEqual([])
})
