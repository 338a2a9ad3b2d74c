import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PROGRAM = '/usr/bin/redis-server'

/**
 * A Redis of its own, which is installed when that is allowed; named in the error when it is not.
 *
 * @param wanted  its port; default a free one
 */
export async function startRedis(wanted?: number): Promise<{ readonly url: string; stop(): Promise<void> }> {
  ensureInstalled()
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-redis-'))
  const port = wanted ?? (await freePort())
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory]
  const server = spawn(PROGRAM, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => {
    server.on('exit', () => resolve())
  })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    server.stdout.on('data', (text) => {
      said += text
      if (said.includes('Ready to accept connections')) resolve()
    })
    ended.then(() => reject(new Error(`redis-server ended: ${said}`)))
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill()
      await ended
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function ensureInstalled(): void {
  if (existsSync(PROGRAM)) return
  const missing = 'redis-server is needed to try the pipeline on several machines; install the package redis-server'
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(missing)
  const apt = (...parameters: string[]) =>
    execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=60', ...parameters], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  try {
    apt('update')
    apt('install', '-y', '--no-install-recommends', 'redis-server')
  } catch (error) {
    throw new Error(missing, { cause: error })
  }
}

/** A port of the loopback that nobody has. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  return await new Promise((resolve, reject) => {
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
