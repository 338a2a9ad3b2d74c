import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from 'playwright/test'

/** Where playwright.config.ts keeps the end-to-end city. */
const SECRETS = new URL('../../.lifeline/e2e/demo/secrets.json', import.meta.url)

export const PASSWORD = 'lifeline-demo'

/** The planner page as a user has it: what is there to click and to read. */
export class PlannerPage {
  readonly page: Page
  /** errors and warnings of the console and uncaught faults, since the page was opened */
  readonly complaints: string[] = []

  constructor(page: Page) {
    this.page = page
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text())
    })
    page.on('pageerror', (error) => this.complaints.push(error.message))
  }

  async open(path = '/planner'): Promise<void> {
    await this.page.goto(path)
  }

  /** One-click sign-in of a demo user: 规划, 值班 or 领导. */
  async signInAs(role: '规划' | '值班' | '领导'): Promise<void> {
    await this.page.getByRole('button', { name: role, exact: true }).click()
    await this.untilPipesAreListed()
  }

  async untilPipesAreListed(): Promise<void> {
    await expect(this.page.getByRole('button', { name: /着色与筛选 *显示 .* 条/ })).toBeVisible()
    await expect(this.page.locator('[data-link="live"]')).toBeVisible()
  }

  async untilSceneIsStill(): Promise<void> {
    await expect(this.page.getByText('正在准备三维场景')).toBeHidden()
    await expect(this.page.getByText(/正在装载瓦片/)).toBeHidden()
  }

  /** Until the camera, as the address tells it, has come to rest elsewhere than it was. */
  async untilViewRests(before: string | null): Promise<void> {
    const view = () => new URL(this.page.url()).searchParams.get('view')
    const isAtRest = async () => {
      const seen = view()
      await this.page.waitForTimeout(1_000)
      return seen !== before && seen === view()
    }
    await expect.poll(isAtRest).toBe(true)
  }

  /** Types into the search box and opens the result whose name is exactly this. */
  async find(name: string): Promise<void> {
    await this.page.locator('#search').fill(name)
    await this.page.locator('#search').press('Enter')
    await this.page.getByRole('button').filter({ hasText: name }).first().click()
  }

  /** Until a dialog stands where it stays: what is pressed while it comes up may have moved on before it is let go. */
  async untilItRests(dialog: Locator): Promise<void> {
    await expect(dialog).toBeVisible()
    await expect.poll(() => dialog.evaluate((element) => element.getAnimations({ subtree: true }).length)).toBe(0)
  }

  get scene(): Locator {
    return this.page.getByLabel('三维场景')
  }

  get canvas(): Locator {
    return this.scene.locator('canvas').first()
  }

  /** Chooses in one of the lists of 着色与筛选. */
  async choose(list: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: list }).click()
    await this.page.locator('.ant-select-item-option').filter({ hasText: option }).first().click()
  }

  /** The two numbers of 显示 3,412 / 9,120 条. */
  async shownOfTotal(): Promise<readonly [shown: number, total: number]> {
    const text = await this.page
      .getByRole('status')
      .filter({ hasText: /显示 .* 条/ })
      .first()
      .innerText()
    const [shown = Number.NaN, total = Number.NaN] = (text.match(/[\d,]+/g) ?? []).map((it) =>
      Number(it.replaceAll(',', '')),
    )
    return [shown, total]
  }

  /** Clicks the middle of the scene, where a flight puts what it flew to. */
  async clickMiddleOfScene(): Promise<void> {
    const box = await this.canvas.boundingBox()
    if (!box) throw new Error('the scene has no canvas')
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  }

  /** Share of the scene's pixels [0…1] for which `test` (an expression over r, g, b) holds. */
  async shareOfPixels(test: string): Promise<number> {
    const picture = (await this.canvas.screenshot()).toString('base64')
    return await this.page.evaluate(`(async () => {
      const image = new Image()
      image.src = 'data:image/png;base64,${picture}'
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
      const context = canvas.getContext('2d')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, image.width, image.height)
      let count = 0
      for (let i = 0; i < data.length; i += 4) {
        const [r, g, b] = [data[i], data[i + 1], data[i + 2]]
        if (${test}) count++
      }
      return count / (data.length / 4)
    })()`)
  }
}

/** Posts one reading as a device gateway does. */
export async function postReading(page: Page, reading: { sensor: string; value: number; at?: number }): Promise<void> {
  const { ingestKey } = JSON.parse(await readFile(SECRETS, 'utf8'))
  const answer = await page.request.post('/ingest/v1/readings', {
    headers: { authorization: `Bearer ${ingestKey}` },
    data: { readings: [{ at: Date.now(), ...reading }] },
  })
  expect(answer.status(), await answer.text()).toBe(200)
}

/** Rows of the city as a signed-in user reads them through REST, to choose test subjects that exist. */
export async function readRows<Row>(page: Page, query: string): Promise<Row[]> {
  const answer = await page.request.get(`/rest/v1/${query}`, { headers: await plannerHeaders(page) })
  expect(answer.status(), await answer.text()).toBe(200)
  return await answer.json()
}

/** The line of largest diameter among the longest of those that a REST filter tells: one that a pointer can hit. */
export async function largestLine(page: Page, filter: string): Promise<string> {
  const lines = await readRows<{ id: string }>(
    page,
    `asset?select=id&kind=eq.line&section=eq.circle&${filter}&order=length_m.desc,id.asc&limit=100`,
  )
  const headers = await plannerHeaders(page)
  let largest = { id: '', diameter_mm: 0 }
  for (const { id } of lines) {
    const answer = await page.request.post('/rest/v1/rpc/asset_record', { headers, data: { asset_id: id } })
    const { diameter_mm } = await answer.json()
    if (diameter_mm > largest.diameter_mm) largest = { id, diameter_mm }
  }
  expect(largest.id, `a line of ${filter}`).not.toBe('')
  return largest.id
}

async function plannerHeaders(page: Page): Promise<Record<string, string>> {
  const { publishableKey } = await (await page.request.get('/config.json')).json()
  const signIn = await page.request.post('/auth/v1/token?grant_type=password', {
    headers: { apikey: publishableKey },
    data: { email: 'planner@demo.local', password: PASSWORD },
  })
  const { access_token } = await signIn.json()
  return { apikey: publishableKey, authorization: `Bearer ${access_token}` }
}
