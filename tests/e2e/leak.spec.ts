import { readFile } from 'node:fs/promises'
import { expect, test } from 'playwright/test'
import { PlannerPage, readRows } from './planner-page.ts'

test('a planner lets a gas main leak, reads whom it reaches and when, and takes the report along', async ({ page }) => {
  const twin = new PlannerPage(page)
  await twin.open()
  await twin.signInAs('规划')
  const [line] = await readRows<{ id: string }>(
    page,
    'asset?select=id&kind=eq.line&discipline=eq.gas&status=eq.in-use&burial=eq.ZM&order=length_m.desc,id.asc&limit=1',
  )
  await twin.find(line?.id.split('/').at(-1) ?? '')

  await page.getByRole('button', { name: '泄漏模拟', exact: true }).click()
  const form = page.getByRole('region', { name: '泄漏模拟' })
  const hours = form.getByRole('spinbutton', { name: '模拟时长' })
  await hours.fill('2')
  await hours.press('Tab')
  await form.getByRole('button', { name: '开始模拟' }).click()
  await expect(page.getByText('可信程度 C 级', { exact: true })).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText(/守恒误差/)).toBeVisible()
  await expect(page.getByText(/不可信/)).toHaveCount(0)

  const first = page.getByRole('list', { name: '按到达先后' }).getByRole('button').first()
  // three times of an ensemble, never one
  await expect(first).toContainText(/P10\s.+ · P50\s.+ · P90\s.+/)
  const before = new URL(page.url()).searchParams.get('view')
  await first.click()
  await twin.untilViewRests(before)

  const slider = page.getByRole('slider', { name: '模拟时刻' })
  await expect(slider).toHaveAttribute('aria-valuetext', '02:00:00')
  await slider.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', '00:00:00')

  await page.getByRole('tab', { name: '关阀与用户' }).click()
  await expect(page.getByRole('heading', { name: '按此顺序关闭的阀门' })).toBeVisible()
  await page.getByRole('tab', { name: '导出' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '地点与到达时间 CSV' }).click(),
  ])
  const table = await readFile(await file.path(), 'utf8')
  expect(table).toMatch(/# 可信程度 evidence: C/)
  expect(table).toMatch(/^place,kind,lon,lat,.*arrival_0\.2_p50_s/m)
  await page.getByRole('button', { name: '打印报告' }).click()
  const report = page.getByRole('dialog', { name: /泄漏模拟报告/ })
  for (const text of ['可信程度 C 级', '守恒', '按此顺序关闭的阀门', '适用条件与假定'])
    await expect(report.getByText(text).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '关闭', exact: true }).first().click()
  expect(twin.complaints).toEqual([])
})
