import { expect, test } from 'playwright/test'
import { PlannerPage } from './planner-page.ts'

test('goes from a quality rule to a finding, and from there to the record', async ({ page }) => {
  const twin = new PlannerPage(page)
  await twin.open()
  await twin.signInAs('规划')
  await page.getByRole('button', { name: /^质量问题/ }).click()
  await page.getByRole('button', { name: /水平净距不足/ }).click()
  const finding = page
    .getByRole('button', { name: /^(污水与燃气|燃气与污水)水平净距 .* m，不足（GB 50289-2016, 4\.1\.9）$/ })
    .first()
  await finding.click()
  await expect(finding.locator('..')).toHaveAttribute('aria-current', 'true')
  await expect(page.getByText(/^demo\/(sewer|gas)\//)).toBeVisible()

  await page.getByRole('searchbox', { name: '在所选规则中查找' }).fill('没有这样的问题')
  await expect(page.getByText(/所列的问题中没有符合的/)).toBeVisible()
  expect(twin.complaints).toEqual([])
})
