import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { planPathLength } from '../src/domain/geo/ellipsoid.ts'
import { checkSurvey } from './check/check-survey.ts'
import { UnusableInput } from './check/finding.ts'
import { resolveReferences } from './check/references.ts'
import { boundsOf } from './publish/bounds.ts'
import { buildId } from './publish/build-id.ts'
import type { CityBuild } from './publish/city-build.ts'
import { giveGids, largestGid, ledgerText, readLedger, refuseLostLedger } from './publish/gids.ts'
import { type Ground, groundOf } from './publish/ground.ts'
import { writeInternalFiles } from './publish/internal-files.ts'
import { assetIdsOf, DEFAULT_DEPTH, type PlacedAsset, placeAssets } from './publish/placed.ts'
import { planOutline } from './publish/plan-outline.ts'
import { writePublicFiles } from './publish/public-files.ts'
import { type Report, reportOf } from './publish/report.ts'
import { swapFolder } from './publish/swap-folder.ts'
import { geoidGrid } from './read/geoid.ts'
import { readSurvey, type SurveyOptions } from './read/read-survey.ts'
import type { Survey } from './survey.ts'

export interface BuildOptions extends SurveyOptions {
  /** holds one folder a city, e.g. ".lifeline" */
  readonly dataDirectory: string
  /** holds the public grade, one folder a city: "public/tiles" */
  readonly publicDirectory: string
  readonly progress?: (message: string) => void
}

/**
 * Reads, checks and writes one city: both grades of its build, and its ledger of drawing indices. Equal input and
 * ledger give equal bytes; an earlier build is replaced whole, and stays when this one fails.
 *
 * @throws UnusableInput when there is nothing to build from; file system errors as they come
 */
export async function buildCity(options: BuildOptions): Promise<Report> {
  const { progress = () => {} } = options
  progress('读取 reading')
  const survey = await readSurvey(options)
  refuseNothing(survey)
  progress('检查 checking')
  checkSurvey(survey)
  const bounds = boundsOf(placesOf(survey))
  const ground = groundOf(survey, bounds)
  const assets = placeAssets(survey, ground)
  resolveReferences(survey, new Set(assets.map(({ id }) => id)))
  describe(survey, ground, assets)
  const folder = join(options.dataDirectory, survey.city)
  const ledger = await readLedger(join(folder, 'gids.csv'))
  await refuseLostLedger(folder, ledger)
  const gids = giveGids(
    assets.map(({ id, middle }) => ({ id, lon: middle.lon, lat: middle.lat })),
    ledger,
    bounds,
  )
  const maxGid = largestGid(gids)
  const {
    sources: _,
    dataDirectory: _data,
    publicDirectory: _public,
    progress: _progress,
    dem: _dem,
    ...settings
  } = options
  const { mapping: _mapping, ...plain } = settings
  const build = await buildId(survey.inputs, { ...plain, ledger: ledgerText(gids) })
  const geoid = await geoidGrid(survey.geoid, bounds)
  survey.facts.geoid = geoid.accuracy === null ? geoid.source : `${geoid.source}, ± ${geoid.accuracy} m`
  const city: CityBuild = {
    survey,
    build,
    bounds,
    geoid,
    ground,
    assets,
    gids,
    maxGid,
    lengths: lengthsOf(survey),
  }
  await mkdir(folder, { recursive: true })
  let report = reportOf(survey, city.lengths, build)
  progress('写内部级 writing internal grade')
  await swapFolder(join(folder, 'build'), async (temporary) => {
    await writeInternalFiles(city, temporary)
    progress('写公开级 writing public grade')
    await swapFolder(join(options.publicDirectory, survey.city), (publicFolder) => writePublicFiles(city, publicFolder))
    report = reportOf(survey, city.lengths, build)
    await writeFile(join(temporary, 'report.json'), `${JSON.stringify(report, null, 1)}\n`)
    // before the build appears, and whole: a gid that is drawn but not in the ledger could be given twice
    await writeFile(join(folder, 'gids.csv.tmp'), ledgerText(gids))
    await rename(join(folder, 'gids.csv.tmp'), join(folder, 'gids.csv'))
  })
  return report
}

/** Reads and checks without building. */
export async function checkCity(options: SurveyOptions): Promise<Report> {
  const survey = await readSurvey(options)
  refuseNothing(survey)
  checkSurvey(survey)
  resolveReferences(survey, assetIdsOf(survey))
  return reportOf(survey, lengthsOf(survey), null)
}

function refuseNothing(survey: Survey): void {
  const { lines, points, structures, models } = survey
  if (lines.length + points.length + structures.length + models.length > 0) return
  const message = { zh: '没有任何可用的管线、管点、构筑物或模型', en: 'no usable line, point, structure or model' }
  throw new UnusableInput('nothing-to-build', message)
}

function* placesOf(survey: Survey) {
  for (const { path } of survey.lines) yield* path
  yield* survey.points
  for (const { path } of survey.structures) yield* path
  for (const { mesh } of survey.models) yield* planOutline(mesh.positions).path
  for (const { rings } of survey.buildings) yield* rings[0] ?? []
}

function lengthsOf(survey: Survey): CityBuild['lengths'] {
  let [planar, ellipsoid] = [0, 0]
  for (const { path } of survey.lines) {
    ellipsoid += planPathLength(path)
    path.forEach((at, index) => {
      const before = path[index - 1]
      if (before) planar += Math.hypot(at.x - before.x, at.y - before.y)
    })
  }
  return { planar, ellipsoid }
}

/** Decisions of the pipeline that change what one sees, told in the report. */
function describe(survey: Survey, ground: Ground, assets: readonly PlacedAsset[]): void {
  const { facts, findings } = survey
  facts.ground = ground.origin
  if (ground.origin === 'points') {
    const message = {
      zh: '没有高程模型：地形由管点地面高程内插而成，仅供示意',
      en: 'no DEM: the terrain is interpolated from the ground levels of points and only indicative',
    }
    findings.add('note', 'terrain-from-points', message)
  }
  const assumed = assets.filter(({ of, isAssumed }) => isAssumed && of.type !== 'device').length
  facts['drawn at an assumed level'] = assumed
  if (assumed > 0) {
    const message = {
      zh: `${assumed} 个对象高程未知，图中画在地面下 ${DEFAULT_DEPTH} m（有埋深者按埋深），属性中高程为空`,
      en: `${assumed} assets of unknown level are drawn ${DEFAULT_DEPTH} m below ground (at their depth where known); their levels stay empty`,
    }
    findings.add('note', 'assumed-level', message, { value: assumed })
  }
  const open = survey.lines.filter(({ section }) => section?.kind === 'open').length
  if (open + survey.devices.length > 0) {
    const message = {
      zh: `${open} 条明渠和 ${survey.devices.length} 个泵、堰、孔口没有实体，不在三维瓦片中`,
      en: `${open} open channels and ${survey.devices.length} pumps, weirs and orifices have no solid and are not in the tiles`,
    }
    findings.add('note', 'not-drawn', message, { value: open + survey.devices.length })
  }
}
