import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backUp } from '../../server/backup/back-up.ts'
import { restore } from '../../server/backup/restore.ts'
import { startServer } from '../../server/start.ts'
import { startPreparedCluster } from './back-ends.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

let tiny: TinyServer
let data: string
let file: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lifeline-'))
  file = join(data, 'tiny.tar.gz')
  tiny = await startTinyServer()
  await writeFile(join(tiny.dataDirectory, 'tiny', 'gids.csv'), 'the numbers')
  await mkdir(join(tiny.dataDirectory, 'public', 'tiny'), { recursive: true })
  await writeFile(join(tiny.dataDirectory, 'public', 'tiny', 'city.json'), '{}')
})
afterAll(async () => {
  await tiny.close()
  await rm(data, { recursive: true, force: true })
})

const take = (hasBuild = false) =>
  backUp({
    file,
    city: 'tiny',
    directory: join(tiny.dataDirectory, 'tiny'),
    publicTiles: join(tiny.dataDirectory, 'public/tiny'),
    version: '0',
    hasBuild,
    onStep: () => {},
  })
const putBack = (isForced = false, from = file) =>
  restore({ file: from, dataDirectory: data, publicTiles: join(data, 'public'), isForced, onStep: () => {} })

async function post(url: string, key: string, at: number) {
  const answer = await fetch(`${url}/ingest/v1/readings`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: JSON.stringify({ readings: [{ sensor: 's-water', at, value: 0.31 }] }),
  })
  return (await answer.json()) as { accepted: number; late: number; duplicate: number }
}

describe('a backup', () => {
  const first = Date.now() - 600_000

  it('is taken while readings go on coming in, and holds every one that was answered before', async () => {
    const { url, ingestKey } = tiny.server
    for (let count = 0; count < 20; count++) expect((await post(url, ingestKey, first + count)).accepted).toBe(1)
    const backup = take(true)
    for (let count = 20; count < 40; count++) expect((await post(url, ingestKey, first + count)).accepted).toBe(1)
    const { manifest } = await backup
    const readings = Object.entries(manifest.tables).filter(([name]) => name.startsWith('sensing.sensor_reading_2'))
    expect(readings.reduce((sum, [, { rows }]) => sum + rows, 0)).toBeGreaterThanOrEqual(20)
  })

  it('replaces a city only when told to, puts what was there aside, and goes on where it was', async () => {
    const place = join(data, 'tiny')
    await mkdir(place)
    await writeFile(join(place, 'secrets.json'), '{"mine":true}')
    await expect(putBack()).rejects.toThrow(/has secrets\.json already; give --force/)
    const { aside, manifest } = await putBack(true)
    expect(manifest).toMatchObject({ city: 'tiny', build: 'build-1' })
    expect(await readFile(join(aside ?? '', 'secrets.json'), 'utf8')).toBe('{"mine":true}')
    expect(await readFile(join(place, 'gids.csv'), 'utf8')).toBe('the numbers')
    expect(await readFile(join(data, 'public', 'tiny', 'city.json'), 'utf8')).toBe('{}')

    const restored = await startServer({
      city: 'tiny',
      dataDirectory: data,
      cacheDirectory: resolve('.lifeline/cache'),
      publicTiles: join(data, 'public'),
      distDirectory: join(data, 'dist'),
      port: 0,
      hasReplay: false,
    })
    try {
      await restored.ready
      expect(restored.ingestKey).toBe(tiny.server.ingestKey)
      expect((await post(restored.url, restored.ingestKey, first)).duplicate).toBe(1)
      await expect(putBack(true)).rejects.toThrow(/in use by process/)
    } finally {
      await restored.close()
    }
  })

  it('that is cut short or altered is refused, and nothing is changed', async () => {
    const whole = await readFile(file)
    const before = await readFile(join(data, 'tiny', 'secrets.json'), 'utf8')
    const broken = join(data, 'broken.tar.gz')
    const altered = Buffer.from(whole)
    altered[whole.length >> 1] = (altered[whole.length >> 1] ?? 0) ^ 255
    for (const bytes of [whole.subarray(0, whole.length >> 1), altered, Buffer.from('none')]) {
      await writeFile(broken, bytes)
      await expect(putBack(true, broken)).rejects.toThrow(/cannot be restored/)
    }
    expect(await readFile(join(data, 'tiny', 'secrets.json'), 'utf8')).toBe(before)
  })
})

describe('a backup of a PostgreSQL', () => {
  it('comes back into an empty database of another server, row for row, and into no other', async () => {
    const [from, to] = [await startPreparedCluster(), await startPreparedCluster()]
    try {
      const dumped = await startTinyServer(true, { databaseUrl: from.url })
      const dump = join(data, 'postgres.tar.gz')
      const empty = {
        file: dump,
        dataDirectory: join(data, 'other'),
        databaseUrl: to.url,
        publicTiles: join(data, 'public'),
        isForced: false,
        onStep: () => {},
      }
      try {
        await post(dumped.server.url, dumped.server.ingestKey, Date.now())
        const directory = join(dumped.dataDirectory, 'tiny')
        await backUp({
          file: dump,
          city: 'tiny',
          directory,
          publicTiles: join(data, 'none'),
          version: '0',
          hasBuild: true,
          databaseUrl: from.url,
          onStep: () => {},
        })
      } finally {
        await dumped.close()
      }
      expect((await restore(empty)).manifest).toMatchObject({ kind: 'postgres', postgres: 15, build: 'build-1' })
      const again = { ...empty, dataDirectory: join(data, 'third') }
      await expect(restore(again)).rejects.toThrow(/the database is not empty/)
      const served = await startTinyServer(true, { databaseUrl: to.url, dataDirectory: join(data, 'other') })
      try {
        const answer = await served.call('sensor_overview', {}, await served.signIn('planner'))
        expect(await answer.json()).toHaveLength(2)
      } finally {
        await served.close()
      }
    } finally {
      from.cluster.stop()
      to.cluster.stop()
    }
  })
})
