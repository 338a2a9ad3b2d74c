import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cellGrid } from '../src/domain/geo/cell-grid.ts'
import { collectGarbage } from './collect-garbage.ts'
import { AssetIds } from './ingest/asset-ids.ts'
import { type GatheredCity, gather, type ReadInto } from './ingest/gather.ts'
import { keepLedger, readLedger, refuseLostLedger, refuseTooMany, writeLedger } from './ingest/ledger.ts'
import { buildId, inputHash } from './publish/build-id.ts'
import { CellCounts, countStructures } from './publish/cell-counts.ts'
import type { CityBuild } from './publish/city-build.ts'
import { addResult, collectShards, type ShardTotals } from './publish/collect-shards.ts'
import { tellDecisions } from './publish/decisions.ts'
import { groundOf } from './publish/ground.ts'
import { writeInternalFiles } from './publish/internal-files.ts'
import { placeAssets } from './publish/placed.ts'
import { type Progress, ProgressTeller } from './publish/progress.ts'
import { writePublicFiles } from './publish/public-files.ts'
import { writeFindingRows, writeQualityFiles } from './publish/quality-files.ts'
import { type Report, reportOf } from './publish/report.ts'
import { swapFolder } from './publish/swap-folder.ts'
import { geoidGrid } from './read/geoid.ts'
import { readSurvey, type SurveyOptions } from './read/read-survey.ts'
import { type DrawingOptions, planShards } from './shard/plan-shards.ts'
import { checkShards, runShards } from './shard/run-shards.ts'
import type { ShardDone } from './shard/shard-task.ts'

interface RunOptions extends DrawingOptions {
  /** threads that make shards; default 2, or none for a small city */
  readonly workers?: number | undefined
  /** Redis whose workers make the shards, instead of threads; they share `dataDirectory` */
  readonly redis?: string | undefined
  readonly progress?: (progress: Progress) => void
  /** takes a city's folder for this build and answers what gives it back; throws when another build has it */
  readonly takeFolder?: (folder: string) => () => void
}

export interface BuildOptions extends SurveyOptions, BuildTarget, RunOptions {}

export interface BuildTarget {
  /** holds one folder a city, e.g. ".lifeline" */
  readonly dataDirectory: string
  /** holds the public grade, one folder a city: "public/tiles" */
  readonly publicDirectory: string
}

/**
 * Reads, checks and writes one city: both grades of its build, and its ledger of drawing indices. Equal input and
 * ledger give equal bytes at any number of workers; an earlier build is replaced whole, and stays when this one fails.
 * What did not change since the last build, or was whole when a run was killed, is not made again.
 *
 * @throws UnusableInput when there is nothing to build from; file system errors as they come
 */
export async function buildCity(options: BuildOptions): Promise<Report> {
  const {
    dataDirectory: _data,
    publicDirectory: _public,
    workers: _workers,
    progress: _progress,
    redis: _redis,
    takeFolder: _takeFolder,
    ...rest
  } = options
  const { sources: _sources, dem: _dem, mapping: _mapping, ...settings } = rest
  return await buildFrom((findings, open) => readSurvey(options, findings, open), settings, options)
}

/**
 * The same from any reader.
 *
 * @param settings  what besides the files it reads decides the build
 */
export async function buildFrom(read: ReadInto, settings: object, options: BuildTarget & RunOptions): Promise<Report> {
  let giveBack = () => {}
  const taking = (folder: string) => {
    giveBack = options.takeFolder?.(folder) ?? giveBack
  }
  try {
    return await buildInto(read, settings, options, taking)
  } finally {
    giveBack()
  }
}

async function buildInto(
  read: ReadInto,
  settings: object,
  options: BuildTarget & RunOptions,
  takeFolder: (folder: string) => void,
): Promise<Report> {
  const { dataDirectory, publicDirectory, workers, redis } = options
  const teller = new ProgressTeller(options.progress ?? (() => {}))
  // before the minutes of reading: a Redis that is not there ends it
  const remote = redis === undefined ? null : await openRemote(redis, dataDirectory)
  teller.stage('read')
  const openWorkplace = async (name: string) => {
    const folder = join(dataDirectory, name)
    takeFolder(folder)
    const ledger = await readLedger(join(folder, 'gids.csv'))
    await refuseLostLedger(folder, ledger)
    const chunks = join(folder, 'work/chunks')
    await rm(chunks, { recursive: true, force: true })
    await mkdir(chunks, { recursive: true })
    return { chunks, ledger }
  }
  const city = await gather(read, openWorkplace, (bytes, ofBytes) => teller.read(bytes, ofBytes))
  const { survey } = city
  const folder = join(dataDirectory, survey.city)
  const parts = join(folder, 'parts')
  const geoid = await geoidGrid(survey.geoid, city.bounds)
  survey.facts.geoid = geoid.accuracy === null ? geoid.source : `${geoid.source}, ± ${geoid.accuracy} m`
  const plan = planShards(city, geoid, parts, options)
  const { others, maxGid, freshRows } = numberOthers(city, plan.nextGid)
  teller.stage('shards', plan)
  collectGarbage()
  const onDone = (done: ShardDone) => teller.shardDone(done)
  const onWorkers = (count: number) => teller.workers(count)
  const made = remote
    ? remote(plan.settings, plan.tasks, { onDone, onWorkers })
    : runShards(plan.settings, plan.tasks, { workers, rows: plan.rows, onDone })
  const [inputs] = await Promise.all([inputHash(survey.inputs, settings), made])
  teller.stage('write')
  // freeing gigabytes takes a while, and nothing waits for it
  const cleared = Promise.all(city.sources.map(({ file }) => rm(join(city.chunks, file), { force: true })))
  const cells = new CellCounts(cellGrid(city.bounds))
  const names = plan.tasks.map(({ name }) => name)
  const { shards, totals } = collectShards(names, parts, survey.findings, cells)
  const ground = groundOf(city.ground)
  const placed = placeAssets(others, ground, (point) => totals.heights.get(point))
  countStructures(cells, placed)
  tellDecisions(city, totals.assumed)
  const ledgerPath = join(folder, 'gids.csv')
  const fresh = city.shards.filter((shard) => shard.fresh > 0).map(({ name }) => join(parts, name, 'fresh.csv'))
  const ledger = await writeLedger(ledgerPath, fresh, freshRows)
  const { bounds, lengths } = city
  const build: CityBuild = {
    ...{ survey, bounds, geoid, ground, names: city.names, known: plan.settings.known, shards, others: placed, cells },
    ...{ kept: join(folder, 'kept'), workers },
    ...{ maxGid, lengths, drawing: plan.settings.drawing, build: await buildId(inputs, ledger) },
  }
  const report = await swapFolder(join(folder, 'build'), async (temporary) => {
    await writeInternalFiles(build, temporary)
    await swapFolder(join(publicDirectory, survey.city), (publicFolder) => writePublicFiles(build, publicFolder))
    const whole = reportOf(survey, lengths, build.build)
    writeQualityFiles(temporary, whole, survey.findings)
    writeFindingRows(join(temporary, 'rows'), survey.city, whole)
    // before the build appears, and whole: a gid that is drawn but not in the ledger could be given twice
    await keepLedger(ledger, ledgerPath)
    return whole
  })
  await cleared
  await rm(join(folder, 'work'), { recursive: true, force: true })
  await removeOthers(parts, new Set(names))
  return report
}

/**
 * Reads and checks without building.
 *
 * @param options.out  folder for report.json, findings.csv and report.html; none are written without it
 */
export async function checkCity(options: SurveyOptions & RunOptions & { readonly out?: string }): Promise<Report> {
  const { workers, progress, out, ...survey } = options
  const teller = new ProgressTeller(progress ?? (() => {}))
  teller.stage('read')
  const chunks = await mkdtemp(join(tmpdir(), 'lifeline-check-'))
  try {
    const ledger = { ids: new AssetIds(), largest: 0 }
    const city = await gather(
      (findings, open) => readSurvey({ ...survey, workers }, findings, open),
      async () => ({ chunks, ledger }),
      (bytes, ofBytes) => teller.read(bytes, ofBytes),
    )
    const { findings, geoid } = city.survey
    const plan = planShards(city, await geoidGrid(geoid, city.bounds), null)
    const { settings, tasks, rows } = plan
    teller.stage('shards', plan)
    collectGarbage()
    const onDone = (done: ShardDone) => teller.shardDone(done)
    const cells = new CellCounts(settings.cells)
    const totals: ShardTotals = { assumed: 0, heights: new Map() }
    for (const [index, result] of (await checkShards(settings, tasks, { workers, rows, onDone })).entries())
      addResult(result, join(chunks, tasks[index]?.name ?? ''), totals, findings, cells)
    const report = reportOf(city.survey, city.lengths, null)
    if (out !== undefined) {
      await mkdir(out, { recursive: true })
      writeQualityFiles(out, report, findings)
    }
    return report
  } finally {
    await rm(chunks, { recursive: true, force: true })
  }
}

/** Structures, models and devices get the gids after those of all shards. */
function numberOthers(city: GatheredCity, first: number) {
  let next = first
  let freshRows = ''
  const others = city.others.map((asset) => {
    if (asset.gid > 0) return asset
    freshRows += `${asset.id},${next}\n`
    return { ...asset, gid: next++ }
  })
  refuseTooMany(next - 1)
  return { others, maxGid: next - 1, freshRows }
}

async function openRemote(url: string, dataDirectory: string) {
  const { openRemoteRunner } = await import('./remote/run-on-redis.ts')
  return await openRemoteRunner(url, dataDirectory)
}

/** What shards of earlier builds became that this build does not have. */
async function removeOthers(parts: string, names: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(parts).catch(() => []))
    if (!names.has(name)) await rm(join(parts, name), { recursive: true, force: true })
}
