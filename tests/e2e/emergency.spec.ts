import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, test } from 'playwright/test'
import { EmergencyPage } from './emergency-page.ts'
import { postReading, readRows } from './planner-page.ts'

interface SensorRow {
  id: string
  name: string
}

const parameter = (url: string, name: string) => new URL(url).searchParams.get(name)

test('from the board to the site: chart, surroundings, acknowledgement, a valve, isolation', async ({ page }) => {
  const twin = new EmergencyPage(page)
  await twin.open()
  await twin.signInAs('值班')
  await twin.alarm('相邻井甲烷').click()
  await expect(page).toHaveURL(/alarm=\d+/)
  await expect(page).toHaveURL(/sensor=ch4-well/)
  const sensor = parameter(page.url(), 'sensor')
  await expect(twin.incident.getByRole('img', { name: /最小 .*最大/ })).toBeVisible()
  await expect(twin.incident.getByText('%LEL').first()).toBeVisible()
  await expect(twin.incident.getByRole('timer').first()).toHaveText(/^\d{2,}:\d{2}:\d{2}$/)

  // gas first: it is what leaks into the well
  await expect(twin.incident.locator('details').first()).toContainText('燃气')
  await expect(twin.incident.getByText('不能做关阀分析', { exact: false })).toBeVisible()

  await twin.row('相邻井甲烷').getByRole('button', { name: '确认…' }).click()
  await page.keyboard.type('已派人到场')
  await page.keyboard.press('Enter')
  await expect(twin.incident.getByText(/已于 .* 确认/)).toBeVisible()
  await expect(twin.row('相邻井甲烷').getByText(/已于 .* 确认/)).toBeVisible()

  // the mark of the sensor stands in the middle of the scene and brings the sensor back
  const nearest = twin.incident.locator('[data-valve]').first()
  const valve = await nearest.getAttribute('data-valve')
  await nearest.click()
  await expect(page).not.toHaveURL(/sensor=/)
  await expect(page.getByText(String(valve), { exact: true })).toBeVisible()
  const atValve = parameter(page.url(), 'view')
  await twin.incident.getByRole('button', { name: '回到现场' }).click()
  await twin.untilViewRests(atValve)
  await twin.untilSceneIsStill()
  await twin.clickMiddleOfScene()
  await expect(page).toHaveURL(new RegExp(`sensor=${sensor}`))

  await twin.incident.getByRole('button', { name: /关阀分析：最近的燃气管线/ }).click()
  await expect(page.getByText('按此顺序关闭的阀门')).toBeVisible()
  await page.getByRole('button', { name: /本页操作记录/ }).click()
  await expect(page.getByText(/确认报警 ch4-well.*已派人到场/)).toBeVisible()
  await expect(page.getByText(/^\d\d:\d\d:\d\d 关阀分析/)).toBeVisible()
  expect(twin.complaints).toEqual([])
})

test('the whole way with the keyboard', async ({ page }) => {
  const twin = new EmergencyPage(page)
  await twin.open()
  await twin.signInAs('值班')
  const untilFocused = async (wanted: Locator) => {
    const focused = wanted.and(page.locator(':focus'))
    for (let presses = 0; presses < 60 && (await focused.count()) === 0; presses++) await page.keyboard.press('Tab')
    await expect(focused).toHaveCount(1)
  }
  await untilFocused(page.locator('[data-alarm]:visible'))
  const rows = page.locator('[data-alarm]:visible')
  await page.keyboard.press('End')
  await expect(rows.last()).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1)).toBeFocused()
  const id = await rows.nth(1).getAttribute('data-alarm')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`alarm=${id}`))
  await expect(twin.incident).toBeVisible()

  await untilFocused(page.getByRole('button', { name: '确认…' }))
  await page.keyboard.press('Enter')
  await page.keyboard.type('键盘处置')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('form', { name: '确认由我处置' })).toBeHidden()
  await expect(twin.incident).toBeVisible()

  await untilFocused(page.getByRole('button', { name: '打开档案' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: '属性' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tab', { name: '属性' })).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(twin.incident).toBeHidden()
  expect(twin.complaints).toEqual([])
})

test('a new red alarm is announced and comes first', async ({ page }) => {
  const [cover] = await readRows<SensorRow>(page, 'sensor?select=id,name&kind=eq.manhole-cover&order=id.desc&limit=1')
  if (!cover) throw new Error('the demo city has no manhole cover sensor')
  const twin = new EmergencyPage(page)
  await twin.open()
  await twin.signInAs('值班')
  const now = Date.now()
  for (const at of [now - 20_000, now - 1_000]) await postReading(page, { sensor: cover.id, value: 75, at })
  // alone, or with those of the day's burst
  await expect(page.getByRole('alert').filter({ hasText: /^新的红色报警：/ })).toContainText(`井盖倾角 ${cover.name}`)
  // alone, or in a storm of the replay under the rain that it is put down to
  const first = page.locator('[data-board] > section').first()
  await expect(first).toHaveAttribute('aria-label', /^红色/)
  await expect(first).toContainText(cover.name)

  await page.getByRole('button', { name: /^红色 \d/ }).click()
  await expect(page.locator('[data-alarm]').filter({ hasText: cover.name })).toBeHidden()
  await page.getByRole('combobox', { name: '按类型筛选' }).selectOption('ch4-well')
  // one at least, which stands at any hour; more where an incident of the day has come
  await expect(page.locator('[data-alarm]').filter({ hasNotText: '相邻井甲烷' })).toHaveCount(0)
  await expect(page.locator('[data-alarm]').filter({ hasText: '相邻井甲烷' }).first()).toBeVisible()
})

test('a sensor on its way to a limit is told before it alarms', async ({ page }) => {
  // a well that has been silent for long, so that its next readings may lie far back, and does not report by itself at once
  const [well] = await readRows<{ sensor_id: string; at: string }>(
    page,
    'sensor_latest?select=sensor_id,at&sensor_id=like.ch4-well*&grade=eq.normal&quality=eq.good&order=at.asc&offset=50&limit=1',
  )
  if (!well) throw new Error('the demo city has no well that is in order')
  const begin = Date.parse(well.at) + 20_000
  const step = (Date.now() - begin) / 14
  for (let i = 1; i <= 14; i++)
    await postReading(page, { sensor: well.sensor_id, value: Number((0.4 + 0.2 * i).toFixed(1)), at: begin + i * step })
  const [sensor] = await readRows<SensorRow>(page, `sensor?select=id,name&id=eq.${well.sensor_id}`)
  // the server looks ahead for every sensor within half a minute; a page that opens then need not wait for its turn
  const ahead = () => readRows(page, `sensor_approach?select=sensor_id&sensor_id=eq.${well.sensor_id}`)
  await expect.poll(async () => (await ahead()).length, { timeout: 90_000 }).toBe(1)
  const twin = new EmergencyPage(page)
  await twin.open()
  await twin.signInAs('值班')
  const row = page.getByRole('region', { name: '趋势预警' }).getByRole('button', { name: sensor?.name ?? '' })
  await expect(row).toContainText(/预计 \d+ 分钟后达到蓝色/)
  await expect(page.locator('[data-alarm]').filter({ hasText: sensor?.name ?? '' })).toHaveCount(0)
  await row.click()
  await expect(page).toHaveURL(new RegExp(`sensor=${well.sensor_id}`))
  expect(twin.complaints).toEqual([])
})

test('常态 and 应急, and the way to planning and back, keep alarm, selection, instant and filter', async ({ page }) => {
  // the one that stands at any hour: it was there at the instant gone back to, which one of the day's burst may not have been
  const [standing] = await readRows<{ id: number }>(
    page,
    'alarm?select=id&closed_at=is.null&sensor_id=like.water-pressure*&order=opened_at.asc&limit=1',
  )
  if (!standing) throw new Error('the demo city has no pressure below its limit')
  const twin = new EmergencyPage(page)
  await twin.open('/emergency?built=2005&dn=300')
  await twin.signInAs('值班')
  await page.locator(`[data-alarm="${standing.id}"]`).click()
  await expect(page).toHaveURL(/sensor=/)
  await page.getByRole('button', { name: '应急', exact: true }).click()
  await expect(page.getByText('应急模式')).toBeVisible()
  await expect(page).toHaveURL(/mode=emergency/)
  await page.getByRole('slider').press('ArrowLeft')
  await expect(page).toHaveURL(/time=/)
  await expect(page.getByText(/不是现在的报警/)).toBeVisible()
  await twin.untilSceneIsStill()

  const kept = ['alarm', 'asset', 'sensor', 'time', 'built', 'dn', 'mode', 'view'] as const
  const keptIn = (address: string) => kept.map((name) => parameter(address, name))
  // what the link really carried: the camera may have come to rest only just before
  const follow = async (to: string, path: RegExp) => {
    await page.getByRole('button', { name: /^界面：/ }).click()
    const left = page.waitForRequest((request) => request.isNavigationRequest())
    await page.getByRole('link', { name: new RegExp(`^${to}`) }).click()
    const carried = keptIn((await left).url())
    expect(carried).not.toContain(null)
    await expect(page).toHaveURL(path)
    return carried
  }
  const left = await follow('规划', /\/planner\?/)
  await twin.untilPipesAreListed()
  // a sensor of a link is in the address again once its readings are there
  await expect.poll(() => keptIn(page.url())).toEqual(left)
  const back = await follow('应急', /\/emergency\?/)
  await twin.untilBoardIsLive()
  await expect(twin.incident).toBeVisible()
  await expect.poll(() => keptIn(page.url())).toEqual(back)
})

test('a leader sees everything and is told why not to acknowledge', async ({ page }) => {
  const twin = new EmergencyPage(page)
  await twin.open()
  await twin.signInAs('领导')
  await twin.row('桥梁应变').getByText('待确认').click()
  await expect(twin.row('桥梁应变').getByText('领导不能确认报警，只有值班人员可以。')).toBeVisible()
  await expect(page.getByRole('button', { name: '确认…' })).toHaveCount(0)
  await twin.alarm('桥梁应变').click()
  await expect(twin.incident.getByRole('link', { name: '内部漫游' })).toHaveAttribute('href', /\/inside\?.*asset=/)
})

test('a planner is told who may open the page', async ({ page }) => {
  await page.goto('/emergency')
  await page.getByRole('button', { name: '规划', exact: true }).click()
  await expect(page.getByText('不可打开“应急”页面')).toBeVisible()
})

test('has no serious violation of accessibility', async ({ page }) => {
  const twin = new EmergencyPage(page)
  await twin.open()
  await twin.signInAs('值班')
  await twin.alarm('相邻井甲烷').click()
  await expect(twin.incident.locator('details').first()).toBeVisible()
  await page.getByRole('button', { name: '应急', exact: true }).click()
  const { violations } = await new AxeBuilder({ page }).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
})

test('the page is complete in English', async ({ page }) => {
  const twin = new EmergencyPage(page)
  await twin.open('/emergency?lang=en')
  await page.getByRole('button', { name: 'On duty', exact: true }).click()
  await twin.untilBoardIsLive()
  await page.locator('[data-alarm]').first().click()
  await page.getByRole('button', { name: 'Emergency', exact: true }).click()
  for (const title of ['Alarm board', 'Readings around the alarm', 'Valves nearby', 'Assets nearby'])
    await expect(page.getByRole('heading', { name: new RegExp(`^${title}`) })).toBeVisible()
  await expect(page.getByText('Emergency mode', { exact: true })).toBeVisible()
  // names of places come from the city's data, which has no English for them, and are marked as Chinese
  const own = await page.getByRole('button').evaluateAll((buttons) =>
    buttons
      .map((button) => {
        const copy = button.cloneNode(true) as Element
        for (const name of copy.querySelectorAll('[lang="zh"]')) name.remove()
        return copy.textContent ?? ''
      })
      .filter((text) => /\p{Script=Han}/u.test(text) && text !== '中文'),
  )
  expect(own).toEqual([])
})
