import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { writeTinyBuild } from './tiny-city.ts'

/** What must never be read in a log: an address, a token, a position, a name. */
const EMAIL = 'canary.person@secret.example'
const TOKEN = 'canarytoken.canarytoken.canarytoken'
const GEOMETRY = 'SRID=4490;POINT Z (120.777777 36.777777 7.777777)'
const TEXT = 'canary-text-4711'
const CANARIES = [EMAIL, 'canarytoken', '120.777777', '36.777777', TEXT, 'lifeline-canary-password', DEMO_PASSWORD]

interface Started {
  readonly url: string
  readonly ingestKey: string
  readonly publishableKey: string
}

/** The server in a process of its own, so that everything it writes is heard. */
async function startChild(dataDirectory: string) {
  const options = {
    city: 'tiny',
    dataDirectory,
    cacheDirectory: resolve('.lifeline/cache'),
    publicTiles: join(dataDirectory, 'public'),
    distDirectory: join(dataDirectory, 'dist'),
    port: 0,
    hasReplay: false,
  }
  const script = `
    import { startServer } from ${JSON.stringify(pathToFileURL(resolve('server/start.ts')).href)}
    const server = await startServer(${JSON.stringify(options)})
    await server.ready
    const { publishableKey } = await (await fetch(server.url + '/config.json')).json()
    process.send({ url: server.url, ingestKey: server.ingestKey, publishableKey })
    process.once('message', async () => { await server.close(); process.disconnect() })`
  const file = join(dataDirectory, 'serve.mjs')
  await writeFile(file, script)
  const child = spawn(process.execPath, ['--import', pathToFileURL(resolve('tools/ts.mjs')).href, file], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const written: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => written.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => written.push(chunk))
  const [started] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`the server ended: ${Buffer.concat(written)}`))),
  ])) as [Started]
  return {
    ...started,
    async stop() {
      child.send('stop')
      await once(child, 'close')
      return Buffer.concat(written).toString('utf8')
    },
  }
}

it('nothing that people send or that the database quotes is written to the log', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lifeline-canary-'))
  try {
    await writeTinyBuild(dataDirectory)
    const server = await startChild(dataDirectory)
    const statuses: number[] = []
    const ask = async (path: string, method: string, body: unknown, token?: string) => {
      const answer = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          apikey: server.publishableKey,
          'Content-Type': 'application/json',
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
        },
        ...(body === null ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      statuses.push(answer.status)
      return answer.text()
    }
    const signIn = (body: unknown) => ask('/auth/v1/token?grant_type=password', 'POST', body)
    const planner = String(
      JSON.parse(await signIn({ email: 'planner@demo.local', password: DEMO_PASSWORD })).access_token,
    )
    const before = statuses.length

    await signIn({ email: EMAIL, password: 'lifeline-canary-password' })
    await signIn({ email: [EMAIL], password: { a: TEXT } })
    await signIn(`{"email": "${EMAIL}", `)
    await ask('/auth/v1/token?grant_type=refresh_token', 'POST', { refresh_token: TOKEN })
    await ask('/auth/v1/user', 'GET', null, TOKEN)
    await ask('/tiles/tiny/grant', 'POST', null, TOKEN)
    await ask(`/documents/${TEXT}`, 'GET', null)
    await ask(`/${TEXT}`, 'GET', null)
    await ask('/rest/v1/rpc/city_info', 'POST', {}, TOKEN)
    for (const token of [planner, undefined]) {
      await ask('/rest/v1/asset', 'POST', { id: TEXT, geometry: GEOMETRY }, token)
      await ask('/rest/v1/asset?on_conflict=id', 'POST', [{ id: TEXT, geometry: GEOMETRY }], token)
      await ask('/rest/v1/city?id=eq.tiny', 'PATCH', { name_en: TEXT }, token)
      await ask(`/rest/v1/asset?gid=eq.${TEXT}`, 'GET', null, token)
      await ask(`/rest/v1/asset?geometry=eq.${encodeURIComponent(GEOMETRY)}`, 'GET', null, token)
      await ask(`/rest/v1/asset?attributes=cs.${TEXT}`, 'GET', null, token)
      await ask(`/rest/v1/asset?name=match.${encodeURIComponent(`(${TEXT}`)}`, 'GET', null, token)
      await ask(`/rest/v1/asset?select=${TEXT}`, 'GET', null, token)
      await ask(`/rest/v1/${TEXT}`, 'GET', null, token)
      await ask(`/rest/v1/rpc/${TEXT}`, 'POST', { a: GEOMETRY }, token)
      await ask('/rest/v1/rpc/search_assets', 'POST', { query: GEOMETRY, max_rows: TEXT }, token)
      await ask('/rest/v1/rpc/acknowledge_alarm', 'POST', { alarm: TEXT, note: EMAIL }, token)
      await ask('/rest/v1/rpc/asset_record', 'POST', `{"asset_id": "${TEXT}`, token)
      await ask('/rest/v1/rpc/asset_record', 'POST', { asset_id: `${TEXT}\u0000` }, token)
      const span = { sensor: TEXT, from_at: TEXT, to_at: GEOMETRY, max_points: 10 }
      await ask('/rest/v1/rpc/reading_history', 'POST', span, token)
      const named = { of_column: TEXT, new_class: TEXT, of_table: TEXT, of_record: EMAIL, person: EMAIL, sensor: TEXT }
      for (const name of ['set_field_secrecy', 'record_versions', 'admin_set_role', 'set_threshold', 'report_fault'])
        await ask(`/rest/v1/rpc/${name}`, 'POST', named, token)
      await ask('/rest/v1/rpc/add_operation_record', 'POST', { asset: TEXT, kind: EMAIL, done_on: GEOMETRY }, token)
      await ask('/admin/v1/users', 'POST', { email: EMAIL, name: TEXT }, token)
      await ask(`/admin/v1/users/${TEXT}/password`, 'POST', {}, token)
      await ask('/admin/v1/my-password', 'POST', { current: DEMO_PASSWORD.toUpperCase(), next: TEXT }, token)
      await ask(`/realtime/v1/api/broadcast/${TEXT}/events/${TEXT}`, 'POST', { geometry: GEOMETRY }, token)
      await ask('/rest/v1/asset?order=geometry.desc', 'DELETE', null, token)
    }
    const reading = { sensor: TEXT, at: Date.now(), value: 1 }
    await ask('/ingest/v1/readings', 'POST', { readings: [reading] }, TOKEN)
    for (const body of [
      { readings: [reading, { ...reading, sensor: `${TEXT}\u0000` }, { ...reading, value: TEXT }, TEXT] },
      { readings: [{ ...reading, sensor: 's-water', at: 8.64e15, value: 1e308 }] },
      { readings: [{ ...reading, sensor: `${TEXT}\ud800` }] },
      `{"readings": "${TEXT}`,
    ])
      await ask('/ingest/v1/readings', 'POST', body, server.ingestKey)
    const socket = new WebSocket(
      `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${server.publishableKey}&vsn=1.0.0`,
    )
    await once(socket, 'open')
    for (const payload of [{ access_token: TOKEN }, { access_token: planner, config: TEXT }]) {
      socket.send(
        JSON.stringify({ topic: `realtime:${TEXT}\u0000`, event: 'phx_join', payload, ref: '1', join_ref: '1' }),
      )
      await once(socket, 'message')
    }
    socket.send(TEXT)
    socket.send(Buffer.from(TEXT))
    const closed = once(socket, 'close')
    const log = await server.stop()
    await closed

    expect(statuses.slice(before).every((status) => status >= 400 || status === 200)).toBe(true)
    expect(statuses.slice(before).filter((status) => status >= 400).length).toBeGreaterThanOrEqual(50)
    expect(log, 'errors were logged at all').toMatch(/Error/)
    for (const canary of [...CANARIES, planner, server.publishableKey, server.ingestKey])
      expect(log.includes(canary), `${canary} in:\n${log}`).toBe(false)
  } finally {
    await rm(dataDirectory, { recursive: true, force: true })
  }
})
