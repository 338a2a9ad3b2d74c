import { expect, test } from 'playwright/test'
import { PlannerPage, readRows } from './planner-page.ts'

test('shows what is registered of an asset, records a leak on it, and takes it back', async ({ page }) => {
  // a line of a project whose acceptance is dated before it was built, which the generator does on purpose
  const [asset] = await readRows<{ id: string }>(
    page,
    'asset?select=id,project!inner(name)&discipline=eq.gas&kind=eq.line&project.name=like.*2012*&order=id&limit=1',
  )
  if (!asset) throw new Error('the demo city has no gas line of 2012')
  const twin = new PlannerPage(page)
  await twin.open(`/planner?asset=${encodeURIComponent(asset.id)}`)
  await twin.signInAs('规划')
  await expect(page.getByRole('heading', { name: /^普查七项/ })).toContainText('已登记 7/7')
  await expect(page.getByText(/^平面 5\s?m 内/)).toBeVisible()
  await expect(page.getByText('海湾示范区住房和城乡建设局(示例)')).toBeVisible()

  await page.getByRole('tab', { name: '版本' }).click()
  await expect(page.getByText('现行', { exact: true })).toBeVisible()
  await expect(page.getByText(/^普查数据入库，批次 \w+ · 普查文件 RQLINE\.csv:\d+$/)).toBeVisible()

  await page.getByRole('tab', { name: '全生命周期' }).click()
  await expect(page.getByRole('note').filter({ hasText: '日期矛盾' })).toContainText(
    /开始 [\d-]+ 早于施工管理结束 [\d-]+/,
  )
  await page.getByRole('button', { name: '添加记录' }).click()
  const form = page.getByRole('dialog', { name: /添加运行记录/ })
  await twin.untilItRests(form)
  await form.getByRole('combobox', { name: '类别' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: '泄漏' }).click()
  await form.getByRole('textbox', { name: /漏点距起点/ }).fill('99999')
  await form.getByRole('textbox', { name: '下次到期' }).fill('2026-02-30')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form.getByRole('alert')).toContainText(['请填写情况与结论', '须为 0 至管段长度之间的数字', /^不是日期/])
  await expect(form.getByRole('textbox', { name: '情况与结论' })).toBeFocused()
  await form.getByRole('textbox', { name: '情况与结论' }).fill('法兰处渗漏，已紧固')
  await form.getByRole('textbox', { name: /漏点距起点/ }).fill('1.5')
  await form.getByRole('textbox', { name: '日期' }).click()
  await expect(page.getByText(/^\d{4}年$/).filter({ visible: true })).toHaveCount(1)
  // what was typed last is saved, though the field was never left
  await form.getByRole('textbox', { name: '下次到期' }).fill('2099-03-01')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
  const record = page.getByRole('listitem').filter({ hasText: '法兰处渗漏，已紧固' }).last()
  await expect(record).toContainText(/泄漏.*距起点 1\.5\s?m.*下次到期 2099-03-01.*于 .* 北京时间 记录/s)

  await record.getByRole('button', { name: '撤回' }).click()
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /撤\s?回/ })
    .click()
  await expect(record).toBeHidden()
  expect(twin.complaints).toEqual([])
})

test('tells an asset as it was at the instant that a link looks back to, and live as it is', async ({ page }) => {
  const [asset] = await readRows<{ id: string; valid_since: string }>(
    page,
    'asset?select=id,valid_since&discipline=eq.water&kind=eq.line&order=id&limit=1',
  )
  if (!asset) throw new Error('the demo city has no water line')
  const loadedAt = Date.parse(asset.valid_since)
  const link = (at: number) =>
    `/planner?asset=${encodeURIComponent(asset.id)}&tab=lifecycle&time=${new Date(at).toISOString()}`
  const note = page.getByRole('note').filter({ hasText: /版本 · |所选时刻|当时版本/ })
  const panel = page.getByRole('tabpanel')
  const finding = '回看测试：井内积水'
  const twin = new PlannerPage(page)

  // what is recorded now was not there when the city was loaded
  await twin.open(`/planner?asset=${encodeURIComponent(asset.id)}&tab=lifecycle`)
  await twin.signInAs('规划')
  await page.getByRole('button', { name: '添加记录' }).click()
  const form = page.getByRole('dialog', { name: /添加运行记录/ })
  await twin.untilItRests(form)
  await form.getByRole('textbox', { name: /情况/ }).fill(finding)
  await form.getByRole('button', { name: '保存' }).click()
  const record = page.getByRole('listitem').filter({ hasText: finding }).last()
  await expect(record).toBeVisible()
  await expect(note).toHaveCount(0)

  await twin.open(link(loadedAt + 1000))
  await expect(note).toContainText(/当时版本（至今有效） · 有效期 自 .*（北京时间）起/)
  await expect(panel.getByRole('heading', { name: /施工管理/ })).toBeVisible()
  await expect(record).toHaveCount(0)
  await expect(page.getByRole('button', { name: '添加记录' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: '关阀分析' })).toBeDisabled()

  await twin.open(link(loadedAt - 60_000))
  await expect(note).toContainText(/所选时刻早于首次入库 .*（北京时间），以下为首次入库的记录/)
  await expect(panel.getByRole('heading', { name: /施工管理/ })).toBeVisible()
  await expect(record).toHaveCount(0)
  await page.getByRole('tab', { name: '版本' }).click()
  await expect(panel.getByText('现行', { exact: true })).toBeVisible()
  await page.getByRole('tab', { name: '全生命周期' }).click()

  await page.getByRole('button', { name: '回到实时' }).first().click()
  await expect(note).toHaveCount(0)
  await expect(page).not.toHaveURL(/time=/)
  await record.getByRole('button', { name: '撤回' }).click()
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /撤\s?回/ })
    .click()
  await expect(record).toBeHidden()
  expect(twin.complaints).toEqual([])
})
