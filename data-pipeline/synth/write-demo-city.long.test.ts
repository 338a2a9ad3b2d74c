import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromArrayBuffer } from 'geotiff'
import iconv from 'iconv-lite'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sensorKinds } from '../../src/domain/sensing/kinds/index.ts'
import { writeDemoCity } from './write-demo-city.ts'

type Row = Record<string, string>
const DISCIPLINES = { water: 'JS', storm: 'YS', sewer: 'WS', gas: 'RQ', heat: 'RL', power: 'DL', telecom: 'TX' }
/** domain B.1 [m]; heat counts supply and return */
const LENGTHS = { JP: 42e3, ZS: 4e3, YS: 31e3, WS: 27e3, TR: 24e3, RS: 32e3, GD: 30e3, XX: 34e3 }
const TOLERANCE = 0.15
const UNKNOWN_POINT = 'JS99999'

let root: string
let folder: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'demo-city-'))
  folder = join(root, 'first')
  await writeDemoCity(folder, { seed: 7 })
})
afterAll(() => rm(root, { recursive: true, force: true }))

describe('the demo city', () => {
  it('is the same to the byte for the same seed, and another for another', async () => {
    const second = join(root, 'second')
    await writeDemoCity(second, { seed: 7 })
    const files = await filesOf(folder)
    expect(await filesOf(second)).toEqual(files)
    for (const file of files) {
      const [a, b] = await Promise.all([readFile(join(folder, file)), readFile(join(second, file))])
      expect(a.equals(b), file).toBe(true)
    }
    await writeDemoCity(second, { seed: 8 })
    const [first, other] = await Promise.all([
      readFile(join(folder, 'JSPOINT.csv')),
      readFile(join(second, 'JSPOINT.csv')),
    ])
    expect(first.equals(other)).toBe(false)
  })

  it('reads the same in GB18030 as in UTF-8', async () => {
    const second = join(root, 'gb18030')
    await writeDemoCity(second, { seed: 7, encoding: 'gb18030' })
    const bytes = await readFile(join(second, 'JSPOINT.csv'))
    expect(iconv.decode(bytes, 'gb18030')).toBe(await readFile(join(folder, 'JSPOINT.csv'), 'utf8'))
    expect(JSON.parse(await readFile(join(second, 'survey.json'), 'utf8')).encoding).toBe('gb18030')
  })

  it('has every line end in its point table but the seeded one', async () => {
    const unknown: string[] = []
    for (const prefix of Object.values(DISCIPLINES)) {
      const points = new Set((await table(`${prefix}POINT`)).map(({ Exp_No }) => Exp_No))
      for (const { S_Exp = '', E_Exp = '' } of await table(`${prefix}LINE`)) {
        unknown.push(...[S_Exp, E_Exp].filter((id) => !points.has(id)))
      }
    }
    expect(unknown).toEqual([UNKNOWN_POINT])
  })

  it('has the lengths and counts that a city of its size has', async () => {
    const lengths: Record<string, number> = {}
    let [lines, points] = [0, 0]
    for (const prefix of Object.values(DISCIPLINES)) {
      for (const { Type = '', Length } of await table(`${prefix}LINE`)) {
        lengths[Type] = (lengths[Type] ?? 0) + Number(Length)
        expect(Number(Length)).toBeLessThanOrEqual(75)
        lines++
      }
      points += (await table(`${prefix}POINT`)).length
    }
    for (const [type, wanted] of Object.entries(LENGTHS)) {
      expect(Math.abs((lengths[type] ?? 0) / wanted - 1), `${type}: ${lengths[type]} m`).toBeLessThanOrEqual(TOLERANCE)
    }
    expect(Math.abs(lines / 9000 - 1)).toBeLessThanOrEqual(TOLERANCE)
    expect(Math.abs(points / 8500 - 1)).toBeLessThanOrEqual(TOLERANCE)
  })

  it('lets gravity sewers fall with the flow, pumped mains and seeded faults apart', async () => {
    const { faults } = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8'))
    const rising: string[] = []
    for (const prefix of ['YS', 'WS']) {
      const ground = new Map((await table(`${prefix}POINT`)).map(({ Exp_No, Surf_H }) => [Exp_No, Number(Surf_H)]))
      for (const line of await table(`${prefix}LINE`)) {
        if (line.Note === '压力管') continue
        const start = (ground.get(line.S_Exp) ?? Number.NaN) - Number(line.S_Deep)
        const end = (ground.get(line.E_Exp) ?? Number.NaN) - Number(line.E_Deep)
        const fall = line.FlowDir === '1' ? end - start : start - end
        if (!(fall > 0)) rising.push(`${prefix === 'WS' ? 'sewer' : 'storm'}/${line.S_Exp}~${line.E_Exp}~1`)
      }
    }
    expect(rising.sort()).toEqual(faults['adverse-slope'].toSorted())
  })

  it('has no two water lines between the same two points', async () => {
    const pairs = (await table('JSLINE')).map(({ S_Exp, E_Exp }) => [S_Exp, E_Exp].sort().join('~'))
    expect(new Set(pairs).size).toBe(pairs.length)
  })

  it('joins the whole water network to an inlet', async () => {
    const points = (await table('JSPOINT')).filter(({ Type }) => Type === 'JP')
    const lines = (await table('JSLINE')).filter(({ Type }) => Type === 'JP')
    const sources = points.filter(({ Subsid }) => Subsid === '水厂')
    expect(sources).toHaveLength(2)
    expect(reachable(lines, sources[0]?.Exp_No ?? '').size).toBe(points.length + 1)
  })

  it('gives X as north and Y as east in EPSG:4549', async () => {
    for (const { X, Y } of await table('RQPOINT')) {
      expect(Number(X)).toBeGreaterThan(3.984e6)
      expect(Number(X)).toBeLessThan(3.988e6)
      expect(Number(Y)).toBeGreaterThan(5.32e5)
      expect(Number(Y)).toBeLessThan(5.37e5)
    }
  })

  it('has ground levels in its terrain model that agree with the survey', async () => {
    const bytes = await readFile(join(folder, 'dem.tif'))
    const image = await (await fromArrayBuffer(new Uint8Array(bytes).buffer)).getImage()
    expect(image.getGeoKeys()?.ProjectedCSTypeGeoKey).toBe(4549)
    const [west = 0, , , north = 0] = image.getBoundingBox()
    const [cell = 1] = image.getResolution()
    const heights = (await image.readRasters())[0]
    for (const { X, Y, Surf_H, Exp_No } of (await table('JSPOINT')).slice(0, 200)) {
      const column = Math.floor((Number(Y) - west) / cell)
      const row = Math.floor((north - Number(X)) / cell)
      const height = typeof heights === 'number' ? heights : heights?.[row * image.getWidth() + column]
      // one cell holds up to a metre of relief on the river's bank
      expect(Math.abs(Number(height) - Number(Surf_H)), Exp_No).toBeLessThan(1)
    }
  })

  it('has a file for every document, without script or inline style and marked 示例', async () => {
    const documents = await table('documents')
    const files = await readdir(join(folder, 'documents'))
    expect(documents.map(({ file }) => file).sort()).toEqual(files.sort())
    for (const file of files.slice(0, 50)) {
      const html = await readFile(join(folder, 'documents', file), 'utf8')
      expect(html).toContain('示例')
      expect(html).toContain('href="/document.css"')
      expect(html).not.toMatch(/<script|style=/)
    }
  })

  it('lets old projects lack their early stages, and recent ones have all six', async () => {
    const stages = await table('lifecycle_stages')
    const stagesOf = (id: string | undefined) =>
      stages.filter(({ project_id }) => project_id === id).map(({ stage }) => stage)
    const projects = await table('projects')
    const old = projects.filter(({ name }) => /区19\d\d年/.test(name ?? ''))
    const recent = projects.filter(({ name }) => /区20[12]\d年/.test(name ?? ''))
    expect(old.filter(({ id }) => !stagesOf(id).includes('approval')).length).toBeGreaterThan(old.length / 2)
    for (const { id } of recent) expect(stagesOf(id)).toHaveLength(6)
  })

  it('refers only to things that exist', async () => {
    const assets = await assetKeys()
    const ids = async (name: string) => new Set((await table(name)).map(({ id }) => id))
    const [organisations, projects, roads] = [await ids('organisations'), await ids('projects'), await ids('roads')]
    for (const prefix of Object.values(DISCIPLINES)) {
      for (const line of await table(`${prefix}LINE`)) {
        expect(projects).toContain(line.Prj_No)
        expect(organisations).toContain(line.Belong)
        expect(roads).toContain(line.RoadCode)
      }
    }
    const kinds = new Set(sensorKinds.map(({ id }) => id))
    for (const { asset, kind } of await table('sensors')) {
      if (asset) expect(assets).toContain(asset)
      expect(kinds).toContain(kind)
    }
    for (const { asset } of await table('operations')) expect(assets).toContain(asset)
    for (const { assets: list } of await table('risks'))
      for (const asset of list?.split(';') ?? []) expect(assets).toContain(asset)
    for (const { water_point, gas_point, heat_point, heat_return_point } of await table('customers')) {
      for (const point of [water_point, gas_point, heat_point, heat_return_point])
        if (point) expect(assets).toContain(point)
    }
  })

  it('watches with every sensor kind, each sensor having limits', async () => {
    const sensors = await table('sensors')
    const limited = new Set((await table('thresholds')).map(({ sensor_id }) => sensor_id))
    expect(new Set(sensors.map(({ kind }) => kind))).toEqual(new Set(sensorKinds.map(({ id }) => id)))
    expect(sensors.filter(({ id }) => !limited.has(id))).toEqual([])
    expect(new Set(sensors.map(({ id }) => id)).size).toBe(sensors.length)
  })

  it('lists its seeded defects in the truth file, each on an asset that exists', async () => {
    const truth = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8'))
    const assets = await assetKeys()
    expect(truth.clearance).toHaveLength(12)
    expect(truth.cover).toHaveLength(8)
    expect(truth.data).toHaveLength(5)
    expect(truth.gasNearSewer).toHaveLength(3)
    expect(truth.unsensoredRisks).toHaveLength(6)
    for (const asset of Object.values<string[]>(truth.faults).flat()) expect(assets).toContain(asset)
    for (const { asset } of [...truth.clearance, ...truth.cover, ...truth.gasNearSewer]) expect(assets).toContain(asset)
  })
})

async function filesOf(directory: string): Promise<string[]> {
  return (await readdir(directory, { recursive: true })).filter((file) => /\.\w+$/.test(file)).sort()
}

async function table(name: string): Promise<Row[]> {
  const file = join(folder, `${name}.csv`)
  expect(existsSync(file), file).toBe(true)
  return Papa.parse<Row>(await readFile(file, 'utf8'), { header: true, skipEmptyLines: true }).data
}

async function assetKeys(): Promise<Set<string>> {
  const keys = new Set<string>()
  for (const [discipline, prefix] of Object.entries(DISCIPLINES)) {
    for (const { Exp_No } of await table(`${prefix}POINT`)) keys.add(`${discipline}/${Exp_No}`)
    const counts = new Map<string, number>()
    for (const { S_Exp, E_Exp } of await table(`${prefix}LINE`)) {
      const pair = `${S_Exp}~${E_Exp}`
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
      keys.add(`${discipline}/${pair}~${counts.get(pair)}`)
    }
  }
  for (const { id } of await table('bridges')) keys.add(`bridge/${id}`)
  for (const { id } of await table('galleries')) keys.add(`gallery/${id}`)
  for (const { id, kind } of [...(await table('tunnels')), ...(await table('boxes'))])
    keys.add(`${kind === 'metro' ? 'metro' : 'tunnel'}/${id}`)
  return keys
}

function reachable(lines: readonly Row[], from: string): Set<string> {
  const neighbours = new Map<string, string[]>()
  const join = (a: string, b: string) => neighbours.set(a, [...(neighbours.get(a) ?? []), b])
  for (const { S_Exp = '', E_Exp = '' } of lines) {
    join(S_Exp, E_Exp)
    join(E_Exp, S_Exp)
  }
  const seen = new Set([from])
  const queue = [from]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const other of neighbours.get(next) ?? []) {
      if (!seen.has(other)) queue.push(other)
      seen.add(other)
    }
  }
  return seen
}
