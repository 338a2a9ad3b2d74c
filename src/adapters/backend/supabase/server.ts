import { z } from 'zod'
import { fail, succeed } from '../../../domain/result.ts'
import type { ServerPort } from '../../../ports/server.ts'

const progressSchema = z.object({ state: z.string().optional(), step: z.string().optional() })

/** Asks `/healthz` of the server that gave out the page, also when the database is hosted elsewhere. */
export function createServerPort(fetcher: typeof fetch): ServerPort {
  return {
    async health() {
      try {
        const response = await fetcher('/healthz', { cache: 'no-store' })
        if (response.ok) return succeed(null)
        if (response.status !== 503) return fail('failed', `/healthz: HTTP ${response.status}`)
        const { data: progress } = progressSchema.safeParse(await response.json())
        return fail(progress?.state === 'failed' ? 'failed' : 'starting', progress?.step ?? '')
      } catch (error) {
        return fail('offline', String(error))
      }
    },
  }
}
