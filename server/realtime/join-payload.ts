import { z } from 'zod'

/** Most messages a replay gives, as on hosted. */
const MOST_REPLAYED = 25
/** Bindings to table changes on one channel; each is asked of the database at every change. */
const MOST_CHANGES = 20

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

const broadcast = z.object({ ack: flag, self: flag, replication_ready: flag, replay })
const noBroadcast = { ack: false, self: false, replication_ready: false, replay: null }
const presence = z.object({
  enabled: flag,
  // who shows up under it; without one a channel is by itself
  key: z
    .union([z.string(), z.number()])
    .transform((key) => String(key).slice(0, 200))
    .nullish()
    .catch(null),
})
const noPresence = { enabled: false, key: null }
const noConfig = { broadcast: noBroadcast, presence: noPresence, private: false, postgres_changes: [] }
const config = z.object({
  broadcast: broadcast.catch(noBroadcast),
  presence: presence.catch(noPresence),
  private: flag,
  postgres_changes: z
    .array(z.unknown())
    .transform((bindings) => bindings.filter((binding) => binding !== null).slice(0, MOST_CHANGES))
    .catch([]),
})

/** What a client asks for with `phx_join`. Read leniently as hosted does; unknown keys are newer options. */
export const joinPayloadSchema = z
  .object({
    config: config.catch(noConfig),
    access_token: z.string().nullish().catch(null),
    // the name of 2022
    user_token: z.string().nullish().catch(null),
  })
  .catch({ config: noConfig, access_token: null, user_token: null })
