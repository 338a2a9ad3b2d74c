import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright/test'
import type { OutsideView } from '../contract/scene/harness/look-at-outside.ts'
import type { OutsideTileset } from './outside-tilesets.ts'

const COMPOSER = fileURLToPath(new URL('../../src/compose/engines.ts', import.meta.url))

interface Contract {
  open(engine: string): Promise<void>
  run(check: string): Promise<void>
  leaks(engine: string, times: number): Promise<{ contexts: number; listeners: number; isEmpty: boolean }>
  outside(engine: string, tileset: OutsideTileset): Promise<OutsideView>
  repaint(times: number): Promise<{ assets: number; milliseconds: number[] }>
}

/** The engines that the composer knows: the one list, so that another engine is one line there. */
export function engineNames(): string[] {
  return [...readFileSync(COMPOSER, 'utf8').matchAll(/adapters\/engines\/([\w-]+)\/index\.ts/g)].map(
    ([, name = '']) => name,
  )
}

/** The harness with one engine in it, as a driver sees it. */
export class HarnessPage {
  readonly page: Page
  /** errors and warnings of the console, and uncaught faults */
  readonly complaints: string[] = []

  constructor(page: Page) {
    this.page = page
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text())
    })
    page.on('pageerror', (error) => this.complaints.push(error.message))
  }

  async open(url: string, engine: string): Promise<void> {
    await this.visit(url)
    await this.ask((contract, name) => contract.open(name), engine)
  }

  /** Opens the harness without a scene in it. */
  async visit(url: string): Promise<void> {
    const { page } = this
    await page.exposeFunction('takePicture', async () => (await page.locator('#host').screenshot()).toString('base64'))
    await page.exposeFunction('movePointer', async (at: { x: number; y: number } | null, isClick: boolean) => {
      const box = await page.locator('#host').boundingBox()
      if (!box) throw new Error('the harness has no host')
      if (!at) return await page.mouse.move(box.x + box.width + 20, box.y + box.height + 20)
      await page.mouse.move(box.x + at.x, box.y + at.y)
      if (isClick) await page.mouse.click(box.x + at.x, box.y + at.y)
    })
    await page.goto(url)
  }

  /** Calls the harness inside the page. */
  ask<Answer, Argument>(call: (contract: Contract, argument: Argument) => Promise<Answer>, argument: Argument) {
    return this.page.evaluate(`(${call.toString()})(window.contract, ${JSON.stringify(argument)})`) as Promise<Answer>
  }
}
