import { expect, type Locator } from 'playwright/test'
import { PlannerPage } from './planner-page.ts'

/** The wall as a leader has it. */
export class WallPage extends PlannerPage {
  override async open(path = '/leadership'): Promise<void> {
    await super.open(path)
  }

  override async untilPipesAreListed(): Promise<void> {
    await expect(this.panel('管网长度').getByText('给水')).toBeVisible()
    await expect(this.page.locator('[data-link="live"]')).toBeVisible()
  }

  panel(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true })
  }

  get tour(): Locator {
    return this.page.getByRole('navigation', { name: '巡览' })
  }

  get card(): Locator {
    return this.page.getByRole('complementary', { name: '对象档案' })
  }

  /** Place of the shown shot in the tour, counted from 1. */
  async shot(): Promise<number> {
    return Number(/镜头 (\d+)/.exec((await this.tour.getByRole('status').textContent()) ?? '')?.[1])
  }
}
