import { z } from 'zod'
import type { PageConfig } from '../../../domain/config/page-config.ts'
import { localizedSchema } from '../../../domain/localized.ts'
import { type Failure, fail, type Result, succeed } from '../../../domain/result.ts'
import type { EnquiryPort, Street } from '../../../ports/enquiry.ts'

const answerSchema = z
  .object({
    bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    kinds: z.array(z.string()),
    hasOthers: z.boolean(),
    call: z.object({ office: localizedSchema, phone: z.string().nullable() }),
    build: z.string(),
  })
  .nullable()
const refusalSchema = z.object({ retry_after_s: z.number().positive() })
const noCellsSchema = z.object({ code: z.literal('no_cells') })

const roadsSchema = z.object({
  features: z.array(
    z.object({
      properties: z.object({ name_zh: z.string().nullish(), name_en: z.string().nullish() }).nullable(),
      geometry: z.object({ type: z.literal('LineString'), coordinates: z.array(z.array(z.number()).min(2)).min(1) }),
    }),
  ),
})

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
/** 1 Mar: figures alone would be read in either order. */
const englishDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', day: 'numeric', month: 'short' })

/** The public question by plain fetch, as anybody may ask it: no session, no client library. */
export function createEnquiryBackend(
  config: Pick<PageConfig, 'backendUrl' | 'publishableKey'>,
  fetcher: typeof fetch = (input, init) => fetch(input, init),
  now: () => number = () => Date.now(),
): EnquiryPort {
  const ask = async (url: string, init?: RequestInit): Promise<Result<unknown>> => {
    try {
      const response = await fetcher(url, init)
      const body: unknown = await response.json().catch(() => null)
      return response.ok ? succeed(body) : { ok: false, failure: failureOf(response.status, body, now()) }
    } catch (error) {
      return fail('offline', `${url}: ${String(error)}`)
    }
  }
  return {
    async cell(lon, lat) {
      const body = await ask(`${config.backendUrl}/rest/v1/rpc/public_cell`, {
        method: 'POST',
        headers: { apikey: config.publishableKey, 'content-type': 'application/json' },
        body: JSON.stringify({ lon, lat }),
      })
      if (!body.ok) return body
      const answer = answerSchema.safeParse(body.value)
      if (!answer.success) return fail('invalid', `public_cell: ${answer.error.message}`)
      return answer.data ? succeed(answer.data) : fail('not-found', 'public_cell: outside the city')
    },
    async streets({ city, roads }) {
      if (roads === null) return succeed([])
      const body = await ask(`/tiles/${encodeURIComponent(city)}/public/${roads}`)
      if (!body.ok) return body
      const parsed = roadsSchema.safeParse(body.value)
      return parsed.success ? succeed(streetsOf(parsed.data)) : fail('invalid', `roads: ${parsed.error.message}`)
    },
  }
}

function failureOf(status: number, body: unknown, now: number): Failure {
  const detail = `HTTP ${status}`
  const refusal = refusalSchema.safeParse(body)
  if (status === 429) return overBudget(detail, refusal.success ? now + 1000 * refusal.data.retry_after_s : null)
  // a city without cells does not get them by waiting
  if (noCellsSchema.safeParse(body).success) return { kind: 'failed', detail }
  if (status === 503 || status === 502 || status === 504) return { kind: 'starting', detail }
  if (status === 401 || status === 403) return { kind: 'refused', detail }
  return { kind: 'failed', detail }
}

function overBudget(detail: string, until: number | null): Failure {
  if (until === null) {
    const message = { zh: '查询次数已到上限，请稍后再试。', en: 'Too many questions; please try again later.' }
    return { kind: 'refused', detail, message }
  }
  // the minute has begun at which one may ask again
  const [day, time = ''] = clock.format(Math.ceil(until / 60_000) * 60_000).split(', ')
  const [date, month] = (day ?? '').split('/')
  return {
    kind: 'refused',
    detail,
    message: {
      zh: `查询次数已到上限，${month} 月 ${date} 日 ${time}（北京时间）之后可以再查。为保护地下设施，每个网络地址的查询次数有限。`,
      en: `Too many questions. You can ask again after ${time} on ${englishDay.format(until)} (Beijing time). Questions are limited for each network address, to protect what lies underground.`,
    },
  }
}

/** One entry a name; its place is the middle of its longest line. */
function streetsOf({ features }: z.infer<typeof roadsSchema>): Street[] {
  const streets = new Map<string, Street & { readonly length: number }>()
  for (const { properties, geometry } of features) {
    const zh = properties?.name_zh ?? properties?.name_en
    if (!zh) continue
    const { length, middle } = walk(geometry.coordinates)
    if (length < (streets.get(zh)?.length ?? 0)) continue
    streets.set(zh, { name: { zh, en: properties?.name_en ?? zh }, middle, length })
  }
  return [...streets.values()]
}

/** Length [degrees] of a line and the place half-way along it. */
function walk(path: readonly (readonly number[])[]): { length: number; middle: Street['middle'] } {
  const parts = path.map(([lon = 0, lat = 0], i) => {
    const [lon0 = lon, lat0 = lat] = path[i - 1] ?? []
    return { lon0, lat0, lon, lat, length: Math.hypot((lon - lon0) * Math.cos((lat * Math.PI) / 180), lat - lat0) }
  })
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  let left = length / 2
  for (const part of parts) {
    if (part.length > 0 && left <= part.length) {
      const share = left / part.length
      const middle = {
        lon: part.lon0 + (part.lon - part.lon0) * share,
        lat: part.lat0 + (part.lat - part.lat0) * share,
      }
      return { length, middle }
    }
    left -= part.length
  }
  const [lon = 0, lat = 0] = path[0] ?? []
  return { length, middle: { lon, lat } }
}
