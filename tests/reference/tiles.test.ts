import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkPaths, type Finding } from '../../data-pipeline/tile/conformance/check-paths.ts'
import { benchFolder } from './bench-folder.ts'
import { unzip } from './unzip.ts'

// Counts are those of the READMEs beside the data (PLATEAU open data; CesiumGS/3d-tiles-samples), counted from the
// files themselves, so they must be met exactly.
const PLATEAU: Readonly<Record<string, { contents: number; features: number; triangles?: number }>> = {
  '13999_tokyo_udx-mlit_2024_citygml_2_sample-takeshiba_op_unf_Manhole_3dtiles_lod1': { contents: 2, features: 2 },
  '13999_tokyo_udx-mlit_2024_citygml_2_sample-takeshiba_op_unf_WaterPipe_3dtiles_lod1': { contents: 2, features: 2 },
  '13102_chuo-ku_pref_2023_citygml_2_op_ubld_3dtiles_lod1': { contents: 2, features: 2, triangles: 14_341 },
  '13102_chuo-ku_pref_2023_citygml_2_op_ubld_3dtiles_lod4': { contents: 36, features: 323, triangles: 91_889 },
  '13101_chiyoda-ku_pref_2023_citygml_2_op_brid_3dtiles_lod1': { contents: 4, features: 10, triangles: 4_557 },
  '08220_tsukuba-shi_city_2023_citygml_2_op_brid_3dtiles_lod1': { contents: 3, features: 4, triangles: 78 },
  '08220_tsukuba-shi_city_2023_citygml_2_op_brid_3dtiles_lod2': { contents: 3, features: 4, triangles: 525 },
  '08220_tsukuba-shi_city_2023_citygml_2_op_brid_3dtiles_lod3': { contents: 3, features: 4, triangles: 39_893 },
}
/** Faults that are really in PLATEAU's files: columns off the 8-byte boundary, empty views, statistics without bounds. */
const PLATEAU_FAULTS = ['buffer-view-empty', 'column-alignment', 'tileset-schema']
/** … and in some of them: geometry up to a metre outside its region, a child that errs or reaches more than its parent. */
const SOME_PLATEAU_FAULTS = ['content-outside', 'geometric-error', 'volume-outside']

const bench = join(benchFolder, 'tiles')
const zips = existsSync(bench)
  ? (await readdir(bench, { recursive: true })).filter((file) => file.endsWith('.zip')).sort()
  : []
const rulesOf = (findings: readonly Finding[]) => [...new Set(findings.map((finding) => finding.rule))].sort()

describe.skipIf(zips.length === 0)('the conformance checker on real PLATEAU tilesets', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plateau-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it.each(zips)('%s: counts all of it and names the faults that are in it', async (zip) => {
    await unzip(join(bench, zip), folder)
    const tally = await checkPaths([folder], () => {})
    expect(tally).toMatchObject(PLATEAU[basename(zip, '.zip')] ?? { tilesets: 1 })
    const rules = rulesOf(tally.findings)
    expect(rules).toEqual(expect.arrayContaining(PLATEAU_FAULTS))
    expect([...PLATEAU_FAULTS, ...SOME_PLATEAU_FAULTS]).toEqual(expect.arrayContaining(rules))
  })
})

const samples = join(bench, 'cesium_samples')
describe.skipIf(!existsSync(samples))('the conformance checker on samples of CesiumGS', () => {
  it.each([
    ['SparseImplicitQuadtree', { contents: 32, tilesets: 1 }],
    ['FeatureIdAttribute', { contents: 1, features: 4, triangles: 8 }],
    ['GpuInstancesMetadata', { contents: 1, features: 10 }],
  ])('%s has no fault', async (name, counts) => {
    const tally = await checkPaths([join(samples, name)], () => {})
    expect(tally.findings).toEqual([])
    expect(tally).toMatchObject(counts)
  })
})
