import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { createNonce, NONCE_PLACEHOLDER, securityHeaders } from '../../server/http/headers.ts'
import { writeContractCity } from './contract-city.ts'
import { type OutsideTileset, writeOutsideTilesets } from './outside-tilesets.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CESIUM = join(ROOT, 'node_modules/cesium/Build/Cesium')
const HARNESS = join(ROOT, 'tests/contract/scene/harness')
/** Flat engines get the small one: a software renderer takes minutes for more. */
const CITIES = [10_000, 1_000]
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}

export interface SceneHarness {
  readonly url: string
  /** tilesets of others, which it serves under /outside/ */
  readonly outside: readonly OutsideTileset[]
  close(): Promise<void>
}

/** The page that the scene contract runs in, with its cities, on the loopback and under the headers of the product. */
export async function serveSceneHarness(): Promise<SceneHarness> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-scenes-'))
  for (const assets of CITIES) await writeContractCity(join(directory, `city-${assets}`), assets)
  const outside = await writeOutsideTilesets(join(directory, 'outside'))
  await build({
    configFile: false,
    root: HARNESS,
    logLevel: 'warn',
    define: { CESIUM_BASE_URL: JSON.stringify('/cesium/') },
    resolve: { conditions: ['visgl:webgl-only', 'module', 'browser', 'production'] },
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      target: 'es2023',
      outDir: join(directory, 'page'),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 5000,
    },
  })
  const server = createServer(async (request, response) => {
    const nonce = createNonce()
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = await readFile(fileOf(directory, path)).catch(() => null)
    const type = TYPES[extname(path === '/' ? 'index.html' : path)] ?? 'application/octet-stream'
    response.writeHead(file ? 200 : 404, { ...securityHeaders('/planner', nonce, ''), 'Content-Type': type })
    response.end(file && path === '/' ? file.toString().replaceAll(NONCE_PLACEHOLDER, nonce) : file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    outside,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function fileOf(directory: string, path: string): string {
  if (path === '/') return join(directory, 'page/index.html')
  if (path.startsWith('/cesium/')) return join(CESIUM, path.slice('/cesium/'.length))
  return path.startsWith('/assets/') ? join(directory, 'page', path) : join(directory, path)
}
