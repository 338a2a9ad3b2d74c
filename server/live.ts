import type { Database } from './database/database.ts'
import { type MqttOptions, openDevices } from './ingest/devices.ts'
import { createIngest, type Ingest } from './ingest/ingest.ts'
import { createIngestRoute } from './ingest/ingest-route.ts'
import { placeSensors } from './judge/place-sensors.ts'
import { refreshStatistics } from './refresh-statistics.ts'
import { acknowledgePast } from './replay/acknowledge-past.ts'
import { fillPressures } from './replay/fill-pressures.ts'
import { createReplay } from './replay/replay.ts'

/** How often partitions are made ahead and old ones and spent budgets dropped [ms]. */
const HOUSEKEEPING = 6 * 3_600_000
/** How often tables are looked for whose statistics are out of date [ms]. */
const STATISTICS = 3_600_000

/** What one server of a database does at a time: it takes readings, judges them and keeps house. */
export interface Live {
  /** `POST /ingest/v1/readings` */
  readonly receive: (request: Request) => Promise<Response>
  /** of our own MQTT broker; null = there is none */
  readonly mqttPort: number | null
  readonly load: Ingest['load']
  close(): Promise<void>
}

/**
 * @param ingestKey  what devices send
 * @param wake  tells the Realtime gateway that broadcasts are committed
 * @param guard  stands in front of the ingest and may refuse
 * @param buildDirectory  of the city, with its pipe networks
 * @param hasReplay  made-up readings too
 * @param mqtt  how devices reach us beside HTTP; not at all when it is left out
 * @param onNote  for the operator alone
 */
export async function startLive(parts: {
  readonly database: Database
  readonly city: string
  readonly ingestKey: string
  readonly wake: () => void
  readonly guard: (ingest: Ingest) => Ingest
  readonly buildDirectory: string
  readonly hasReplay: boolean
  readonly mqtt?: MqttOptions
  readonly onNote: (note: string) => void
}): Promise<Live> {
  const { database } = parts
  await keepHouse(database)
  const ingest = parts.guard(await createIngest(parts))
  const devices = await openDevices({ ...parts, ingest, key: parts.ingestKey }, parts.mqtt ?? { port: null })
  const replay = parts.hasReplay ? createReplay({ database, ingest }) : null
  let isClosed = false
  let remembering: Promise<unknown> = Promise.resolve()
  // nothing waits for it: until it is done alarms are grouped by the distance in plan
  const placing = placeSensors({ ...parts, directory: ingest.sensors(), isOver: () => isClosed }).catch(
    (error: unknown) => {
      if (!isClosed) parts.onNote(`alarms are not grouped along the pipe networks: ${reasonOf(error)}`)
    },
  )
  const housekeeping = setInterval(() => {
    keepHouse(database).catch((error: unknown) => console.error('housekeeping:', error))
  }, HOUSEKEEPING)
  housekeeping.unref()
  const statistics = setInterval(() => {
    refreshStatistics(database).catch((error: unknown) => console.error('statistics:', error))
  }, STATISTICS)
  statistics.unref()
  const close = async () => {
    isClosed = true
    clearInterval(housekeeping)
    clearInterval(statistics)
    await placing
    await remembering
    await replay?.stop()
    await devices.close()
    await ingest.close()
  }
  try {
    const begun = await replay?.start()
    if (begun?.isFirst) await acknowledgePast(database)
    // nothing waits for it: until it is done a leak of water cannot be traced
    if (replay)
      remembering = fillPressures({
        ...{ database, ingest, script: replay.script, now: Date.now(), isOver: () => isClosed },
      }).catch((error: unknown) => {
        if (!isClosed) parts.onNote(`the pressures of the days before are not filled: ${reasonOf(error)}`)
      })
    return { receive: createIngestRoute(ingest, parts.ingestKey), mqttPort: devices.port, load: ingest.load, close }
  } catch (error) {
    await close()
    throw error
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function keepHouse(database: Database): Promise<void> {
  await database.transaction(async (query) => {
    // what is old must go also while the disk is too full to write
    await query('set transaction read write')
    // roll-ups of a long pause take their time; embedded this says nothing
    await query('set local statement_timeout = 0')
    await query('select sensing.keep_house(), sensing.prune_faults(), enquiry.prune()')
  })
}
