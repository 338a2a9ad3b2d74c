import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * A browser for the end-to-end tests: LIFELINE_CHROMIUM, else one on the system, else Playwright's own, else (Debian,
 * as root) installed by apt; else an error that says what to install.
 */
export async function findChromium() {
  const named = process.env.LIFELINE_CHROMIUM
  if (named) return named
  return onSystem() ?? (await playwrightsOwn()) ?? byApt() ?? giveUp()
}

function onSystem() {
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':')
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...FIXED_PLACES]
  return candidates.find(isExecutable)
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright')
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

function byApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log('no Chromium found: installing it with apt-get …')
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], options)
  return onSystem()
}

function giveUp() {
  throw new Error(
    'No Chromium for the end-to-end tests. Install Chromium or Chrome (Debian: apt-get install chromium), ' +
      'or run `npx playwright install chromium`, or set LIFELINE_CHROMIUM to a program.',
  )
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
