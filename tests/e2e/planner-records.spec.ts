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
  await form.getByRole('combobox', { name: '类别' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: '泄漏' }).click()
  await form.getByRole('textbox', { name: /漏点距起点/ }).fill('99999')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form.getByRole('alert')).toContainText(['请填写情况与结论', '须为 0 至管段长度之间的数字'])
  await form.getByRole('textbox', { name: '情况与结论' }).fill('法兰处渗漏，已紧固')
  await form.getByRole('textbox', { name: /漏点距起点/ }).fill('1.5')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
  const record = page.getByRole('listitem').filter({ hasText: '法兰处渗漏，已紧固' }).last()
  await expect(record).toContainText(/泄漏.*距起点 1\.5\s?m.*于 .* 北京时间 记录/s)

  await record.getByRole('button', { name: '撤回' }).click()
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /撤\s?回/ })
    .click()
  await expect(record).toBeHidden()
  expect(twin.complaints).toEqual([])
})
