import { expect, it } from 'vitest'
import type { PublicManifest } from '../../../domain/config/city-manifest.ts'
import { createEnquiryBackend } from './index.ts'

const config = { backendUrl: '', publishableKey: 'key' }
const answer = {
  bounds: [120, 36, 120.002, 36.002],
  kinds: ['water', 'gas'],
  hasOthers: true,
  call: { office: { zh: '街道', en: 'Office' }, phone: null },
  build: 'b1',
}
/** 14:05:20 on 1 March 2026 in Shanghai */
const NOW = Date.UTC(2026, 2, 1, 6, 5, 20)

function backend(status: number, body: unknown) {
  const asked: { url: string; init: RequestInit | undefined }[] = []
  const fetcher = async (url: unknown, init?: RequestInit) => {
    asked.push({ url: String(url), init })
    return new Response(JSON.stringify(body), { status })
  }
  return { asked, port: createEnquiryBackend(config, fetcher as typeof fetch, () => NOW) }
}

it('asks about a place with the public key and nothing else', async () => {
  const { asked, port } = backend(200, answer)
  expect(await port.cell(120.001, 36.001)).toEqual({ ok: true, value: answer })
  expect(asked[0]?.url).toBe('/rest/v1/rpc/public_cell')
  expect(asked[0]?.init?.headers).toEqual({ apikey: 'key', 'content-type': 'application/json' })
  expect(asked[0]?.init?.body).toBe('{"lon":120.001,"lat":36.001}')
})

it('says of a place outside the city that it is not found', async () => {
  expect(await backend(200, null).port.cell(0, 0)).toMatchObject({ failure: { kind: 'not-found' } })
})

it('says when one over the budget may ask again, in Beijing time', async () => {
  const result = await backend(429, { code: 'over_budget', message: '', retry_after_s: 90 }).port.cell(0, 0)
  expect(result).toMatchObject({ failure: { kind: 'refused' } })
  expect(result.ok ? '' : result.failure.message?.zh).toContain('03 月 01 日 14:07')
  expect(result.ok ? '' : result.failure.message?.en).toContain('14:07 on 1 Mar')
})

it('gives every other trouble its kind', async () => {
  expect(await backend(503, {}).port.cell(0, 0)).toMatchObject({ failure: { kind: 'starting' } })
  expect(await backend(503, { code: 'no_cells' }).port.cell(0, 0)).toMatchObject({ failure: { kind: 'failed' } })
  expect(await backend(500, {}).port.cell(0, 0)).toMatchObject({ failure: { kind: 'failed' } })
  expect(await backend(200, { kinds: 'gas' }).port.cell(0, 0)).toMatchObject({ failure: { kind: 'invalid' } })
  const offline = createEnquiryBackend(config, () => Promise.reject(new TypeError('no network')))
  expect(await offline.cell(0, 0)).toMatchObject({ failure: { kind: 'offline' } })
})

it('names every road once, at the middle of its longest line', async () => {
  const road = (name_zh: string, ...coordinates: number[][]) => ({
    properties: { name_zh, name_en: null },
    geometry: { type: 'LineString', coordinates },
  })
  const features = [road('甲路', [120, 36], [120.001, 36]), road('甲路', [120, 36], [120.002, 36], [120.01, 36])]
  const { port } = backend(200, { features })
  const streets = await port.streets({ city: 'demo', roads: 'roads.geojson' } as PublicManifest)
  expect(streets).toMatchObject({ ok: true, value: [{ name: { zh: '甲路', en: '甲路' } }] })
  expect(streets.ok ? streets.value[0]?.middle.lon : 0).toBeCloseTo(120.005, 9)
})
