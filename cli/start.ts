import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RunningServer, startServer } from '../server/start.ts'
import { type Command, EXIT, type ExitCode, type Terminal, textOption, UsageError } from './command.ts'
import { buildDemo } from './demo-build.ts'
import { buildPage } from './page-build.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** After this [ms] a close that hangs is cut off. */
const LONGEST_CLOSE = 4500

/** `lifeline start`: one process on the loopback with page, database and live data. */
export const start: Command = {
  name: 'start',
  summary: '启动孪生平台 · serve a city on this machine',
  help: `
lifeline start [--city NAME] [--port N] [--data DIR] [--no-replay] [--strict-port] [--json]

Serves one city on the loopback: page, embedded database, live data. Prints one line "ready http://127.0.0.1:PORT" when
page and database answer; Ctrl-C stops it. The demo city and the page are built when missing or out of date; another
city must have been built: lifeline pipeline build SOURCE… --name NAME

  --city NAME   city to serve (default demo)
  --port N      port wanted; the next free one is taken when it is not free (default 4173)
  --strict-port end with exit code 3 instead of taking the next port
  --data DIR    data folder (default .lifeline)
  --no-replay   no made-up readings in the demo city: sensors show only what is posted to /ingest/v1/readings
  --json        print the ready line as JSON

SUPABASE_URL and SUPABASE_PUBLISHABLE_KEY in the environment: use that hosted Supabase instead of the embedded database.

Exit codes: 0 stopped by Ctrl-C · 2 wrong command line · 3 could not start (no such city, data folder in use, …)

Example: lifeline start --city demo --port 8080
`,
  options: {
    city: { type: 'string' },
    port: { type: 'string' },
    data: { type: 'string' },
    'no-replay': { type: 'boolean' },
    'strict-port': { type: 'boolean' },
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
    return serve({ city, port, isPortStrict, dataDirectory, hasReplay }, terminal)
  },
}

async function serve(
  wanted: { city: string; port: number; isPortStrict: boolean; dataDirectory: string; hasReplay: boolean },
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
  const hosted = hostedFrom(process.env)
  const server = await startServer({
    ...wanted,
    publicTiles,
    distDirectory: join(ROOT, 'dist'),
    onStep: terminal.progress,
    prepare,
    ...(hosted ? { hosted } : {}),
  })
  if (wanted.port !== 0 && server.port !== wanted.port)
    terminal.progress(
      `端口 ${wanted.port} 已被占用，改用 ${server.port} · port ${wanted.port} is taken, using ${server.port}`,
    )
  terminal.progress(`page on ${server.url}, database coming up`)
  try {
    const up = Promise.all([server.ready, buildPage(build)])
    up.catch(() => {})
    await Promise.race([up, stopped])
    if (!stop.signal.aborted) {
      announce(server, wanted.city, terminal)
      await stopped
    }
    terminal.progress('stopping')
    return EXIT.ok
  } finally {
    stop.abort()
    setTimeout(() => process.exit(process.exitCode ?? EXIT.ok), LONGEST_CLOSE).unref()
    await server.close()
  }
}

function announce(server: RunningServer, city: string, terminal: Terminal): void {
  for (const { email, role, password } of server.users()) terminal.progress(`  ${role.padEnd(8)} ${email}  ${password}`)
  terminal.result({ ready: server.url, port: server.port, city }, `ready ${server.url}`)
}

function hostedFrom(environment: NodeJS.ProcessEnv): { url: string; publishableKey: string } | null {
  const [url, publishableKey] = [environment.SUPABASE_URL, environment.SUPABASE_PUBLISHABLE_KEY]
  if (!url && !publishableKey) return null
  if (!url || !publishableKey) throw new UsageError('set both SUPABASE_URL and SUPABASE_PUBLISHABLE_KEY, or neither')
  return { url: new URL(url).origin, publishableKey }
}
