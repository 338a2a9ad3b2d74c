import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { buildCity } from '../../data-pipeline/build.ts'
import { checkSurvey } from '../../data-pipeline/check/check-survey.ts'
import { type ListedSurvey, readListed } from '../../data-pipeline/read/a-read-survey.ts'
import { readRaster } from '../../data-pipeline/read/dem.ts'
import { rasterModel } from '../../data-pipeline/read/raster.ts'
import { internalManifestSchema } from '../../src/domain/config/city-manifest.ts'
import { decodeColumns } from '../../src/domain/formats/columns.ts'
import { decodeNetwork } from '../../src/domain/network/network-file.ts'

/** Outside data; its READMEs were counted by an independent script. */
const BENCH = resolve(process.env.LIFELINE_BENCH ?? '../shared/bench', 'pipeline')
const PIAVE = {
  sources: [join(BENCH, 'hydromt-piave')],
  dem: join(BENCH, 'dem/piave_bedlevel.tif'),
  crs: 'EPSG:3857',
  vertical: 'egm96',
  name: 'piave',
}
const FOOT = 0.3048

function planarLength(survey: ListedSurvey): number {
  let sum = 0
  for (const { path } of survey.lines) {
    path.forEach((at, i) => {
      const before = path[i - 1]
      if (before) sum += Math.hypot(at.x - before.x, at.y - before.y)
    })
  }
  return sum
}

function straightLength(survey: ListedSurvey): number {
  return survey.lines.reduce((sum, { path }) => {
    const [first, last] = [path[0], path.at(-1)]
    return sum + (first && last ? Math.hypot(last.x - first.x, last.y - first.y) : 0)
  }, 0)
}

async function open(path: string): Promise<ArrayBuffer> {
  const bytes = await readFile(path)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}

describe.runIf(existsSync(BENCH))('outside data', () => {
  test('Piave: 1,001 pipes, 1,007 manholes, 48,871.090 planar, 243 rising, 517 level', async () => {
    const survey = await readListed(PIAVE)
    checkSurvey(survey)
    expect([survey.lines.length, survey.points.length]).toEqual([1001, 1007])
    expect(planarLength(survey)).toBeCloseTo(48_871.09, 3)
    expect(survey.facts).toMatchObject({ 'gravity lines rising': 243, 'gravity lines level': 517 })
    expect(survey.findings.count('error')).toBe(0)
  })

  /** counts and lengths of swmm-usepa/README.md; lengths in file units, to the README's 0.01 */
  test.each([
    { file: 'user1', unit: 1, nodes: 60, conduits: 59, recorded: 8020, straight: 6808.15, adverse: 0 },
    { file: 'user2', unit: FOOT, nodes: 72, conduits: 83, recorded: 55_604, straight: 49_964.96, adverse: 2 },
    { file: 'user3', unit: 1, nodes: 141, conduits: 134, recorded: 32_490.6, straight: 28_488, adverse: 0 },
    { file: 'user5', unit: FOOT, nodes: 200, conduits: 273, recorded: 95_348, straight: 101_420.11, adverse: 1 },
    {
      file: 'CoS-Reduced-Inlets',
      unit: 1,
      nodes: 128,
      conduits: 121,
      recorded: 3681.96,
      straight: 3688.58,
      adverse: 2,
    },
  ])('$file (.inp): $conduits conduits, $recorded long, $adverse adverse', async ({ file, unit, ...expected }) => {
    const anchor = { lon: 120.3, lat: 36.1 }
    const sources = [join(BENCH, 'swmm-usepa', `${file}.inp`)]
    const survey = await readListed({ sources, crs: 'local', anchor, vertical: 'local' })
    checkSurvey(survey)
    expect(survey.points.length).toBe(expected.nodes)
    expect(survey.lines.length).toBe(expected.conduits)
    const recorded = survey.lines.reduce((sum, line) => sum + (line.recordedLength ?? 0), 0)
    expect(Math.abs(recorded / unit - expected.recorded)).toBeLessThan(0.01)
    expect(Math.abs(straightLength(survey) / unit - expected.straight)).toBeLessThan(0.01)
    expect(survey.facts['gravity lines rising']).toBe(expected.adverse)
    expect(survey.findings.count('error')).toBe(0)
  })

  test('the Piave DEM gives its own cells back, and nothing outside', async () => {
    const dem = rasterModel(await readRaster(PIAVE.dem, null, join(tmpdir(), 'dem.bin')))
    const survey = await readListed(PIAVE)
    const differences = survey.points.flatMap(({ lon, lat, ground }) => {
      const value = dem(lon, lat)
      return value === null || ground === null ? [] : [Math.abs(value - ground)]
    })
    // street levels were sampled from this DEM at the nearest cell; bilinear differs by the local relief only
    expect(differences.length).toBeGreaterThan(900)
    expect(differences.sort((a, b) => a - b)[differences.length >> 1]).toBeLessThan(10)
    expect(dem(0, 0)).toBeNull()
  })

  test('Piave becomes a whole build, and the same build twice', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lifeline-build-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    const options = { ...PIAVE, dataDirectory: join(directory, 'data'), publicDirectory: join(directory, 'public') }
    const report = await buildCity(options)
    const build = join(directory, 'data/piave/build')
    const manifest = internalManifestSchema.parse(JSON.parse(await readFile(join(build, 'city.json'), 'utf8')))
    expect(manifest.counts).toEqual({ lines: 1001, points: 1007, structures: 0, sensors: 0 })
    expect(manifest.length.planar / manifest.length.ellipsoid).toBeCloseTo(1.452, 3)
    const flat = decodeColumns(await open(join(build, 'flat.bin')))
    expect(flat.texts('id').length).toBe(manifest.maxGid + 1)
    expect(new Set(flat.texts('id')).size).toBe(1001 + 1007 + 1)
    const network = decodeNetwork(await open(join(build, 'network/sewer.bin')))
    expect(network.linkId.length).toBe(1001)
    const again = await buildCity(options)
    expect(again.build).toBe(report.build)
  })
})
