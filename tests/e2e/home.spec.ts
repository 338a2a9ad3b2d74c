import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from 'playwright/test'

/** What the console complains of; the browser's own word on a refused sign-in is not ours. */
function listenForComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    const isRefusal = /status of 40[01]/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !isRefusal) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

const choices = (page: Page) => page.getByRole('navigation', { name: '选择界面' })

test('offers public enquiry to everybody, and says which roles the others need', async ({ page }) => {
  const complaints = listenForComplaints(page)
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: '海湾示范区' })).toBeVisible()
  await expect(choices(page).getByRole('link').first()).toHaveAccessibleName(/公众查询.*无需登录/)
  await expect(choices(page).getByRole('link', { name: /应急/ })).toContainText('需要登录：值班、领导、管理员')
  await expect(page.getByText('服务器正常')).toBeVisible()
  expect(complaints).toEqual([])
})

test('takes a sign-in, tells what the role may open, and goes there', async ({ page }) => {
  const complaints = listenForComplaints(page)
  await page.goto('/')
  await page.getByLabel('邮箱').fill('planner@demo.local')
  await page.getByLabel('密码').fill('not it')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('邮箱或密码不对')
  await expect(page.getByLabel('密码')).toBeFocused()
  await page.getByRole('button', { name: '规划', exact: true }).click()
  await expect(page.getByText('planner@demo.local')).toBeVisible()
  await expect(page.getByText('EPSG:4549')).toBeVisible()
  await expect(page.getByText(/\d\d:\d\d:\d\d · .*前|刚刚/)).toBeVisible()
  await expect(choices(page).getByRole('link', { name: /应急/ })).toBeDisabled()
  await choices(page).getByRole('link', { name: /^规划/ }).click()
  await expect(page).toHaveURL(/\/planner/)
  await expect(page.getByRole('checkbox', { name: /给水/ })).toBeVisible()
  expect(complaints).toEqual([])
})

test('a page that the role may not open says so and offers others', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: '规划', exact: true }).click()
  await expect(page.getByText('planner@demo.local')).toBeVisible()
  await page.goto('/emergency')
  await expect(page.getByRole('heading', { name: '不可打开“应急”页面' })).toBeVisible()
  await expect(page.getByText('您的角色是规划。')).toBeVisible()
  await page.getByRole('navigation', { name: '可以打开的页面' }).getByRole('link', { name: '首页' }).click()
  await expect(page.getByText('planner@demo.local')).toBeVisible()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { name: '登录', exact: true })).toBeVisible()
})

test('an expired sign-in keeps the page and its link, and goes on after a new one', async ({ page }) => {
  await page.goto('/planner?hide=gas&ground=solid')
  await page.getByRole('button', { name: '规划', exact: true }).click()
  await expect(page.getByRole('checkbox', { name: /燃气/ })).not.toBeChecked()
  await page.route('**/auth/v1/token?grant_type=refresh_token', (route) =>
    route.fulfill({ status: 400, json: { code: 'refresh_token_not_found', message: 'Invalid Refresh Token' } }),
  )
  await page.evaluate(`(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith('lifeline-'))
    const session = JSON.parse(localStorage.getItem(key))
    localStorage.setItem(key, JSON.stringify({ ...session, expires_at: 1, expires_in: -1 }))
    // what a browser says when one comes back to the page
    document.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('visibilitychange'))
  })()`)
  const dialog = page.getByRole('dialog', { name: '登录已过期，请重新登录' })
  await expect(dialog).toBeVisible()
  await expect(page).toHaveURL(/hide=gas/)
  await dialog.getByRole('button', { name: '规划', exact: true }).click()
  await expect(page.getByRole('checkbox', { name: /燃气/ })).not.toBeChecked()
  await expect(page).toHaveURL(/hide=gas/)
})

for (const theme of ['light', 'dark'])
  for (const lang of ['zh', 'en'])
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const)
      test(`is accessible and nothing is cut off: ${theme}, ${lang}, ${width} px`, async ({ page }) => {
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ reducedMotion: 'reduce' })
        await page.goto(`/?theme=${theme}&lang=${lang}`)
        await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/城市生命线孪生|Lifeline Twin/)
        await expect(page.locator('button[type="submit"]')).toBeEnabled()
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        expect(overflow).toBeLessThanOrEqual(0)
      })

test('the sign-in dialog is accessible', async ({ page }) => {
  await page.goto('/planner')
  await expect(page.getByRole('dialog')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
})
