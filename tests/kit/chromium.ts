import { type Browser, chromium } from 'playwright/test'

/** Chromium with software WebGL, as on a machine without a graphics card, and without its own network chatter. */
export const CHROMIUM = {
  executablePath: process.env.LIFELINE_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
  ],
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch(CHROMIUM)
}
