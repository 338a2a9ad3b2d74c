import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { buildCity } from '../../data-pipeline/build.ts'
import { readListed } from '../../data-pipeline/read/a-read-survey.ts'
import { readRaster } from '../../data-pipeline/read/dem.ts'
import type { SurveyOptions } from '../../data-pipeline/read/read-survey.ts'
import { checkPaths } from '../../data-pipeline/tile/conformance/check-paths.ts'
import { benchFolder } from './bench-folder.ts'

type Kind = 'lines' | 'points' | 'devices' | 'models' | 'buildings'
interface Options {
  readonly options?: Omit<SurveyOptions, 'sources'>
}
/** What becomes of a file; counts are those of the README beside it. */
type Answer =
  | (Partial<Record<Kind, number>> & Options & { readonly errors?: readonly string[] })
  /** stops the run; `because` = what was told before */
  | (Options & { readonly refused: string; readonly value?: string; readonly because?: string })
  | { readonly raster: readonly [columns: number, rows: number] }
  | { readonly belongsTo: string }

const LOCAL = { crs: 'local', anchor: { lon: 120.3, lat: 36.1 }, vertical: 'local' }
const DUTCH = {
  crs: '+proj=sterea +lat_0=52.15616055555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.2369,50.0087,465.658,-0.406857,0.350733,-1.87035,4.0812 +units=m +no_defs',
  vertical: 'NAP',
  geoid: 'egm96',
}
/** EPSG:3878, ETRS-GK24FIN */
const FINNISH = {
  crs: '+proj=tmerc +lat_0=0 +lon_0=24 +k=1 +x_0=24500000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
  vertical: 'N2000',
  geoid: 'egm96',
}
/** EPSG:7856, GDA2020 / MGA zone 56 */
const AUSTRALIAN = {
  crs: '+proj=utm +zone=56 +south +ellps=GRS80 +units=m +no_defs',
  vertical: 'AHD',
  geoid: 'egm96',
}
const EGM96 = { vertical: 'egm96' }
const SEWERS = { ...EGM96, discipline: 'sewer' }

/** Wide networks of a thousand shards: built and checked by `npm run reference`, only read by `npm test`. */
const WIDE: readonly string[] = ['epanet/BWSN_Network_2.inp', 'epanet/exnet.inp']
const isLong = process.env.LIFELINE_REFERENCE === '1'

const FILES: Readonly<Record<string, Answer>> = {
  'access-reader/ASampleDatabase.accdb': { refused: 'unknown-table', value: 'ASampleDatabase.accdb#Asset Items' },
  'access-reader/V2003_test.mdb': {
    refused: 'unknown-table',
    value: 'V2003_test.mdb#Table1, V2003_test.mdb#Table2, V2003_test.mdb#Table3, V2003_test.mdb#Table4',
  },
  'cityjson/delft.json': { buildings: 160, models: 57, options: DUTCH },
  'cityjson/rotterdam_subset.json': { buildings: 16, options: DUTCH },
  'dem/LisbonElevation.tif': { raster: [547, 421] },
  'dem/piave_bedlevel.tif': { raster: [93, 110] },
  'epanet/BWSN_Network_2.inp': { points: 12_527, lines: 14_822, devices: 9, options: LOCAL },
  'epanet/exnet.inp': { points: 1894, lines: 2465, devices: 2, options: LOCAL },
  'epanet/ky10.inp': { points: 935, lines: 1043, devices: 18, options: LOCAL },
  'gpkg-dhydamo/Example_model.gpkg': { refused: 'crs-unknown', value: 'Amersfoort / RD New', options: EGM96 },
  'gpkg-dhydamo/Example_model.gpkg-shm': { belongsTo: 'Example_model.gpkg' },
  'gpkg-dhydamo/Example_model.gpkg-wal': { belongsTo: 'Example_model.gpkg' },
  'hydromt-piave/manholes.geojson': { points: 1007, options: SEWERS },
  // neither point numbers nor anything else that a network needs
  'hydromt-piave/pipe_nodes.geojson': { refused: 'nothing-to-build', because: 'no-point-number', options: SEWERS },
  'hydromt-piave/pipes.geojson': { lines: 1001, options: SEWERS },
  'ifc-infra/DrainageSystem-1-1.ifc': { models: 13, options: LOCAL },
  'ifc-infra/DrainageSystem-1-2.ifc': { models: 13, options: LOCAL },
  'ifc-infra/Georeferencing-Tin-12d-1.ifc': {
    refused: 'nothing-to-build',
    because: 'ifc-no-mesh',
    options: AUSTRALIAN,
  },
  'ifc-infra/KIT-Simple-Road-Test-Web-IFC4x3_RC2.ifc': { models: 66, options: LOCAL },
  'ifc-infra/LinearPlacement-4.ifc': { refused: 'nothing-to-build', because: 'ifc-linear-placement', options: LOCAL },
  'ifc-infra/UT-Earthworks-01.ifc': { models: 1, errors: ['ifc-no-mesh'], options: LOCAL },
  'ifc-infra/UT_DrainageSystem_1_1.landxml.xml': { points: 7, lines: 6, options: FINNISH },
  'plateau-underground/nagaoka_sewer_lod3_epsg10169.gml': { models: 2, lines: 1, points: 1 },
  'plateau-underground/qc_no-error_sewer.gml': { models: 4 },
  'plateau-underground/takeshiba_tunnel_lod1-4_epsg6697.gml': { models: 5 },
  'plateau-underground/takeshiba_unf_epsg6697.gml': { models: 2 },
  'plateau-underground/tamana_bridge_epsg6697.gml': { models: 7 },
  'swmm-usepa/CoS-Reduced-Inlets.inp': { points: 128, lines: 121, options: LOCAL },
  'swmm-usepa/user1.inp': { points: 60, lines: 59, options: LOCAL },
  'swmm-usepa/user2.inp': { points: 72, lines: 83, devices: 19, options: LOCAL },
  'swmm-usepa/user3.inp': { points: 141, lines: 134, devices: 5, options: LOCAL },
  'swmm-usepa/user5.inp': { points: 200, lines: 273, devices: 3, options: LOCAL },
  'teksi-dss/minimal-dataset-SIA405-ABWASSER.xtf': { refused: 'format-not-read' },
  'teksi-dss/test-dataset-DSS.xtf': { refused: 'format-not-read' },
}

/** exnet lies over some 2,000 shards [ms] */
const PATIENCE = 240_000
const folder = join(benchFolder, 'pipeline')
/** what of a folder is not data, and tiles, of which tiles.test.ts has a table */
const NO_DATA = /README\.md$|reference-3dtiles/

describe.runIf(existsSync(folder))('every file of bench/pipeline', () => {
  test('is in the table', async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
    const data = files.map((file) => relative(folder, file)).filter((file) => !NO_DATA.test(file))
    expect(data.sort()).toEqual(Object.keys(FILES).sort())
  })

  test.each(Object.entries(FILES))(
    '%s',
    async (file, answer) => {
      const path = join(folder, file)
      if ('belongsTo' in answer) expect(existsSync(join(path, '..', answer.belongsTo))).toBe(true)
      else if ('raster' in answer) {
        const { columns, rows } = await readRaster(path, null, join(await aFolder(), 'dem.bin'))
        expect([columns, rows]).toEqual(answer.raster)
      } else if ('refused' in answer) {
        const { refused, value, because, options } = answer
        const earlier =
          because === undefined ? [] : expect.arrayContaining([expect.objectContaining({ rule: because })])
        const finding = expect.objectContaining({ rule: refused, ...(value === undefined ? {} : { value }) })
        await expect(build(path, options)).rejects.toMatchObject({ finding, earlier })
      } else {
        const { options, errors = [], ...counts } = answer
        const survey = await readListed({ sources: [path], ...options })
        const kinds = ['lines', 'points', 'devices', 'models', 'buildings'] as const
        expect(Object.fromEntries(kinds.map((kind) => [kind, survey[kind].length]))).toEqual({ ...NOTHING, ...counts })
        const told = survey.findings.list.filter(({ severity }) => severity === 'error')
        expect([...new Set(told.map(({ rule }) => rule))]).toEqual(errors)
        if (survey.lines.length + survey.points.length + survey.models.length === 0) return
        if (WIDE.includes(file) && !isLong) return
        expect((await checkPaths([await build(path, options)], () => {})).findings).toEqual([])
      }
    },
    PATIENCE,
  )
})

const NOTHING: Record<Kind, number> = { lines: 0, points: 0, devices: 0, models: 0, buildings: 0 }

/** @returns the folder with both grades of the build */
async function build(source: string, options: Options['options']): Promise<string> {
  const root = await aFolder()
  const target = { dataDirectory: join(root, 'data'), publicDirectory: join(root, 'public') }
  await buildCity({ sources: [source], name: 'town', ...options, ...target })
  return root
}

async function aFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-every-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  return directory
}
