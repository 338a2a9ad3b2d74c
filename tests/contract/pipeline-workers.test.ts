import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { buildCity } from '../../data-pipeline/build.ts'
import { aSurveyFolder, linesText, pointsText } from '../../data-pipeline/read/a-survey-folder.ts'
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

test('two workers on a Redis, of which one is killed, make the same build as threads do', async () => {
  const [source, root, alone, redis] = [await aLongSurvey(), await aRoot(), await aRoot(), await startRedis()]
  onTestFinished(() => redis.stop())
  let made = 0
  const doomed = aWorker(redis.url, root, (line, worker) => {
    made += line.includes('rows') ? 1 : 0
    if (made > 0) worker.kill('SIGKILL')
  })
  const build = (at: string, more: object) =>
    buildCity({ sources: [source], dataDirectory: join(at, 'data'), publicDirectory: join(at, 'public'), ...more })
  const finished = build(root, { redis: redis.url })
  expect(await doomed.ended).toBe('SIGKILL')
  aWorker(redis.url, root)
  await finished
  await build(alone, { workers: 2 })
  const shards = await readdir(join(alone, 'data/testtown/parts'))
  expect(shards.length).toBeGreaterThan(10)
  expect(await readdir(join(root, 'data/testtown/parts'))).toEqual(shards)
  expect(await digest(root)).toBe(await digest(alone))
})
