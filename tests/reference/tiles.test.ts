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
/**
 * Faults that are really in PLATEAU's files: columns off the 8-byte boundary, empty views, names with a colon in the
 * metadata schema, statistics without bounds.
 */
const PLATEAU_FAULTS = ['buffer-view-empty', 'column-alignment', 'metadata-schema', 'tileset-schema']
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

// Errors of the official 3D Tiles Validator 0.6.1 on the tilesets that PLATEAU's converter keeps as truth, from the README
// beside them. It counts one error for each fault of tileset.json and one for each content that has any.
const OFFICIAL: Readonly<Record<string, number>> = {
  nagaoka_Manhole_lod3: 20,
  nagaoka_SewerPipe_lod3: 20,
  takeshiba_WaterPipe_lod1: 20,
  tunnel_lod1: 28,
  tunnel_lod2: 28,
  tunnel_lod3: 28,
}
const references = join(benchFolder, 'pipeline/plateau-underground/reference-3dtiles')
describe.skipIf(!existsSync(references))('the conformance checker beside the official validator', () => {
  it.each(Object.entries(OFFICIAL))('%s: %i errors, counted its way', async (name, expected) => {
    const folder = await mkdtemp(join(tmpdir(), 'plateau-'))
    try {
      await unzip(join(references, `${name}.zip`), folder)
      const errors = (await checkPaths([folder], () => {})).findings.filter((finding) => finding.severity === 'error')
      const inTileset = errors.filter((finding) => finding.file.endsWith('tileset.json'))
      const contents = new Set(errors.filter((finding) => !inTileset.includes(finding)).map((finding) => finding.file))
      expect(inTileset.length + contents.size).toBe(expected)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
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
