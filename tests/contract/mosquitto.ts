import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './redis-server.ts'

const PROGRAM = '/usr/sbin/mosquitto'

/** An MQTT broker of its own that keeps sessions on disk. */
export interface Mosquitto {
  readonly url: string
  /** Ends it, with its state written, and starts it again on the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A Mosquitto, which is installed when that is allowed; named in the error when it is not. */
export async function startMosquitto(): Promise<Mosquitto> {
  ensureInstalled()
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-mqtt-'))
  const port = await freePort()
  const settings = join(directory, 'mosquitto.conf')
  await writeFile(
    settings,
    `listener ${port} 127.0.0.1\nallow_anonymous true\nuser root\npersistence true\n` +
      `persistence_location ${directory}/\nmax_queued_messages 0\nlog_dest stderr\n`,
  )
  let server = await launch(settings)
  return {
    url: `mqtt://127.0.0.1:${port}`,
    async restart() {
      await end(server)
      server = await launch(settings)
    },
    async stop() {
      await end(server)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function launch(settings: string) {
  const server = spawn(PROGRAM, ['-c', settings], { stdio: ['ignore', 'ignore', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    server.stderr.on('data', (text) => {
      said += text
      if (said.includes('running')) resolve()
    })
    server.on('exit', () => reject(new Error(`mosquitto ended: ${said}`)))
  })
  return server
}

async function end(server: ReturnType<typeof spawn>): Promise<void> {
  const ended = once(server, 'exit')
  server.kill()
  await ended
}

function ensureInstalled(): void {
  if (existsSync(PROGRAM)) return
  const missing = 'mosquitto is needed to try readings from a broker outside; install the package mosquitto'
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(missing)
  const apt = (...parameters: string[]) =>
    execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=60', ...parameters], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  try {
    apt('update')
    apt('install', '-y', '--no-install-recommends', 'mosquitto')
  } catch (error) {
    throw new Error(missing, { cause: error })
  }
}
