import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import iconv from 'iconv-lite'
import { cityTables } from './city-tables.ts'
import { makeDem } from './dem.ts'
import { makeDemoCity } from './demo-city.ts'
import { districtAt } from './districts.ts'
import { makeLifecycle } from './lifecycle.ts'
import { lengthOf } from './survey-table.ts'

export interface DemoCityOptions {
  /** any whole number; equal seeds make equal bytes */
  readonly seed?: number
  readonly encoding?: 'utf-8' | 'gb18030'
  readonly progress?: (message: string) => void
}

export interface DemoCitySummary {
  readonly directory: string
  readonly seed: number
  readonly points: number
  readonly lines: number
  /** [m], along the pipes */
  readonly length: number
  readonly sensors: number
  readonly documents: number
}

/** Default seed: the demo city that screenshots and documents show. */
export const DEFAULT_SEED = 20260601
const NAME = { zh: '海湾示范区', en: 'Bay Demonstration District' }

/**
 * Writes the demo city's survey folder as data-pipeline/README.md describes it, with `truth.json` beside it: the seeded
 * defects as the generator made them, which no reader of the survey may use. The folder is replaced as a whole.
 *
 * @throws  Error of the file system when the folder cannot be written
 */
export async function writeDemoCity(directory: string, options: DemoCityOptions = {}): Promise<DemoCitySummary> {
  const { seed = DEFAULT_SEED, encoding = 'utf-8', progress = () => {} } = options
  progress(`生成 ${NAME.zh} · making ${NAME.en}, seed ${seed}`)
  const city = makeDemoCity(seed)
  const lifecycle = makeLifecycle(city)
  const { tables, truth, counts } = cityTables(city, lifecycle)
  const target = resolve(directory)
  const temporary = `${target}.tmp`
  await rm(temporary, { recursive: true, force: true })
  await mkdir(join(temporary, 'documents'), { recursive: true })
  const write = (name: string, text: string) => writeFile(join(temporary, name), iconv.encode(text, encoding))
  for (const table of city.tables) {
    await write(`${table.prefix}POINT.csv`, table.pointsCsv(districtAt))
    await write(`${table.prefix}LINE.csv`, table.linesCsv(districtAt))
  }
  for (const [name, text] of Object.entries(tables)) await write(`${name}.csv`, text)
  progress(`写出生命周期文件 · writing ${lifecycle.pages.size} lifecycle documents`)
  await writePages(join(temporary, 'documents'), lifecycle.pages)
  progress('写出地形 · writing the terrain')
  await writeFile(join(temporary, 'dem.tif'), makeDem())
  const manifest = manifestOf(city.tables, Object.keys(tables), encoding)
  await writeFile(join(temporary, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`)
  await writeFile(join(temporary, 'survey.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await rm(target, { recursive: true, force: true })
  await rename(temporary, target)
  const lines = city.tables.flatMap((table) => table.lines)
  return {
    directory: target,
    seed,
    points: city.tables.reduce((sum, table) => sum + table.points.length, 0),
    lines: lines.length,
    length: lines.reduce((sum, line) => sum + lengthOf(line), 0),
    sensors: counts.sensors,
    documents: lifecycle.pages.size,
  }
}

function manifestOf(
  tables: readonly { readonly discipline: string; readonly prefix: string }[],
  others: readonly string[],
  encoding: string,
) {
  return {
    city: 'demo',
    name: NAME,
    isExample: true,
    crs: 'EPSG:4549',
    vertical: '1985',
    geoid: 'egm96',
    encoding,
    cjj61: tables.map(({ discipline, prefix }) => ({
      discipline,
      points: `${prefix}POINT.csv`,
      lines: `${prefix}LINE.csv`,
    })),
    dem: 'dem.tif',
    tables: Object.fromEntries(others.map((name) => [name, `${name}.csv`])),
  }
}

/** Many small files: written in batches so that the number of open files stays small. */
async function writePages(directory: string, pages: ReadonlyMap<string, string>): Promise<void> {
  const entries = [...pages]
  const batch = 64
  for (let i = 0; i < entries.length; i += batch) {
    await Promise.all(entries.slice(i, i + batch).map(([file, html]) => writeFile(join(directory, file), html)))
  }
}
