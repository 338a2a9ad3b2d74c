import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from 'playwright/test'
import { EmergencyPage } from './emergency-page.ts'
import { PlannerPage } from './planner-page.ts'

// two runs of three minutes: a busy machine without a graphics card takes its time over them
test.setTimeout(480_000)

/** 内涝模拟 as a person asks for it and reads it. */
class FloodDesk {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** The 5-year preset over three minutes in cells of 4 m: short enough for a machine without a graphics card. */
  async fillIn(): Promise<void> {
    await this.page.getByRole('button', { name: '内涝模拟' }).click()
    await this.page.getByRole('combobox', { name: '情景' }).click()
    await this.page
      .locator('.ant-select-item-option')
      .filter({ hasText: /^5 年一遇暴雨/ })
      .click()
    await this.set('降雨历时', '10')
    await this.set('模拟时长', '0.05')
  }

  async set(field: string, value: string): Promise<void> {
    const input = this.page.getByRole('spinbutton', { name: field })
    await input.fill(value)
    await input.press('Tab')
  }

  async start(): Promise<void> {
    await this.page.getByRole('button', { name: /^(开始|重新)计算$/ }).click()
    await expect(this.page.getByText(/^计算中/)).toBeVisible()
  }

  async untilDone(): Promise<void> {
    await expect(this.page.getByText(/计算完成，用时/)).toBeVisible({ timeout: 200_000 })
  }

  /** Saves one of the files; its name and its text. */
  async save(button: string): Promise<{ readonly name: string; readonly text: string }> {
    const [file] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: button }).click(),
    ])
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
  }
}

test('a planner computes a storm, switches a pump in it, plays, asks and saves it, and holds two side by side', async ({
  page,
}) => {
  const twin = new PlannerPage(page)
  const desk = new FloodDesk(page)
  await twin.open()
  await twin.signInAs('规划')
  await desk.fillIn()

  await desk.start()
  await page.getByRole('radio', { name: '停泵' }).first().check()
  await desk.untilDone()
  await page.getByRole('tab', { name: '切换 1' }).click()
  await expect(page.getByText(/^00:0\d:\d\d .*停泵$/)).toBeVisible()
  await page.getByRole('tab', { name: /^出入口/ }).click()
  await expect(page.getByText(/水量误差/)).toBeVisible()
  await expect(page.getByText('不可信')).toHaveCount(0)
  await page.getByRole('button', { name: '播放', exact: true }).click()
  await expect(page.getByRole('button', { name: '暂停' })).toBeVisible()
  await page.getByRole('button', { name: '暂停' }).click()

  const before = new URL(page.url()).searchParams.get('view')
  await page.getByRole('list', { name: '按进水先后' }).getByRole('button').first().click()
  await expect(page.getByText(/^\d\d:\d\d:\d\d：水深 .*流速 .*地面/)).toBeVisible()
  await expect(page.getByRole('img', { name: /该处的水深与流速过程/ })).toBeVisible()
  await twin.untilViewRests(before)
  await expect(page.getByRole('button', { name: /模拟预警 *\d+ 处 · 非实时/ })).toBeVisible()

  await page.getByRole('tab', { name: '导出' }).click()
  const entries = await desk.save('出入口 CSV')
  expect(entries.name).toMatch(/^demo_设计暴雨-P=5_\d{8}-\d{4}_entries\.csv$/)
  expect(entries.text).toMatch(/^EN\d+,.*,flooded,\d/m)
  expect(entries.text).toMatch(/switched while it ran: .+ .+: 停泵 off \(\d+(\.\d)? s\)/)
  expect(entries.text.match(/^EN\d+,/gm)).toHaveLength(48)
  const areas = JSON.parse((await desk.save('GeoJSON 矢量')).text)
  const kinds = areas.features.map(({ properties }: { properties: { of: string } }) => properties.of)
  expect(new Set(kinds)).toEqual(new Set(['entry', 'street', 'area']))
  expect(areas.run.join()).toContain('P=5 a')

  await page.getByRole('button', { name: '打印报告' }).click()
  const report = page.getByRole('dialog', { name: /内涝模拟报告/ })
  for (const text of ['水量平衡', '数据缺失', '适用条件', '计算设备'])
    await expect(report.getByText(text).first()).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: '留作对比' }).click()
  await desk.set('重现期', '100')
  await desk.start()
  await desk.untilDone()
  await page.getByRole('tab', { name: '对比' }).click()
  await expect(page.getByRole('row', { name: /^陆上最大水深.*m.*m.*\+/ })).toBeVisible()
  await page.getByRole('radio', { name: '两次之差' }).check()
  await expect(page.getByText(/最大水深比“设计暴雨 P=5”/)).toBeVisible()

  await page.getByRole('radio', { name: '分屏 A | B' }).check()
  await page.getByRole('tab', { name: /^出入口 \d+ \| \d+$/ }).click()
  await expect(page.getByRole('columnheader', { name: 'B − A' }).first()).toBeVisible()
  const line = page.getByRole('slider', { name: '分屏线：左为 A 设计暴雨 P=5，右为 B 设计暴雨 P=100' })
  const stood = Number(await line.getAttribute('aria-valuenow'))
  await line.press('ArrowLeft')
  await expect.poll(async () => Number(await line.getAttribute('aria-valuenow'))).toBeLessThan(stood)

  await page.getByRole('button', { name: '关闭', exact: true }).click()
  await expect(line).toHaveCount(0)
  await expect(page.getByRole('button', { name: /模拟预警.*处/ })).toHaveCount(0)
  expect(twin.complaints).toEqual([])
})

test('the page of those on duty opens the same door', async ({ page }) => {
  const twin = new EmergencyPage(page)
  const desk = new FloodDesk(page)
  await twin.open()
  await twin.signInAs('值班')
  await desk.fillIn()
  await desk.start()
  await expect(page.getByRole('slider', { name: '模拟时刻' })).toBeVisible()
  await page.getByRole('button', { name: '停止计算' }).click()
  await expect(page.getByText('计算已停止，以下只到停止的时刻，不是完整结果。')).toBeVisible()
  expect(twin.complaints).toEqual([])
})
