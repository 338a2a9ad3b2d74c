import { z } from 'zod'

/** Most messages a replay gives, as on hosted. */
const MOST_REPLAYED = 25

/** Old clients send booleans as text. */
const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform((value) => value === true || value === 'true')
  .catch(false)

const replay = z
  .object({ since: z.number(), limit: z.number().optional() })
  .transform(({ since, limit }) => ({
    since,
    limit: Math.min(Math.max(Math.trunc(limit ?? MOST_REPLAYED), 1), MOST_REPLAYED),
  }))
  .nullish()
  .catch(null)

const broadcast = z.object({ ack: flag, self: flag, replay })
const noBroadcast = { ack: false, self: false, replay: null }
const config = z.object({
  broadcast: broadcast.catch(noBroadcast),
  private: flag,
  postgres_changes: z.array(z.unknown()).catch([]),
})

/** What a client asks for with `phx_join`. Read leniently as hosted does; unknown keys are newer options. */
export const joinPayloadSchema = z.object({
  config: config.catch({ broadcast: noBroadcast, private: false, postgres_changes: [] }),
  access_token: z.string().nullish().catch(null),
})
export type JoinPayload = z.infer<typeof joinPayloadSchema>
