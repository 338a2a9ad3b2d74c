import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { faces } from '../../src/domain/access/faces.ts'
import type { Bindings } from './backend.ts'
import { fileResponse, findFile } from './file-response.ts'
import { NONCE_PLACEHOLDER } from './headers.ts'
import { createPackedFiles } from './packed-files.ts'

const DOCUMENT_STYLE = fileURLToPath(new URL('../documents/document.css', import.meta.url))
const FOREVER = 'public, max-age=31536000, immutable'

/** The built pages under their paths, their hashed assets and Cesium's files, and the style of lifecycle documents. */
export function pagesRoute(distDirectory: string, nonce: (request: Request) => string): Hono<Bindings> {
  const route = new Hono<Bindings>()
  const packed = createPackedFiles()

  for (const { id, path } of faces) {
    route.get(path, async (context) => {
      const page = await readFile(join(distDirectory, 'src/pages', `${id}.html`), 'utf8').catch(() => STARTING)
      return context.html(page.replaceAll(NONCE_PLACEHOLDER, nonce(context.req.raw)), 200, {
        'Cache-Control': 'no-store',
      })
    })
  }
  route.get('/assets/*', async (context) => {
    const file = await findFile(join(distDirectory, 'assets'), context.req.path.slice('/assets/'.length))
    return file ? packed(file, FOREVER, context.req.raw) : context.notFound()
  })
  route.get('/cesium/*', async (context) => {
    const file = await findFile(join(distDirectory, 'cesium'), context.req.path.slice('/cesium/'.length))
    return file ? packed(file, 'public, max-age=3600', context.req.raw) : context.notFound()
  })
  route.get('/document.css', (context) => fileResponse(DOCUMENT_STYLE, 'no-cache', context.req.raw))
  return route
}

/** While the page itself is being built, at the very first start. */
const STARTING = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>城市生命线孪生 Lifeline Twin</title></head>
<body><p>正在准备页面……</p><p lang="en">Preparing the page …</p></body></html>`
