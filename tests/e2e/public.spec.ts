import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from 'playwright/test'

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1440, height: 900 }
const STREET = '听涛路东段'
const QUESTION = '**/rest/v1/rpc/public_cell'

/** The page as a visitor has it, with what the console complained of and what was asked of the server. */
async function openPublic(page: Page, query = '') {
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(`/public${query}`)
  await expect(page.getByText('正在准备地图')).toBeHidden()
  return { complaints, requests }
}

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

test.describe('on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true })

  test('a visitor finds a road and reads what lies there and whom to call, without signing in', async ({ page }) => {
    const { complaints, requests } = await openPublic(page)
    await page.getByRole('searchbox').fill('听涛')
    await page.getByRole('button', { name: new RegExp(STREET) }).click()
    await expect(page.getByRole('heading', { name: /这一格和.边一格（共 400 m × 200 m）内有/ })).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: '给水' })).toBeVisible()
    await expect(page.getByRole('heading', { name: /挖掘前联系/ })).toBeVisible()
    await expect(page.getByRole('link', { name: /^拨打/ })).toHaveAttribute('href', /^tel:\d+$/)
    await expect(page.getByText('示例数据', { exact: true })).toBeVisible()
    await expect(page.getByText('示例数据，未送审')).toBeAttached()
    await expect(page).toHaveURL(/\?at=120\.\d+,36\.\d+/)
    expect(await violations(page)).toEqual([])
    expect(complaints).toEqual([])
    // neither the globe nor anything of the staff's
    expect(requests.filter((url) => /cesium|antd|\/auth\/|realtime|internal/.test(url))).toEqual([])
  })

  test('the sheet has three heights, by keys and by dragging', async ({ page }) => {
    await openPublic(page)
    const handle = page.getByRole('button', { name: /面板高度/ })
    const sheet = page.getByRole('region', { name: '查询与说明' })
    const share = async () => ((await sheet.boundingBox())?.height ?? 0) / PHONE.height
    await handle.focus()
    await page.keyboard.press('ArrowUp')
    await expect.poll(share).toBeGreaterThan(0.9)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect.poll(share).toBeLessThan(0.3)
    const box = await handle.boundingBox()
    if (!box) throw new Error('the sheet has no handle')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, box.y - 200, { steps: 5 })
    await page.mouse.up()
    await expect(handle).toHaveAccessibleName(/半屏/)
    await expect.poll(share).toBeGreaterThan(0.5)
  })

  test('a location is asked about, and its refusal is said', async ({ page, context }) => {
    await openPublic(page)
    await page.getByRole('button', { name: '我的位置' }).click()
    await expect(page.getByRole('alert')).toContainText('没有得到定位许可')
    await context.grantPermissions(['geolocation'])
    await context.setGeolocation({ longitude: 120.384, latitude: 36.001, accuracy: 80 })
    await page.getByRole('button', { name: '我的位置' }).click()
    await expect(page.getByText('我的位置，定位误差约 80 m')).toBeVisible()
    await expect(page.getByText('您可能在粗框之外')).toBeVisible()
    await expect(page.getByText(/查询于/)).toBeVisible()
  })
})

test('in type twice as large on a phone nothing is cut off', async ({ page }) => {
  await page.setViewportSize({ width: PHONE.width / 2, height: PHONE.height / 2 })
  await openPublic(page, '?at=120.384,36.001')
  await expect(page.getByText(/查询于/)).toBeAttached()
  const sheet = page.getByRole('region', { name: '查询与说明' })
  for (const part of [sheet, sheet.locator('> div')])
    expect(await part.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
})

test.describe('at a desk', () => {
  test.use({ viewport: DESK })

  test('the two cells of an area are answered alike and as one', async ({ page }) => {
    const { requests } = await openPublic(page)
    const known = page.getByRole('list').filter({ hasText: '给水' })
    const search = page.getByRole('searchbox')
    const askIn = async (lon: number) => {
      await search.fill(`${lon}, 36.001`)
      await search.press('Enter')
    }
    await askIn(120.384)
    await expect(page.getByRole('heading', { name: /这一格和东边一格/ })).toBeVisible()
    const west = await known.innerText()
    await askIn(120.386)
    await expect(page.getByRole('heading', { name: /这一格和西边一格/ })).toBeVisible()
    expect(await known.innerText()).toBe(west)
    expect(requests.filter((url) => url.endsWith('public_cell'))).toHaveLength(1)
  })

  test('a click on the map is answered, and so is its link', async ({ page }) => {
    const { complaints } = await openPublic(page)
    const box = await page.locator('canvas').boundingBox()
    if (!box) throw new Error('the map has no canvas')
    // clicks too are heard once the map has its first picture
    await expect(async () => {
      await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.4)
      await expect(page.getByText(/查询于/)).toBeVisible({ timeout: 10_000 })
    }).toPass()
    const heading = await page.getByRole('heading', { name: /这一格/ }).textContent()
    await page.reload()
    await expect(page.getByRole('heading', { name: heading ?? '' })).toBeVisible()
    expect(complaints).toEqual([])
  })

  test('keys alone choose a cell and ask about it', async ({ page }) => {
    await openPublic(page)
    await page.getByRole('application', { name: '地图' }).focus()
    // keys are heard once the map has its first picture, which nothing on the page tells
    await expect(async () => {
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ArrowLeft')
      await expect(page.getByText(/准星在/)).toBeAttached({ timeout: 2000 })
    }).toPass()
    await page.keyboard.press('Enter')
    await expect(page.getByText(/查询于/)).toBeVisible()
    await expect(page.getByText(/准星在/)).not.toBeAttached()
  })

  test('every trouble has a sentence that says what to do', async ({ page }) => {
    await openPublic(page)
    const search = page.getByRole('searchbox')
    const ask = async (lon: number) => {
      await search.fill(`${lon}, 36.001`)
      await search.press('Enter')
    }
    await page.route(QUESTION, (route) =>
      route.fulfill({ status: 429, json: { code: 'over_budget', retry_after_s: 60 } }),
    )
    await ask(120.37)
    await expect(page.getByText(/查询次数已到上限，.*（北京时间）之后可以再查/)).toBeVisible()
    await page.route(QUESTION, (route) => route.fulfill({ status: 503, json: {} }))
    await ask(120.375)
    await expect(page.getByRole('heading', { name: '服务器正在启动' })).toBeVisible()
    await page.route(QUESTION, (route) => route.abort())
    await ask(120.38)
    await expect(page.getByText('请按“地下有管线”对待')).toBeVisible()
    await page.route(QUESTION, (route) => route.fulfill({ json: null }))
    await page.getByRole('button', { name: '重试' }).click()
    await expect(page.getByRole('heading', { name: '不在本市范围内' })).toBeVisible()
  })

  test('in English and in the dark nothing is left untranslated or unreadable', async ({ page }) => {
    await page.goto('/public?lang=en&theme=dark&at=120.384,36.001')
    await expect(page.getByText(/Asked at/)).toBeVisible()
    const text = await page.locator('main').innerText()
    expect(text.replace('中文', '').match(/\p{Script=Han}+/gu)).toBeNull()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    expect(await violations(page)).toEqual([])
  })
})
