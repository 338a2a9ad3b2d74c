import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeTinyBuild } from './tiny-city.ts'

const isLong = process.env.LIFELINE_SOAK === '1'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-offline-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a shell script in a network namespace that has a loopback and nothing else. */
async function offline(script: string, cwd: string): Promise<string> {
  const shell = ['-rn', 'sh', '-c', `ip link set lo up && ${script}`]
  return (await promisify(execFile)('unshare', shell, { cwd, maxBuffer: 1 << 26 })).stdout
}

const url = (path: string) => JSON.stringify(pathToFileURL(resolve(path)).href)

it('a server without a network works, and asks for nothing outside', async () => {
  await writeTinyBuild(folder)
  const script = join(folder, 'offline.mjs')
  await writeFile(
    script,
    `import dns from 'node:dns'
     import net from 'node:net'
     const outside = []
     const connect = net.Socket.prototype.connect
     net.Socket.prototype.connect = function (...parameters) {
       const host = parameters.flat().find((one) => one && typeof one === 'object')?.host
       if (!['127.0.0.1', '::1', 'localhost'].includes(host)) outside.push(host)
       return connect.apply(this, parameters)
     }
     const lookup = dns.lookup
     dns.lookup = (name, ...others) => {
       if (!['127.0.0.1', 'localhost'].includes(name)) outside.push(name)
       return lookup(name, ...others)
     }
     const { startServer } = await import(${url('server/start.ts')})
     const data = ${JSON.stringify(folder)}
     const server = await startServer({ city: 'tiny', dataDirectory: data, cacheDirectory: ${JSON.stringify(resolve('.lifeline/cache'))},
       publicTiles: data, distDirectory: data, port: 0 })
     await server.ready
     const { publishableKey } = await (await fetch(server.url + '/config.json')).json()
     const [user] = server.users()
     const signIn = await fetch(server.url + '/auth/v1/token?grant_type=password', { method: 'POST', body: JSON.stringify(user),
       headers: { apikey: publishableKey, 'Content-Type': 'application/json' } })
     const health = await (await fetch(server.url + '/healthz/detail')).json()
     await server.close()
     console.log(JSON.stringify({ outside, signIn: signIn.status, health: health.state }))
     process.exit()`,
  )
  const told = await offline(`exec "${process.execPath}" --import ${url('tools/ts.mjs')} "${script}"`, resolve('.'))
  expect(JSON.parse(told.trim().split('\n').at(-1) ?? '')).toEqual({ outside: [], signIn: 200, health: 'good' })
})

// Minutes: packs and unpacks all that the program needs.
const long = (name: string, options: { timeout: number }, work: () => Promise<void>) => {
  if (isLong) it(name, options, work)
}
long(
  'an install bundle installs and serves the demo city without a network, and no system call asks for one',
  { timeout: 600_000 },
  async () => {
    const bundle = join(folder, 'bundle.tar.gz')
    const lifeline = ['--import', './tools/ts.mjs', 'cli/main.ts', 'bundle', '--to', bundle]
    execFileSync(process.execPath, lifeline, { stdio: 'pipe' })
    execFileSync('tar', ['xzf', bundle, '-C', folder])
    const home = join(folder, 'lifeline-twin')
    const trace = join(folder, 'trace')
    const told = await offline(
      `sh install.sh && { strace -f -qq -e trace=connect,sendto,sendmsg,sendmmsg -o ${trace} ./lifeline start --port 0 \
         --data ${folder}/data > ${folder}/log 2>&1 & } && until grep -q '^ready' ${folder}/log; do sleep 1; done \
       && kill -TERM $(cat ${folder}/data/demo/server.pid) && wait && cat ${folder}/log`,
      home,
    )
    expect(told).toMatch(/^ready http/m)
    const calls = (await readFile(trace, 'utf8')).split('\n').filter((line) => /AF_INET6?\b/.test(line))
    expect(calls.filter((line) => !/127\.0\.0\.1|"::1"/.test(line))).toEqual([])
  },
)
