import { type PageConfig, pageConfigSchema } from '../domain/config/page-config.ts'
import type { Theme } from '../domain/theme.ts'

const RETRY_MILLISECONDS = 2000

/** The element that a page fills, emptied, and the server's word on city and backend; asked for until it answers. */
export async function openPage(): Promise<{ readonly host: HTMLElement; readonly config: PageConfig }> {
  const host = document.getElementById('root')
  if (!host) throw new Error('openPage: the page has no #root')
  for (;;) {
    try {
      const config = pageConfigSchema.parse(await (await fetch('/config.json')).json())
      host.textContent = ''
      return { host, config }
    } catch (error) {
      host.textContent = `服务器没有应答，正在重试。The server does not answer, trying again. (${String(error)})`
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS))
    }
  }
}

/** The look that the reader's system asks for. */
export function systemTheme(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
