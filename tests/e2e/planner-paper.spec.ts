import { expect, test } from 'playwright/test'
import { largestLine, PlannerPage } from './planner-page.ts'

const A4_PAGE = /\/Type\s*\/Page\b/g

test('prints the record of an asset, with what is missing', async ({ page }) => {
  const twin = new PlannerPage(page)
  await twin.open('/planner?asset=demo/water/JS00100')
  await twin.signInAs('规划')
  await page.getByRole('button', { name: '打印档案' }).press('Enter')
  const sheet = page.getByRole('dialog', { name: /地下设施档案/ })
  for (const text of ['示例数据', 'demo/water/JS00100', '海湾示范区', 'planner@demo.local', '缺失', '验收备案'])
    await expect(sheet.getByText(text).first()).toBeVisible()
  await expect(sheet.getByText(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d 北京时间/)).toBeVisible()
  await expect(sheet.getByText(/^[0-9a-f]{12,}$/)).toBeVisible()

  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('#root')).toBeHidden()
  await expect(sheet.getByRole('button', { name: '打印' })).toBeHidden()
  const paper = await page.pdf({ preferCSSPageSize: true })
  expect(paper.toString('latin1').match(A4_PAGE)?.length ?? 0).toBeGreaterThan(1)
  await page.emulateMedia({ media: 'screen' })

  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(page.getByRole('button', { name: '打印档案' })).toBeFocused()
  expect(twin.complaints).toEqual([])
})

test('prints the isolation sheet: numbered valves with place and road, and lines to sign', async ({ page }) => {
  const main = await largestLine(page, 'discipline=eq.water&subclass=eq.JP')
  const twin = new PlannerPage(page)
  await twin.open(`/planner?asset=${encodeURIComponent(main)}`)
  await twin.signInAs('规划')
  await page.getByRole('button', { name: '关阀分析' }).click()
  await page.getByRole('button', { name: '打印关阀单' }).click()
  const sheet = page.getByRole('dialog', { name: /关阀单/ })
  const valves = sheet.getByRole('row')
  await expect(valves.nth(1)).toContainText(/^1/)
  await expect(valves.nth(1)).toContainText(/x \d+\.\d\d\s+y \d+\.\d\d/)
  await expect(valves.nth(1)).toContainText(/路|街|未知/)
  await expect(sheet.getByText('记录未能读取')).toHaveCount(0)
  await expect(sheet.getByText(/误差 0\.00%/).first()).toBeVisible()
  for (const signer of ['编制', '审核', '批准', '现场负责人']) await expect(sheet.getByText(signer)).toBeVisible()
  await sheet.getByRole('button', { name: '关闭' }).click()
  await expect(sheet).toBeHidden()
  expect(twin.complaints).toEqual([])
})

test('reports a wrong record, and shows what was reported before', async ({ page, context }) => {
  const twin = new PlannerPage(page)
  await twin.open('/planner?asset=demo/water/JS00101')
  await twin.signInAs('规划')
  await page.getByRole('button', { name: '报错' }).click()
  const dialog = page.getByRole('dialog', { name: /报错/ })
  await expect(dialog.getByText('还没有人报告过这条记录。')).toBeVisible()
  await expect(dialog.getByRole('button', { name: '提交' })).toBeDisabled()
  await twin.choose('有误的字段', '材质')
  const text = dialog.getByLabel('错在哪里，应当是什么')
  await text.fill('现场为 PE 管')

  // what could not be sent stays written
  await context.setOffline(true)
  await dialog.getByRole('button', { name: '提交' }).click()
  await expect(dialog.getByText('连接不上服务器')).toBeVisible()
  await expect(text).toHaveValue('现场为 PE 管')
  await context.setOffline(false)

  await dialog.getByRole('button', { name: '提交' }).click()
  await expect(dialog.getByText('已提交')).toBeVisible()
  await expect(dialog.getByRole('listitem')).toContainText(['材质 待处理'])
  await expect(dialog.getByText('现场为 PE 管')).toBeVisible()

  await page.reload()
  await page.getByRole('button', { name: '报错' }).click()
  await expect(dialog.getByText('现场为 PE 管')).toBeVisible()
})
