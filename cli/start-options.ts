import { resolve } from 'node:path'
import type { MqttOptions } from '../server/ingest/devices.ts'
import type { ServerOptions } from '../server/start.ts'
import { type BackupSchedule, durationOf } from './backup-schedule.ts'
import { type Arguments, textOption, UsageError } from './command.ts'

const MQTT_PORT = 1883
/** Ports tried after the usual one when it is taken; one that was asked for is had or not. */
const MORE_MQTT_PORTS = 20

/** The broker that users expect at its usual port, and the one outside that the environment names. */
export function mqttOptions(args: Arguments, city: string, environment: NodeJS.ProcessEnv): MqttOptions {
  const wanted = textOption(args, 'mqtt-port')
  const port = Number(wanted ?? MQTT_PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new UsageError(`--mqtt-port: got "${wanted}", expected 0 … 65535`)
  const { MQTT_URL: url, MQTT_VERSION: version = '3.1.1', MQTT_CLIENT_ID: clientId, MQTT_SHARE: share } = environment
  const own = {
    port: args.values['no-mqtt'] === true ? null : port,
    morePorts: wanted === undefined ? MORE_MQTT_PORTS : 0,
  }
  if (!url) return own
  if (!URL.canParse(url) || !/^mqtts?:$/.test(new URL(url).protocol))
    throw new UsageError('MQTT_URL: expected mqtt://… or mqtts://…')
  if (version !== '3.1.1' && version !== '5')
    throw new UsageError(`MQTT_VERSION: got "${version}", expected 3.1.1 or 5`)
  const bridge = { url, version: version === '5' ? 5 : 4, clientId: clientId ?? `lifeline-${city}` } as const
  return { ...own, bridge: share ? { ...bridge, share } : bridge }
}

export type ReachOption = 'host' | 'names' | 'tls' | 'proxies'

/** How other machines reach the server. */
export function reachOptions(args: Arguments): Pick<ServerOptions, ReachOption> {
  const [cert, key] = [textOption(args, 'tls-cert'), textOption(args, 'tls-key')]
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('give both --tls-cert and --tls-key')
  const host = textOption(args, 'host')
  const list = (name: string) => textOption(args, name)?.split(',').filter(Boolean) ?? []
  return {
    ...(host === undefined ? {} : { host }),
    ...(cert === undefined || key === undefined ? {} : { tls: { cert: resolve(cert), key: resolve(key) } }),
    names: list('name'),
    proxies: list('behind-proxy'),
  }
}

/** Backups on a schedule; null without. */
export function scheduleOptions(args: Arguments): BackupSchedule | null {
  const [every, to] = [textOption(args, 'backup-every'), textOption(args, 'backup-to')]
  if (every === undefined && to === undefined) return null
  if (every === undefined || to === undefined) throw new UsageError('give both --backup-every and --backup-to')
  const keep = Number(textOption(args, 'keep') ?? 12)
  if (!Number.isInteger(keep) || keep < 1)
    throw new UsageError(`--keep: got "${textOption(args, 'keep')}", expected 1 or more`)
  if (args.values.attach === true)
    throw new UsageError('--backup-every: a Supabase backs itself up; see docs/deploy-supabase.md')
  return { every: durationOf(every), folder: resolve(to), keep }
}

/** The database that the environment names: of a PostgreSQL, of a Supabase that is stood beside, or attached to. */
export function backendOptions(
  environment: NodeJS.ProcessEnv,
  isAttached: boolean,
): Pick<ServerOptions, 'hosted' | 'databaseUrl'> {
  const hosted = hostedFrom(environment)
  const { DATABASE_URL: databaseUrl } = environment
  if (isAttached && !(hosted && databaseUrl))
    throw new UsageError('--attach: set SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY and DATABASE_URL (role lifeline_server)')
  if (!isAttached && hosted && databaseUrl)
    throw new UsageError(
      'SUPABASE_URL and DATABASE_URL are both set: give --attach to take readings and judge for that Supabase',
    )
  return { ...(hosted ? { hosted } : {}), ...(databaseUrl ? { databaseUrl } : {}) }
}

function hostedFrom(environment: NodeJS.ProcessEnv): NonNullable<ServerOptions['hosted']> | null {
  const [url, publishableKey] = [environment.SUPABASE_URL, environment.SUPABASE_PUBLISHABLE_KEY]
  if (!url && !publishableKey) return null
  if (!url || !publishableKey) throw new UsageError('set both SUPABASE_URL and SUPABASE_PUBLISHABLE_KEY, or neither')
  const serviceKey = environment.SUPABASE_SERVICE_KEY
  return { url: new URL(url).origin, publishableKey, ...(serviceKey ? { serviceKey } : {}) }
}
