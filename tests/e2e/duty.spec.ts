import { expect, test } from 'playwright/test'
import { PlannerPage } from './planner-page.ts'

test('a duty officer follows an alarm to its sensor in the scene, and acknowledges it', async ({ page }) => {
  const twin = new PlannerPage(page)
  await twin.open()
  await twin.signInAs('值班')
  const alarm = page.getByRole('listitem').filter({ hasText: '相邻井甲烷' })
  await alarm.getByRole('button').first().click()
  await expect(page.getByRole('tabpanel').getByText('%LEL').first()).toBeVisible()
  await expect(page).toHaveURL(/sensor=ch4-well/)
  const { searchParams } = new URL(page.url())

  await page.getByRole('button', { name: '关闭' }).last().click()
  await expect(page).not.toHaveURL(/sensor=/)
  await twin.untilSceneIsStill()
  await twin.clickMiddleOfScene()
  await expect(page).toHaveURL(new RegExp(`sensor=${searchParams.get('sensor')}`))

  await alarm.getByRole('button', { name: '确认', exact: true }).click()
  await page.getByLabel('处置说明（可不填）').fill('已派人到场')
  await page.getByRole('tooltip').getByRole('button', { name: '确认', exact: true }).click()
  await expect(alarm.getByText(/已于 .* 确认/)).toBeVisible()
  expect(twin.complaints).toEqual([])
})
