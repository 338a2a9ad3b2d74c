import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from 'playwright/test'
import { totpCode, wrongCode } from '../kit/gotrue/totp.ts'
import { PASSWORD, PlannerPage } from './planner-page.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CHOSEN = 'Kan7-Quan9-Xian'

let hosted: ChildProcess
let url: string

// One after the other: what is bound in one is asked for in the next.
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  hosted = spawn(process.execPath, ['--import', './tools/ts.mjs', 'tests/kit/serve-hosted.ts', `${ROOT}/dist`], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: hosted.stdout as NodeJS.ReadableStream }))
    if (line.startsWith('{')) {
      url = (JSON.parse(line) as { url: string }).url
      break
    }
})
test.afterAll(async () => {
  hosted.kill('SIGTERM')
  await once(hosted, 'exit')
})

async function signIn(page: Page, name: string, password = PASSWORD): Promise<void> {
  const email = page.getByLabel('邮箱')
  await email.fill(`${name}@demo.local`)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}
const code = (page: Page) => page.getByLabel('动态口令（6 位数字）')
const asked = (page: Page) => page.getByRole('heading', { name: '请验证第二因素' })

/** Binds a device by the key that is shown. */
async function bind(page: Page): Promise<string> {
  const secret = (await page.getByLabel('密钥', { exact: true }).textContent()) ?? ''
  await code(page).fill(totpCode(secret))
  await page.keyboard.press('Enter')
  return secret
}

/** What the page complains of; the browser itself tells of refused codes, and of the public grade that the city lacks. */
const faults = ({ complaints }: PlannerPage) => complaints.filter((it) => !it.startsWith('Failed to load resource'))

let adminKey = ''

test('a device is bound at the first sign-in, and its code asked for at the next', async ({ page }) => {
  const desk = new PlannerPage(page)
  await desk.open(`${url}/admin`)
  await signIn(page, 'admin')
  await expect(asked(page)).toBeVisible()
  const picture = page.getByAltText('绑定身份验证器的二维码')
  await expect(picture).toBeVisible()
  expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(100)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])

  await code(page).fill('12')
  await page.keyboard.press('Enter')
  await expect(page.getByText('请输入 6 位数字', { exact: true })).toBeVisible()
  const shown = (await page.getByLabel('密钥', { exact: true }).textContent()) ?? ''
  await code(page).fill(wrongCode(shown))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('动态口令不对')
  await expect(code(page)).toBeFocused()
  await expect(page.getByRole('tab', { name: '用户与角色' })).toBeHidden()

  await page.getByRole('button', { name: '重新获取' }).click()
  await expect(page.getByLabel('密钥', { exact: true })).not.toHaveText(shown)
  adminKey = await bind(page)
  await expect(page.getByRole('row').filter({ hasText: 'planner@demo.local' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('row').filter({ hasText: 'planner@demo.local' })).toBeVisible()
  expect(faults(desk)).toEqual([])

  await page.evaluate(() => localStorage.clear())
  await page.reload()
  await signIn(page, 'admin')
  await expect(asked(page)).toBeVisible()
  await expect(page.getByAltText('绑定身份验证器的二维码')).toBeHidden()
  await expect(code(page)).toBeFocused()
  await page.keyboard.type(totpCode(adminKey))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row').filter({ hasText: 'planner@demo.local' })).toBeVisible()
  expect(faults(desk)).toEqual([])
})

test('one can sign out instead', async ({ page }) => {
  await page.goto(url)
  await signIn(page, 'duty')
  await expect(asked(page)).toBeVisible()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByLabel('邮箱')).toBeVisible()
})

test('an administrator resets a lost one, and its owner binds another', async ({ page, browser }) => {
  const visit = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await visit.goto(url)
  await signIn(visit, 'planner')
  await expect(asked(visit)).toBeVisible()
  const lost = await bind(visit)
  await expect(visit.getByText('planner@demo.local')).toBeVisible()

  await page.goto(`${url}/admin`)
  await signIn(page, 'admin')
  await code(page).fill(totpCode(adminKey))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '重置第二因素: 规划员 Planner' }).click()
  await expect(page.getByRole('dialog')).toContainText('请先核实是本人')
  await page.getByRole('dialog').getByRole('button', { name: '重置第二因素' }).click()
  const password = (await page.getByLabel('一次性密码').textContent()) ?? ''
  await page.getByRole('button', { name: '已记下' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'planner@demo.local' })).toContainText('待改密码')
  await page.getByRole('tab', { name: '审计记录' }).click()
  await expect(page.getByRole('row').filter({ hasText: '重置第二因素' })).toBeVisible()

  await visit.evaluate(() => localStorage.clear())
  await visit.goto(url)
  await signIn(visit, 'planner', password)
  await expect(asked(visit)).toBeVisible()
  expect(await bind(visit)).not.toBe(lost)
  await expect(visit.getByRole('heading', { name: '请设置您自己的密码' })).toBeVisible()
  await visit.getByLabel('一次性密码').fill(password)
  await visit.getByLabel('新密码', { exact: true }).fill(CHOSEN)
  await visit.getByLabel('再输一次新密码').fill(CHOSEN)
  await visit.keyboard.press('Enter')
  // the device that chose the password stays signed in
  await expect(visit.getByText('planner@demo.local')).toBeVisible()
  await expect(visit.getByRole('button', { name: '退出登录' })).toBeVisible()
  await visit.context().close()
})
