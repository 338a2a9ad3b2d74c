import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RunningServer, type ServerOptions, startServer } from '../server/start.ts'
import { type BackupSchedule, startBackups } from './backup-schedule.ts'
import { type Command, EXIT, type ExitCode, type Terminal, textOption, UsageError } from './command.ts'
import { buildDemo } from './demo-build.ts'
import { buildPage } from './page-build.ts'
import { backendOptions, mqttOptions, type ReachOption, reachOptions, scheduleOptions } from './start-options.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** After this [ms] a close that hangs is cut off. */
const LONGEST_CLOSE = 4500

/** `lifeline start`: one process on the loopback with page, database and live data. */
export const start: Command = {
  name: 'start',
  summary: '启动孪生平台 · serve a city on this machine',
  help: `
lifeline start [--city NAME] [--port N] [--data DIR] [--no-replay] [--strict-port] [--json]
               [--mqtt-port N | --no-mqtt]
               [--backup-every 5m --backup-to DIR [--keep N]] [--attach]
               [--host ADDRESS] [--name NAME,…] [--tls-cert FILE --tls-key FILE] [--behind-proxy ADDRESS,…]

Serves one city on the loopback: page, embedded database, live data. Prints one line "ready http://127.0.0.1:PORT" when
page and database answer; Ctrl-C stops it. The demo city and the page are built when missing or out of date; another
city must have been built: lifeline pipeline build SOURCE… --name NAME

  --city NAME   city to serve (default demo)
  --port N      port wanted; the next free one is taken when it is not free (default 4173)
  --strict-port end with exit code 3 instead of taking the next port
  --data DIR    data folder (default .lifeline)
  --no-replay   no made-up readings in the demo city: sensors show only what is posted to /ingest/v1/readings
  --mqtt-port N port of the MQTT broker for devices, always on the loopback; default 1883 or the next free
                one; other machines publish to a broker of yours, see MQTT_URL
  --no-mqtt     no MQTT broker
  --backup-every TIME, --backup-to DIR
                take a backup at the start and then every 5m, 6h, 1d, …, see lifeline backup; --keep N of them (default 12)
  --attach      take readings, judge them and keep house for the Supabase of SUPABASE_URL, in its database at DATABASE_URL
                as the role lifeline_server; see docs/deploy-supabase.md
  --json        print the ready line as JSON

Beyond this machine, never for the demo city (docs/operations.md):
  --host ADDRESS          address to listen on, such as 0.0.0.0; only with TLS or behind a proxy that ends it
  --tls-cert, --tls-key   PEM files of the certificate with its chain, and of its key; TLS 1.2 at least; read again on SIGHUP
  --behind-proxy LIST     addresses or networks of the proxies that end TLS: X-Forwarded-For is believed of them alone
  --name LIST             host names that browsers ask for, beside those of the certificate

DATABASE_URL in the environment (postgres://user:password@host:port/database): use the database of that PostgreSQL 15 or
newer with PostGIS instead of the embedded one; see lifeline database prepare.
MQTT_URL in the environment (mqtt:// or mqtts://user:password@host:port): take readings from that broker too. With it
MQTT_VERSION (3.1.1 or 5, default 3.1.1), MQTT_CLIENT_ID (default lifeline-CITY), MQTT_SHARE (name of a shared
subscription); see docs/ingest.md.
SUPABASE_URL and SUPABASE_PUBLISHABLE_KEY in the environment: use that hosted Supabase instead of the embedded database;
SUPABASE_SERVICE_KEY as well: administrators may invite users, give new passwords and reset second factors.

Exit codes: 0 stopped by Ctrl-C · 2 wrong command line · 3 could not start (no such city, data folder in use, …)

Example: lifeline start --city demo --port 8080
`,
  options: {
    city: { type: 'string' },
    port: { type: 'string' },
    data: { type: 'string' },
    'no-replay': { type: 'boolean' },
    'strict-port': { type: 'boolean' },
    'mqtt-port': { type: 'string' },
    'no-mqtt': { type: 'boolean' },
    host: { type: 'string' },
    name: { type: 'string' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    'behind-proxy': { type: 'string' },
    'backup-every': { type: 'string' },
    'backup-to': { type: 'string' },
    keep: { type: 'string' },
    attach: { type: 'boolean' },
  },
  async run(args, terminal) {
    const city = textOption(args, 'city') ?? 'demo'
    if (!/^[\p{L}\p{N}_-]+$/u.test(city))
      throw new UsageError(`--city: got "${city}", expected letters, digits, _ and -`)
    const port = Number(textOption(args, 'port') ?? 4173)
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new UsageError(`--port: got "${textOption(args, 'port')}", expected 0 … 65535`)
    const dataDirectory = resolve(ROOT, textOption(args, 'data') ?? '.lifeline')
    if (city !== 'demo' && !existsSync(join(dataDirectory, city, 'build', 'city.json'))) {
      terminal.error(
        `no city "${city}" in ${dataDirectory}; build it first: lifeline pipeline build SOURCE… --name ${city}`,
      )
      return EXIT.failed
    }
    const hasReplay = args.values['no-replay'] !== true
    const isPortStrict = args.values['strict-port'] === true
    const mqtt = mqttOptions(args, city, process.env)
    const backend = backendOptions(process.env, args.values.attach === true)
    const server = { city, port, isPortStrict, dataDirectory, hasReplay, mqtt, ...reachOptions(args), ...backend }
    return serve(server, scheduleOptions(args), terminal)
  },
}

async function serve(
  wanted: Pick<
    ServerOptions,
    'city' | 'port' | 'isPortStrict' | 'dataDirectory' | 'hasReplay' | 'mqtt' | 'hosted' | 'databaseUrl' | ReachOption
  >,
  schedule: BackupSchedule | null,
  terminal: Terminal,
): Promise<ExitCode> {
  const stop = new AbortController()
  const stopped = new Promise<void>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve())
  })
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)

  const publicTiles = join(ROOT, 'public', 'tiles')
  const build = { root: ROOT, progress: terminal.progress, signal: stop.signal }
  const prepare = async () => {
    if (wanted.city === 'demo') await buildDemo({ ...build, dataDirectory: wanted.dataDirectory, publicTiles })
  }
  let backups: ReturnType<typeof startBackups> | null = null
  const server = await startServer({
    ...wanted,
    publicTiles,
    distDirectory: join(ROOT, 'dist'),
    onStep: terminal.progress,
    prepare,
    backup: () => backups?.state() ?? null,
  })
  if (wanted.port !== 0 && server.port !== wanted.port)
    terminal.progress(
      `端口 ${wanted.port} 已被占用，改用 ${server.port} · port ${wanted.port} is taken, using ${server.port}`,
    )
  terminal.progress(`page on ${server.url}, database coming up`)
  const onHangUp = () => {
    server.reloadCertificate().then(
      () => terminal.progress('certificate read again'),
      (error: Error) => terminal.error(`the old certificate stays: ${error.message}`),
    )
  }
  if (wanted.tls) process.on('SIGHUP', onHangUp)
  try {
    const up = Promise.all([server.ready, buildPage(build)])
    up.catch(() => {})
    await Promise.race([up, stopped])
    if (!stop.signal.aborted) {
      announce(server, wanted.city, terminal)
      if (schedule) backups = startBackups({ ...wanted, schedule, root: ROOT, onFault: terminal.error })
      await stopped
    }
    terminal.progress('stopping')
    return EXIT.ok
  } finally {
    stop.abort()
    setTimeout(() => process.exit(process.exitCode ?? EXIT.ok), LONGEST_CLOSE).unref()
    await backups?.stop()
    await server.close()
  }
}

function announce(server: RunningServer, city: string, terminal: Terminal): void {
  for (const { email, role, password } of server.users()) terminal.progress(`  ${role.padEnd(8)} ${email}  ${password}`)
  const mqttPort = server.mqttPort()
  if (mqttPort !== null)
    terminal.progress(`  MQTT     mqtt://127.0.0.1:${mqttPort}  lifeline/${city}/readings (docs/ingest.md)`)
  terminal.result({ ready: server.url, port: server.port, city, mqttPort }, `ready ${server.url}`)
}
