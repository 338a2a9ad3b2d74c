import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { buildCity } from '../../data-pipeline/build.ts'
import type { Progress } from '../../data-pipeline/publish/progress.ts'
import { aSurveyFolder, linesText, pointsText } from '../../data-pipeline/read/a-survey-folder.ts'
import { startRedisWorker } from '../../data-pipeline/remote/redis-worker.ts'
import { startRedis } from './redis-server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** 28 km of wells, 70 m apart: some 14 shards */
const WELLS = 400

async function aLongSurvey(): Promise<string> {
  const wells = Array.from({ length: WELLS }, (_, i) => `P${i},3989000,${531_100 + i * 70},5,,检查井,2,,WATER`)
  const pipes = Array.from({ length: WELLS - 1 }, (_, i) => `P${i},P${i + 1},1,1,200,PE,8,2020,直埋,WATER`)
  return await aSurveyFolder({ files: { 'JSPOINT.csv': pointsText(...wells), 'JSLINE.csv': linesText(...pipes) } })
}

async function aRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'lifeline-workers-'))
  onTestFinished(() => rm(root, { recursive: true }))
  return root
}

async function digest(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of ['data/testtown/build', 'public']) {
    for (const name of (await readdir(join(root, folder), { recursive: true })).sort()) {
      const path = join(root, folder, name)
      if ((await stat(path)).isFile()) hash.update(name).update(await readFile(path))
    }
  }
  return hash.digest('hex')
}

/** `lifeline pipeline worker` in a process of its own; `said` is called with every line of progress. */
function aWorker(url: string, root: string, said: (line: string, worker: ChildProcess) => void = () => {}) {
  const options = ['pipeline', 'worker', '--redis', url, '--data', join(root, 'data'), '--workers', '1']
  const worker = spawn(process.execPath, ['--import', './tools/ts.mjs', 'cli/main.ts', ...options], { cwd: ROOT })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    worker.on('exit', (_, signal) => resolve(signal))
  })
  worker.stderr.on('data', (text) => said(String(text), worker))
  onTestFinished(async () => {
    worker.kill('SIGKILL')
    await ended
  })
  return { ended }
}

function build(source: string, root: string, more: object) {
  const target = { dataDirectory: join(root, 'data'), publicDirectory: join(root, 'public') }
  return buildCity({ sources: [source], ...target, ...more })
}

test('two workers on a Redis, of which one is killed, make the same build as threads do', async () => {
  const [source, root, alone, redis] = [await aLongSurvey(), await aRoot(), await aRoot(), await startRedis()]
  onTestFinished(() => redis.stop())
  let made = 0
  const doomed = aWorker(redis.url, root, (line, worker) => {
    made += line.includes('rows') ? 1 : 0
    if (made > 0) worker.kill('SIGKILL')
  })
  const finished = build(source, root, { redis: redis.url })
  expect(await doomed.ended).toBe('SIGKILL')
  aWorker(redis.url, root)
  await finished
  await build(source, alone, { workers: 2 })
  const shards = await readdir(join(alone, 'data/testtown/parts'))
  expect(shards.length).toBeGreaterThan(10)
  expect(await readdir(join(root, 'data/testtown/parts'))).toEqual(shards)
  expect(await digest(root)).toBe(await digest(alone))
})

test('two builds of one city on a Redis, each in a folder of its own, are made by the workers of their folders', async () => {
  const [source, redis] = [await aLongSurvey(), await startRedis()]
  onTestFinished(() => redis.stop())
  const made = await Promise.all(
    ['here', 'there'].map(async () => {
      const root = await aRoot()
      const [shards, troubles]: [string[], string[]] = [[], []]
      const worker = await startRedisWorker({
        ...{ url: redis.url, dataDirectory: join(root, 'data'), threads: 1 },
        onDone: (job) => shards.push(job),
        onTrouble: (_, reason) => troubles.push(reason),
      })
      await build(source, root, { redis: redis.url })
      await worker.close()
      return { shards: shards.sort(), troubles, parts: await readdir(join(root, 'data/testtown/parts')) }
    }),
  )
  for (const { shards, troubles, parts } of made) {
    expect(shards).toEqual(parts.map((part) => `testtown ${part}`).sort())
    expect(troubles).toEqual([])
  }
})

test('a Redis that is not there ends build and worker with its name and the reason, not its password', async () => {
  const [source, root, redis] = [await aLongSurvey(), await aRoot(), await startRedis()]
  await redis.stop()
  const url = redis.url.replace('//', '//:secret@')
  const reason = `Redis ${redis.url} 连接不上 cannot be reached: connect ECONNREFUSED`
  await expect(build(source, root, { redis: url })).rejects.toThrow(reason)
  const nothing = { onDone: () => {}, onTrouble: () => {} }
  await expect(startRedisWorker({ url, dataDirectory: root, threads: 1, ...nothing })).rejects.toThrow(reason)
})

test('a Redis that is started anew in the middle of a build forgets the shards, and is given them again', async () => {
  const [source, root, first] = [await aLongSurvey(), await aRoot(), await startRedis()]
  onTestFinished(() => first.stop())
  let finished: Promise<unknown> = Promise.resolve()
  await new Promise<void>((isWaiting) => {
    const progress = ({ workers }: Progress) => workers === 0 && isWaiting()
    finished = build(source, root, { redis: first.url, progress })
  })
  await first.stop()
  const second = await startRedis(Number(new URL(first.url).port))
  onTestFinished(() => second.stop())
  aWorker(second.url, root)
  await finished
  expect((await readdir(join(root, 'data/testtown/parts'))).length).toBeGreaterThan(10)
})
