import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from 'playwright/test'
import { PlannerPage } from './planner-page.ts'

const CHOSEN = 'Kan7-Quan9-Xian'

async function openDesk(page: Page, part = ''): Promise<PlannerPage> {
  const twin = new PlannerPage(page)
  await twin.open(`/admin${part}`)
  await page.getByRole('button', { name: '管理员', exact: true }).click()
  return twin
}

/** Chooses in a list of Ant Design by typing what it is called. */
async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole('dialog').getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible').getByTitle(name, { exact: true }).click()
}

test('invites a planner, who chooses a password and works; takes the role away and finds all of it in the audit', async ({
  page,
  browser,
}) => {
  const desk = await openDesk(page)
  const email = `li-${Date.now()}@city.example`
  await page.getByRole('button', { name: '邀请用户' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('textbox', { name: '邮箱' })).toBeFocused()
  await dialog.getByRole('button', { name: '取消' }).click()
  await expect(page.getByRole('button', { name: '邀请用户' })).toBeFocused()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: '创建账户' }).click()
  await expect(dialog.getByRole('textbox', { name: '邮箱' })).toBeFocused()
  await expect(dialog.getByText('请填写').first()).toBeVisible()
  await page.keyboard.type(email)
  await dialog.getByRole('textbox', { name: '姓名' }).fill('李华')
  await choose(page, '角色', '规划')
  await dialog.getByRole('button', { name: '创建账户' }).click()
  const password = (await dialog.getByLabel('一次性密码').textContent()) ?? ''
  await dialog.getByRole('button', { name: '已记下' }).click()
  const row = page.getByRole('row').filter({ hasText: email })
  await expect(row).toContainText('待改密码')

  const visit = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  const planner = new PlannerPage(visit)
  await planner.open('/planner?scene=city-map')
  await visit.getByLabel('邮箱').fill(email)
  await visit.getByLabel('密码').fill(password)
  await visit.getByRole('dialog').getByRole('button', { name: '登录', exact: true }).click()
  await expect(visit.getByRole('heading', { name: '请设置您自己的密码' })).toBeVisible()
  await visit.getByLabel('一次性密码').fill(password)
  await visit.getByLabel('新密码', { exact: true }).fill('short')
  await visit.getByLabel('再输一次新密码').fill('short')
  await visit.getByRole('button', { name: '修改密码' }).click()
  await expect(visit.getByText('太短：至少 10 个字符')).toBeVisible()
  await visit.getByLabel('新密码', { exact: true }).fill(CHOSEN)
  await visit.getByLabel('再输一次新密码').fill(CHOSEN)
  await visit.getByRole('button', { name: '修改密码' }).click()
  await planner.untilPipesAreListed()
  expect(planner.complaints).toEqual([])

  await page.getByRole('tab', { name: '组织机构' }).click()
  await page.getByRole('tab', { name: '用户与角色' }).click()
  await expect(row).toContainText('正常')
  await row.getByRole('button', { name: '停用: 李华' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await expect(page.getByText('已停用 李华')).toBeVisible()
  await visit.reload()
  await expect(visit.getByRole('heading', { name: '账户已停用' })).toBeVisible()
  await visit.context().close()

  await page.getByRole('tab', { name: '审计记录' }).click()
  await expect(page).toHaveURL(/part=audit/)
  for (const action of ['停用用户', '修改自己的密码', '邀请用户'])
    await expect(page.getByRole('row').filter({ hasText: action }).first()).toBeVisible()
  await page.getByRole('button', { name: '核对链' }).click()
  await expect(page.getByText(/链完整：已核对至第/)).toBeVisible()
  expect(desk.complaints).toEqual([])
})

test('keeps the last administrator', async ({ page }) => {
  await openDesk(page)
  await page.getByRole('button', { name: '停用: 管理员 Administrator' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await expect(page.getByRole('alert')).toContainText('必须至少保留一位能够登录的管理员')
})

test('a limit that is edited is what the sensor panel says and is kept in order', async ({ page }) => {
  const desk = await openDesk(page, '?part=thresholds&sensor=ch4-well')
  const edit = page.getByRole('button', { name: /^编辑阈值: .* ch4-well/ }).first()
  const sensor = /ch4-well[\w-]*$/.exec((await edit.getAttribute('aria-label')) ?? '')?.[0]
  await edit.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^红色 红色 高于/ }).click()
  const value = dialog.getByRole('spinbutton', { name: '阈值' })
  await value.fill('1')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(dialog.getByText('与其他等级的次序不符', { exact: false })).toBeVisible()
  await value.fill('71.5')
  await dialog.getByRole('spinbutton', { name: '解除延时' }).fill('240')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(dialog.getByText('已保存，10 秒内用于判警')).toBeVisible()
  await page.goto(`/planner?scene=city-map&sensor=${sensor}`)
  await expect(page.getByRole('list', { name: '阈值' })).toContainText('71.5')
  await expect(page.getByRole('list', { name: '阈值' })).toContainText('回落持续 240 s 才解除')
  expect(desk.complaints).toEqual([])
})

test('a layer that is made secret: who loses sight of it is told before, why is asked, and both stand in the audit', async ({
  page,
}) => {
  const desk = await openDesk(page, '?part=secrecy')
  const change = async (to: string, reason: string) => {
    await page.getByRole('button', { name: '变更密级：电力 · 管点' }).click()
    const dialog = page.getByRole('dialog')
    await choose(page, '密级', to)
    await expect(dialog.getByRole('status', { name: '此变更的后果' })).toContainText('规划员 Planner（规划）')
    await dialog.getByRole('button', { name: '变更', exact: true }).click()
    await expect(dialog.getByText('请填写')).toBeVisible()
    await dialog.getByRole('textbox', { name: '变更依据' }).fill(reason)
    await dialog.getByRole('button', { name: '变更', exact: true }).click()
    await expect(page.getByText('已保存：电力 · 管点')).toBeVisible()
  }
  const row = page.getByRole('row').filter({ hasText: '电力 · 管点' })
  await expect(row).toContainText('未定级（按内部）')
  await change('秘密', '定密通知 3 号')
  await expect(row).toContainText('秘密')
  await change('未定级（按内部）', '解密通知 4 号')
  await expect(row).toContainText('未定级（按内部）')

  await page.getByRole('tab', { name: '审计记录' }).click()
  const entry = page.getByRole('row').filter({ hasText: '图层密级' }).first()
  await entry.getByRole('button').click()
  await expect(page.getByText('解密通知 4 号')).toBeVisible()
  expect(desk.complaints).toEqual([])
})

test('who signed in, who could not, and who asked for what is not theirs, are found in the audit', async ({ page }) => {
  const wrong = await page.request.post('/auth/v1/token?grant_type=password', {
    headers: { apikey: (await (await page.request.get('/config.json')).json()).publishableKey },
    data: { email: 'leader@demo.local', password: 'not-it' },
  })
  expect(wrong.status()).toBe(400)
  await page.request.get('/tiles/demo/internal/city.json')
  const desk = await openDesk(page, '?part=audit')
  for (const [action, told] of [
    ['登录', '管理员'],
    ['登录失败', '领导'],
    ['越权访问', '全城瓦片'],
  ] as const) {
    await page.getByRole('combobox', { name: '操作' }).click()
    await page.locator('.ant-select-dropdown:visible').getByTitle(action, { exact: true }).click()
    const rows = page.getByRole('tabpanel').getByRole('row').filter({ hasText: told })
    await expect(rows.first()).toContainText(action)
  }
  const entries = page.getByRole('tabpanel').getByRole('row').filter({ hasText: '越权访问' })
  const last = page.getByRole('textbox', { name: '到', exact: true })
  await last.fill('2020-01-31')
  await expect(entries).toHaveCount(0)
  await last.fill('')
  await expect(entries.first()).toBeVisible()
  expect(desk.complaints).toEqual([])
})

test('is for administrators, and says so to others', async ({ page }) => {
  await page.goto('/admin')
  await page.getByRole('button', { name: '规划', exact: true }).click()
  await expect(page.getByRole('heading', { name: '不可打开“管理”页面' })).toBeVisible()
})

for (const theme of ['light', 'dark'])
  test(`is accessible: ${theme}`, async ({ page }) => {
    await openDesk(page, `?theme=${theme}`)
    for (const [tab, told] of [
      ['用户与角色', 'planner@demo.local'],
      ['组织机构', 'GOV'],
      ['报警阈值', '编辑阈值'],
      ['密级管理', '变更密级'],
      ['审计记录', '核对链'],
      ['系统状态', '最大的表'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('tabpanel').getByText(told).first()).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, nodes }) => `${tab}: ${id}: ${nodes[0]?.html}`)
      expect(found).toEqual([])
    }
  })
