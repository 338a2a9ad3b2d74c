import { expect, type Locator } from 'playwright/test'
import { PlannerPage } from './planner-page.ts'

/** The page of those on duty as they have it. */
export class EmergencyPage extends PlannerPage {
  override async open(path = '/emergency'): Promise<void> {
    await super.open(path)
  }

  /** One-click sign-in of a demo user; waits for the board and the live link. */
  override async signInAs(role: '规划' | '值班' | '领导'): Promise<void> {
    await this.page.getByRole('button', { name: role, exact: true }).click()
    await this.untilBoardIsLive()
  }

  async untilBoardIsLive(): Promise<void> {
    await expect(this.page.locator('[data-alarm]').first()).toBeVisible()
    await expect(this.page.locator('[data-link="live"]')).toBeVisible()
  }

  /** The alarm on the board whose sensor is of this kind. */
  alarm(kind: string): Locator {
    return this.page.locator('[data-alarm]:visible').filter({ hasText: kind }).first()
  }

  /** The row around an alarm, with its acknowledgement. */
  row(kind: string): Locator {
    return this.page
      .getByRole('listitem')
      .filter({ has: this.page.locator('[data-alarm]:visible', { hasText: kind }) })
      .first()
  }

  /** The panel of the alarm that is being handled. */
  get incident(): Locator {
    return this.page
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { name: /报警 ·/ }) })
      .last()
  }
}
