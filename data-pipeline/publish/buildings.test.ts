import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Findings } from '../check/finding.ts'
import type { Survey, SurveyBuilding } from '../survey.ts'
import { constantGeoid } from '../tile/a-feature.ts'
import { writePublicBuildings } from './buildings.ts'
import { groundOf } from './ground.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'buildings-'))
})
afterEach(() => rm(root, { recursive: true }))

const aBuilding = (ground: number | null, height = 9): SurveyBuilding => {
  const [lon, lat] = [117.5, 30.5]
  const ring = [
    { lon, lat },
    { lon: lon + 0.0002, lat },
    { lon: lon + 0.0002, lat: lat + 0.0001 },
    { lon, lat: lat + 0.0001 },
  ]
  return { rings: [ring], ground, height, source: { file: 'buildings.csv', row: 2 } }
}

async function write(name: string, ...buildings: SurveyBuilding[]) {
  const findings = new Findings()
  const directory = join(root, name)
  await mkdir(directory)
  const survey = { city: 'town', buildings, findings } as unknown as Survey
  const city = { survey, ground: groundOf({ origin: 'none' }), geoid: constantGeoid, kept: join(root, 'kept') }
  return { path: await writePublicBuildings(city, directory), findings, directory }
}

it('a building that stands on nothing known is left out, and told', async () => {
  const { path, findings } = await write('first', aBuilding(5), aBuilding(null), aBuilding(null))
  expect(path).toBe('buildings/tileset.json')
  expect(findings.list).toMatchObject([{ severity: 'error', rule: 'building-without-ground', value: 2 }])
})

it('a city without buildings has no tileset of them', async () => {
  const { path, directory } = await write('first', aBuilding(null))
  expect(path).toBeNull()
  expect(await readdir(directory)).toEqual([])
})

it('buildings are drawn again when one has changed, and only then; faults are told each time', async () => {
  const made = async (name: string, height: number) => {
    const { directory, findings } = await write(name, aBuilding(5, height), { ...aBuilding(5), rings: [[]] })
    expect(findings.list).toMatchObject([{ severity: 'error', file: 'buildings.csv', row: 2 }])
    return (await stat(join(directory, 'buildings/tileset.json'))).ino
  }
  const first = await made('first', 9)
  expect(await made('second', 9)).toBe(first)
  expect(await made('third', 12)).not.toBe(first)
})
