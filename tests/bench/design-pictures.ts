import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { THEMES } from '../../src/domain/theme.ts'

const GALLERY = fileURLToPath(new URL('../gallery', import.meta.url))
const SHEETS = ['colors', 'controls', 'states', 'sign-in', 'data', 'flood']
const SIZE = {
  light: { width: 960, height: 900 },
  dark: { width: 960, height: 900 },
  wall: { width: 1920, height: 1080 },
}

/**
 * Builds the gallery and takes a picture of every sheet by day and by night, of the colours on the wall, and of what
 * colour-blind eyes see.
 *
 * @param folder   where the pictures go
 * @param browser  program of a Chromium
 * @returns  names of the pictures
 */
export async function designPictures(folder: string, browser: string): Promise<string[]> {
  const outDir = await mkdtemp(join(tmpdir(), 'gallery-'))
  const config = { configFile: false as const, root: GALLERY, logLevel: 'warn' as const, plugins: [react()] }
  await build({ ...config, build: { outDir, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 2000 } })
  const server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
  const chrome = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] })
  const taken: string[] = []
  try {
    await mkdir(folder, { recursive: true })
    for (const theme of THEMES) {
      const page = await chrome.newPage({ viewport: SIZE[theme], locale: 'zh-CN', reducedMotion: 'reduce' })
      await page.goto(`${server.resolvedUrls?.local[0]}?theme=${theme}`)
      const sheets = theme === 'wall' ? ['colors', 'data'] : SHEETS
      for (const sheet of theme === 'light' ? [...sheets, 'color-blind'] : sheets) {
        const name = sheet === 'color-blind' ? sheet : `${sheet}-${theme}`
        await page.locator(`#${sheet}`).screenshot({ path: join(folder, `${name}.png`) })
        taken.push(`${name}.png`)
      }
      await page.close()
    }
  } finally {
    await chrome.close()
    await new Promise((resolve) => server.httpServer.close(resolve))
    await rm(outDir, { recursive: true })
  }
  return taken
}
