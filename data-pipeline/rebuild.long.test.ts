import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { access, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { buildCity } from './build.ts'
import type { Progress } from './publish/progress.ts'
import { aSurveyFolder, linesText, pointsText } from './read/a-survey-folder.ts'

const WELLS = 100
const SHARDS = 5
const well = (i: number) => `P${i},3989000,${531_100 + i * 70},5,,检查井,2,,WATER`
const pipe = (i: number, size = 200) => `P${i},P${i + 1},1,1,${size},PE,8,2020,直埋,WATER`
const many = <Row>(row: (i: number) => Row, count: number) => Array.from({ length: count }, (_, i) => row(i))

/** A row of wells 7 km long, with a pipe between any two: five shards with the waterworks. */
async function aLongSurvey(pipes = many((i) => pipe(i), WELLS - 1)): Promise<string> {
  return await aSurveyFolder({
    files: { 'JSPOINT.csv': pointsText(...many(well, WELLS)), 'JSLINE.csv': linesText(...pipes) },
  })
}

async function aRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'lifeline-rebuild-'))
  onTestFinished(() => rm(root, { recursive: true }))
  return root
}

async function build(source: string, root: string, workers?: number): Promise<Progress> {
  const told: Progress[] = []
  await buildCity({
    sources: [source],
    dataDirectory: join(root, 'data'),
    publicDirectory: join(root, 'public'),
    workers,
    progress: (progress) => told.push(progress),
  })
  const last = told.at(-1)
  if (!last) throw new Error('a build told no progress')
  return last
}

/** Hash of both grades and the ledger; what shards became is kept beside them and not served. */
async function digest(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of ['data/testtown/build', 'public', 'data/testtown/gids.csv'].map((name) => join(root, name))) {
    const isFile = (await stat(folder)).isFile()
    const names = isFile ? [''] : (await readdir(folder, { recursive: true })).sort()
    for (const name of names) {
      const path = join(folder, name)
      if ((await stat(path)).isFile()) hash.update(name).update(await readFile(path))
    }
  }
  return hash.digest('hex')
}

async function tilesOf(root: string, shard: string): Promise<number[]> {
  const folder = join(root, 'data/testtown/build/tiles/pipes', shard)
  const names = (await readdir(folder)).sort()
  return await Promise.all(names.map(async (name) => (await stat(join(folder, name))).ino))
}

async function shardsOf(root: string): Promise<string[]> {
  return (await readdir(join(root, 'data/testtown/parts'))).sort()
}

test('a build is the same bytes without workers and with 1, 2 and 4', async () => {
  const source = await aLongSurvey()
  const digests = new Set<string>()
  for (const workers of [0, 1, 2, 4]) {
    const root = await aRoot()
    expect((await build(source, root, workers)).ofShards).toBe(SHARDS)
    digests.add(await digest(root))
  }
  expect(digests.size).toBe(1)
})

test('the same survey again makes no shard again, and the same build', async () => {
  const [source, root] = [await aLongSurvey(), await aRoot()]
  expect((await build(source, root)).kept).toBe(0)
  const first = await digest(root)
  expect((await build(source, root)).kept).toBe(SHARDS)
  expect(await digest(root)).toBe(first)
  await expect(access(join(root, 'data/testtown/work'))).rejects.toThrow('ENOENT')
})

test('a changed row makes its shard again and no other, as if all were new', async () => {
  const root = await aRoot()
  await build(await aLongSurvey(), root)
  const changed = await aLongSurvey(many((i) => pipe(i, i === 20 ? 300 : 200), WELLS - 1))
  expect((await build(changed, root)).kept).toBe(SHARDS - 1)
  const again = await digest(root)
  await rm(join(root, 'data/testtown/parts'), { recursive: true })
  expect((await build(changed, root)).kept).toBe(0)
  expect(await digest(root)).toBe(again)
})

test('a corrected ground level makes the shards again that have unknown levels near it, and no other', async () => {
  const levelled = (ground: (i: number) => number) =>
    aSurveyFolder({
      files: {
        'JSPOINT.csv': pointsText(
          ...many((i) => `P${i},3989000,${531_100 + i * 70},${ground(i)},,检查井,2,,WATER`, WELLS),
        ),
        'JSLINE.csv': linesText(...many((i) => `P${i},P${i + 1},,,200,PE,8,2020,直埋,WATER`, WELLS - 1)),
      },
    })
  const root = await aRoot()
  await build(await levelled(() => 5), root)
  const corrected = await levelled((i) => (i === 2 ? 6 : 5))
  expect((await build(corrected, root)).kept).toBe(SHARDS - 1)
  const again = await digest(root)
  await rm(join(root, 'data/testtown/parts'), { recursive: true })
  await build(corrected, root)
  expect(await digest(root)).toBe(again)
})

test('a row put in before others moves their row numbers, and leaves their tiles as they are', async () => {
  const root = await aRoot()
  await build(await aLongSurvey(), root)
  const others = (await shardsOf(root)).slice(-2)
  const before = await Promise.all(others.map((shard) => tilesOf(root, shard)))
  await build(await aLongSurvey([pipe(0, 100), ...many((i) => pipe(i), WELLS - 1)]), root)
  expect(await Promise.all(others.map((shard) => tilesOf(root, shard)))).toEqual(before)
})

test('the ground is made again where a level was corrected, and only then', async () => {
  const root = await aRoot()
  const made = async () => (await stat(join(root, 'public/testtown/terrain/layer.json'))).ino
  await build(await aLongSurvey(), root)
  const first = await made()
  await build(await aLongSurvey(many((i) => pipe(i, 300), WELLS - 1)), root)
  expect(await made()).toBe(first)
  const points = pointsText(...many((i) => well(i).replace(',5,', i === 2 ? ',6,' : ',5,'), WELLS))
  await build(await aSurveyFolder({ files: { 'JSPOINT.csv': points } }), root)
  expect(await made()).not.toBe(first)
})

test('what a survey no longer has is gone from its shards', async () => {
  const root = await aRoot()
  await build(await aLongSurvey(), root)
  await build(await aSurveyFolder(), root)
  expect(await shardsOf(root)).toHaveLength(1)
})

test('a run that was killed goes on from its last whole shard, to the same build', async () => {
  const [source, root, whole] = [await aLongSurvey(), await aRoot(), await aRoot()]
  const child = fork(fileURLToPath(new URL('a-build-process.ts', import.meta.url)), [source, root], {
    execArgv: ['--import', new URL('../tools/ts.mjs', import.meta.url).href],
  })
  const exit = once(child, 'exit')
  child.on('message', (shards) => {
    if (Number(shards) >= 2) child.kill('SIGKILL')
  })
  expect((await exit)[1]).toBe('SIGKILL')
  await expect(access(join(root, 'data/testtown/build'))).rejects.toThrow('ENOENT')
  expect((await build(source, root)).kept).toBeGreaterThanOrEqual(2)
  await build(source, whole)
  expect(await digest(root)).toBe(await digest(whole))
})
