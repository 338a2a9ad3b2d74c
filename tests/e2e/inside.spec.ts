import { expect, type Page, test } from 'playwright/test'
import { PlannerPage } from './planner-page.ts'

const VIEW = '120.3884,36.0055,60,60,-30'
const GALLERY = 'demo/gallery/GL01'

/** Chainage that the page tells [m]. */
async function chainage(page: Page): Promise<number> {
  const text = await page
    .getByText(/里程 [\d,]+/)
    .first()
    .innerText()
  return Number(text.replace(/^里程 ([\d,]+).*$/s, '$1').replaceAll(',', ''))
}

async function heightOfEye(page: Page): Promise<number> {
  return Number(new URL(page.url()).searchParams.get('view')?.split(',')[2])
}

test('from the globe into the utility tunnel, through it, and back to the same view', async ({ page }) => {
  const planner = new PlannerPage(page)
  await planner.open(`/planner?view=${VIEW}&asset=${GALLERY}`)
  await planner.signInAs('规划')
  await page.getByRole('link', { name: '走进管廊' }).click()
  await expect(page.getByText(/里程 [\d,]+.*\/ 1,200/)).toBeVisible()
  await planner.untilSceneIsStill()

  await test.step('one arrives 1.6 m above the floor, in the widest cabin', async () => {
    await expect(page.getByRole('button', { name: /综合舱/ })).toHaveAttribute('aria-pressed', 'true')
    await expect(page).toHaveURL(/view=/)
    const floor = await page.getByText('底板高程 H').locator('..').innerText()
    const level = Number(
      floor
        .replace(/[^\d.-]+/g, ' ')
        .trim()
        .split(' ')[0],
    )
    expect((await heightOfEye(page)) - level).toBeCloseTo(1.6, 1)
  })

  await test.step('keys and buttons walk along the axis and change the cabin', async () => {
    const start = await chainage(page)
    await page.keyboard.press('w')
    await expect.poll(() => chainage(page)).toBe(start + 2)
    await page.getByRole('button', { name: '后退 2 m' }).click()
    await expect.poll(() => chainage(page)).toBe(start)
    await page.keyboard.press('1')
    await expect(page.getByRole('button', { name: /燃气舱/ })).toHaveAttribute('aria-pressed', 'true')
    await page.keyboard.press('Home')
    await expect.poll(() => chainage(page)).toBe(0)
  })

  await test.step('the section is opened, moved by its slider and closed', async () => {
    await page.getByRole('button', { name: '打开断面' }).click()
    await expect(page).toHaveURL(/section=/)
    await page.getByRole('slider', { name: '里程' }).fill('240')
    await expect.poll(() => chainage(page)).toBe(240)
    await planner.untilSceneIsStill()
  })

  await test.step('a click on a cut solid opens its record', async () => {
    await page.getByRole('button', { name: '关闭', exact: true }).click()
    await planner.clickMiddleOfScene()
    await expect(page.getByText(GALLERY)).toBeVisible()
    await page.getByRole('button', { name: '关闭断面' }).click()
    await expect(page).not.toHaveURL(/section=/)
  })

  await page.getByRole('link', { name: '返回原视角' }).click()
  await expect(page).toHaveURL(new RegExp(`/planner\\?view=${VIEW.replaceAll('.', '\\.')}`))
  await expect(planner.canvas).toBeVisible()
  expect(planner.complaints).toEqual([])
})

test('under a bridge one hangs below its deck, and a link brings another there', async ({ page }) => {
  const planner = new PlannerPage(page)
  await planner.open('/inside')
  await page.getByRole('button', { name: '规划', exact: true }).click()
  await page.getByRole('button', { name: /滨海路大桥/ }).click()
  await expect(page.getByText('桥面以下')).toBeVisible()
  await expect(page).toHaveURL(/inside=demo\/bridge\/BR02/)
  const eye = await heightOfEye(page)
  await page.reload()
  await expect(page.getByText('桥面以下')).toBeVisible()
  await planner.untilSceneIsStill()
  expect(await heightOfEye(page)).toBe(eye)
  expect(planner.complaints).toEqual([])
})

test('a metro station is entered on its floor, and a road tunnel on its roadway', async ({ page }) => {
  const planner = new PlannerPage(page)
  await planner.open('/inside?inside=demo/metro/TN03')
  await page.getByRole('button', { name: '规划', exact: true }).click()
  for (const [name, level] of [
    [null, '底板高程 H'],
    ['云台山隧道', '脚下高程 H'],
  ] as const) {
    if (name) await page.getByRole('button', { name: new RegExp(name) }).click()
    await planner.untilSceneIsStill()
    const overFloor = async () => {
      const told = await page.getByText(level).locator('..').innerText()
      return (await heightOfEye(page)) - Number(told.replace('−', '-').match(/-?[\d.]+/)?.[0])
    }
    await expect.poll(overFloor).toBeCloseTo(1.6, 1)
  }
  // nothing told its floor or walls as schematic: they are in its table
  await expect(page.getByText('示意部分')).toHaveCount(0)
  expect(planner.complaints).toEqual([])
})

test('a bridge says which of its parts nobody surveyed', async ({ page }) => {
  const planner = new PlannerPage(page)
  await planner.open('/inside')
  await page.getByRole('button', { name: '规划', exact: true }).click()
  await page.getByRole('button', { name: /渔歌路大桥/ }).click()
  const row = page.getByText('示意部分').locator('..')
  await expect(row).toContainText('桥塔、斜拉索')
  await expect(row).toContainText('非实测')
})

test('a way back to anywhere but our pages is not offered', async ({ page }) => {
  await page.goto(`/inside?inside=${GALLERY}&back=${encodeURIComponent('https://example.org/planner')}`)
  await page.getByRole('button', { name: '规划', exact: true }).click()
  await expect(page.getByText(/里程 [\d,]+/)).toBeVisible()
  await expect(page.getByRole('link', { name: '返回原视角' })).toHaveCount(0)
})
