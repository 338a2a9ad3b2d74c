import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ASSET_STATUSES } from '../src/domain/asset/asset.ts'
import { decodeAssetIndex } from '../src/domain/asset/asset-index.ts'
import { decodeNetwork, LINK_FLOW } from '../src/domain/network/network-file.ts'
import { buildCity } from './build.ts'
import { tableRowsOf } from './publish/a-build.ts'
import { aSurveyFolder, type FolderChanges, linesText, pointsText } from './read/a-survey-folder.ts'

async function aBuild(changes: FolderChanges = {}, directory?: string) {
  const root = directory ?? (await mkdtemp(join(tmpdir(), 'lifeline-build-')))
  if (directory === undefined) onTestFinished(() => rm(root, { recursive: true }))
  const sources = [await aSurveyFolder(changes)]
  const report = await buildCity({ sources, dataDirectory: join(root, 'data'), publicDirectory: join(root, 'public') })
  const folder = join(root, 'data/testtown')
  return { root, folder, report, rows: await tableRowsOf(join(folder, 'build'), 'asset') }
}

async function filesUnder(root: string): Promise<string[]> {
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  return files.map((entry) => join(entry.parentPath, entry.name)).sort()
}

async function digest(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const path of await filesUnder(root)) hash.update(path.slice(root.length)).update(await readFile(path))
  return hash.digest('hex')
}

test('a build of the same survey in another place has the same bytes', async () => {
  const [one, two] = [await aBuild(), await aBuild()]
  expect(await digest(one.root)).toBe(await digest(two.root))
})

test('drawing indices stay with their assets, and those of removed assets are not given again', async () => {
  const first = await aBuild()
  const gid = (build: typeof first, key: string) => build.rows.find(({ id }) => id === `testtown/water/${key}`)?.gid
  const lost = gid(first, 'JS2~JS3~1')
  const files = {
    'JSPOINT.csv': pointsText('JS4,3988010,531000,5,三通,,,'),
    'JSLINE.csv': linesText('JS1,JS4,1,1,200,PE,8,2020').replace(/JS2,JS3.*\n/, ''),
  }
  const second = await aBuild({ files }, first.root)
  expect(gid(second, 'JS1~JS2~1')).toBe(gid(first, 'JS1~JS2~1'))
  expect(gid(second, 'JS2~JS3~1')).toBeUndefined()
  expect(second.rows.map((row) => row.gid)).not.toContain(lost)
  expect(new Set(second.rows.map((row) => row.gid)).size).toBe(second.rows.length)
})

test('a ledger that was lost, emptied or cut while a build exists is refused, and the build stays', async () => {
  const { root, folder } = await aBuild()
  const ledger = join(folder, 'gids.csv')
  const whole = await readFile(ledger, 'utf8')
  const before = await digest(join(folder, 'build'))
  const spoil = [() => rm(ledger), () => writeFile(ledger, ''), () => writeFile(ledger, whole.replace(/.*\n$/, ''))]
  for (const act of spoil) {
    await act()
    await expect(aBuild({}, root)).rejects.toMatchObject({
      message: expect.stringMatching(/恢复 gids\.csv.*Restore gids\.csv/),
      finding: { rule: 'lost-ledger', file: 'gids.csv' },
    })
  }
  expect(await digest(join(folder, 'build'))).toBe(before)
  await rm(ledger)
  await rm(join(folder, 'build'), { recursive: true })
  await aBuild({}, root)
  expect(await readFile(ledger, 'utf8')).toBe(whole)
})

test('an older build goes away whole, and stays when the new one fails', async () => {
  const first = await aBuild()
  await writeFile(join(first.folder, 'build/stale.txt'), 'old')
  await expect(aBuild({ files: { 'JSLINE.csv': '' } }, first.root)).rejects.toThrow('JSLINE.csv')
  expect(await readdir(join(first.folder, 'build'))).toContain('stale.txt')
  await aBuild({}, first.root)
  expect(await readdir(join(first.folder, 'build'))).not.toContain('stale.txt')
})

test('a pressure pipe is drawn half its outer height below its crown', async () => {
  const { rows } = await aBuild()
  const line = rows.find(({ id }) => id === 'testtown/water/JS1~JS2~1')
  expect(line).toMatchObject({ start_level_m: 3.8, end_level_m: 3.8, diameter_mm: 300, section: 'circle' })
  expect(line?.geometry).toMatch(/ 3\.64, .* 3\.64\)$/)
})

test('a line without depth keeps empty levels and says that its drawing is assumed', async () => {
  const { rows, report } = await aBuild({ files: { 'JSLINE.csv': linesText('JS3,JS1,,,200,PE,8,2020') } })
  const line = rows.find(({ id }) => id === 'testtown/water/JS3~JS1~1')
  expect(line).toMatchObject({ start_level_m: null, end_level_m: null, attributes: { level_assumed: true } })
  expect(report.facts['drawn at an assumed level']).toBe(1)
})

test('the water network knows its source and its valve', async () => {
  const { folder } = await aBuild()
  const bytes = await readFile(join(folder, 'build/network/water.bin'))
  const network = decodeNetwork(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const node = (key: string) => network.nodeId.indexOf(`testtown/water/${key}`)
  expect(network.isSource[node('JS1')]).toBe(1)
  expect([...network.valveNode]).toEqual([node('JS2')])
  expect([...network.operable]).toEqual([1])
})

test('a gravity network knows which way its lines run and how long they are, a pressure network only the latter', async () => {
  const lines = [
    'S_Exp,E_Exp,S_Deep,E_Deep,PSize,Material,FlowDir',
    'YS1,YS2,1.20,1.30,300,砼,0',
    'YS2,YS3,1.30,1.90,300,砼,1',
  ]
  const { folder } = await aBuild({
    manifest: {
      cjj61: [
        { discipline: 'water', points: 'JSPOINT.csv', lines: 'JSLINE.csv' },
        { discipline: 'storm', points: 'YSPOINT.csv', lines: 'YSLINE.csv' },
      ],
    },
    files: { 'YSPOINT.csv': pointsText().replaceAll('JS', 'YS'), 'YSLINE.csv': `${lines.join('\n')}\n` },
  })
  const open = async (discipline: string) => {
    const bytes = await readFile(join(folder, `build/network/${discipline}.bin`))
    return decodeNetwork(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  }
  const [storm, water] = [await open('storm'), await open('water')]
  expect([[...storm.flow], [...storm.isRising]]).toEqual([
    [LINK_FLOW.forward, LINK_FLOW.back],
    [0, 1],
  ])
  expect([...water.flow]).toEqual([LINK_FLOW.unknown, LINK_FLOW.unknown])
  expect([...water.length].map(Math.round)).toEqual([50, 40])
})

test('the flat extract tells year, size, quality and status, and 0 for what is not known', async () => {
  const { folder } = await aBuild({ files: { 'JSLINE.csv': linesText('JS3,JS1,1,1,,PE,8,') } })
  const bytes = await readFile(join(folder, 'build/flat.bin'))
  const index = decodeAssetIndex(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const of = (key: string) => {
    const gid = index.gidOf.get(`testtown/water/${key}`) ?? 0
    return [index.builtYear[gid], index.diameter[gid], index.qualityLevel[gid], index.status[gid]]
  }
  const inUse = ASSET_STATUSES.indexOf('in-use')
  expect(of('JS1~JS2~1')).toEqual([2008, 300, 0, inUse])
  expect(of('JS3~JS1~1')).toEqual([0, 0, 0, inUse])
  expect(of('JS2')[1]).toBe(0)
})

test('public files tell no identity of a pipe', async () => {
  const { root, rows } = await aBuild()
  const folder = join(root, 'public/testtown')
  for (const path of await filesUnder(folder)) {
    const text = (await readFile(path)).toString('latin1')
    for (const { id } of rows) expect(text).not.toContain(id.split('/').at(-1))
    expect(text).not.toMatch(/gid|DN300|球墨/)
  }
  const cells = JSON.parse(await readFile(join(folder, 'cells.geojson'), 'utf8'))
  const keys = cells.features.map((feature: { properties: object }) => Object.keys(feature.properties).sort().join())
  expect(new Set(keys)).toEqual(new Set(['call,hasOthers,kinds']))
})
