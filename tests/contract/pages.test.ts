import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSecrets } from '../../server/auth/secrets.ts'
import { createApp } from '../../server/http/app.ts'
import { createReach } from '../../server/http/reach.ts'
import { faces } from '../../src/domain/access/faces.ts'

let root: string
let get: (path: string) => Promise<Response>

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lifeline-pages-'))
  await mkdir(join(root, 'dist/src/pages'), { recursive: true })
  for (const { id } of faces)
    await writeFile(join(root, 'dist/src/pages', `${id}.html`), `<style nonce="__CSP_NONCE__"></style>${id}`)
  const app = createApp({
    city: 'tiny',
    dataDirectory: join(root, 'data'),
    publicTiles: join(root, 'public'),
    distDirectory: join(root, 'dist'),
    secrets: await openSecrets(join(root, 'data')),
    progress: () => ({ state: 'starting', step: 'opening the database' }),
    isDemo: () => null,
    health: async () => null,
    reach: createReach({ host: '127.0.0.1', names: [], proxies: [], certificate: () => null }),
  })
  const incoming = { socket: { remoteAddress: '127.0.0.1' }, headers: {} }
  get = async (path) => app.request(path, { headers: { Host: 'localhost' } }, { incoming })
})
afterAll(() => rm(root, { recursive: true, force: true }))

const policyOf = (answer: Response) => answer.headers.get('Content-Security-Policy') ?? ''

describe('every page', () => {
  it.each(faces.map(({ id, path }) => [id, path] as const))(
    '%s answers, isolated and under its policy',
    async (id, path) => {
      const answer = await get(path)
      expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
      const nonce = /'nonce-([^']+)'/.exec(policyOf(answer))?.[1]
      expect(await answer.text()).toBe(`<style nonce="${nonce}"></style>${id}`)
      expect(policyOf(answer)).toContain("default-src 'self'; script-src 'self'")
      expect(policyOf(answer)).not.toMatch(/'unsafe-eval'|https?:|script-src[^;]*'unsafe-inline'/)
      for (const [name, value] of Object.entries({
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      }))
        expect(answer.headers.get(name), name).toBe(value)
    },
  )

  it('that anybody may open without data of the internal grade runs neither WebAssembly nor workers of text', async () => {
    for (const path of ['/', '/public'])
      expect(policyOf(await get(path)), path).not.toMatch(/wasm-unsafe-eval|worker-src[^;]*blob:/)
    expect(policyOf(await get('/planner'))).toContain("'wasm-unsafe-eval'")
  })

  it('has a nonce of its own at every answer', async () => {
    expect(policyOf(await get('/planner'))).not.toBe(policyOf(await get('/planner')))
  })
})

describe('a path that is no page', () => {
  it('is 404 with the same headers', async () => {
    for (const path of ['/planer', '/planner/', '/Planner', '/public/x', '/src/pages/planner.html', '/index.html']) {
      const answer = await get(path)
      expect([path, answer.status]).toEqual([path, 404])
      expect(policyOf(answer)).toContain("default-src 'self'")
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
  })
})
