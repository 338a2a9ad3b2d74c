import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { createNonce, NONCE_PLACEHOLDER, securityHeaders } from '../../server/http/headers.ts'

const HARNESS = fileURLToPath(new URL('../contract/compute/harness', import.meta.url))
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' }

/** The page that the compute contract runs in, on the loopback and under the headers of the product. */
export async function serveComputeHarness(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-compute-'))
  await build({
    configFile: false,
    root: HARNESS,
    logLevel: 'warn',
    html: { cspNonce: NONCE_PLACEHOLDER },
    worker: { format: 'es' },
    build: { target: 'es2023', outDir: directory, emptyOutDir: true, modulePreload: { polyfill: false } },
  })
  const server = createServer(async (request, response) => {
    const nonce = createNonce()
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    const name = path === '/' ? 'index.html' : path
    const file = await readFile(join(directory, name)).catch(() => null)
    const type = TYPES[extname(name)] ?? 'application/octet-stream'
    response.writeHead(file ? 200 : 404, { ...securityHeaders('/planner', nonce, ''), 'Content-Type': type })
    response.end(file && path === '/' ? file.toString().replaceAll(NONCE_PLACEHOLDER, nonce) : file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(directory, { recursive: true, force: true })
    },
  }
}
