import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Crs } from '../../src/domain/geo/crs.ts'
import { encodeFloodGround } from '../../src/domain/inundation/flood-ground.ts'
import type { FloodPlan } from '../../src/domain/inundation/flood-plan.ts'
import { encodeFloodSurface } from '../../src/domain/inundation/flood-surface.ts'
import type { CityBuild } from '../publish/city-build.ts'
import { cityPlane, onPlane } from '../publish/city-plane.ts'
import { groundHash } from '../publish/ground.ts'
import { keepMade } from '../publish/keep-made.ts'
import { placesOf } from '../publish/places.ts'
import { ToldParts } from '../publish/told-parts.ts'
import { type Raster, rasterResolution } from '../read/raster.ts'
import { linkTree } from '../shard/link-tree.ts'
import { type Box, boxAround } from './flood-box.ts'
import { groundGrid } from './ground-grid.ts'
import { type Passage, passagesOf } from './passages.ts'
import { streetsOf } from './streets.ts'
import { surfaceOf } from './surface.ts'
import { Waters } from './waters.ts'
import { writeDrainage } from './write-drainage.ts'

/** widths of the cells, the finest first [m]; the sides of the grids are whole steps of the widest */
const SIZES = [2, 4] as const
const WIDEST = 4
/** a grid with more is not made: a browser holds some twenty numbers a cell while it computes */
const MOST_CELLS = 1 << 25
const POPULATION_CELL = 100
const RAIN_SENSOR = 'rain-gauge'
const FOLDER = 'flood'

type FloodCity = Pick<CityBuild, 'survey' | 'build' | 'bounds' | 'ground' | 'kept' | 'shards' | 'others'>

/**
 * Writes what a flood is computed from: `flood.json` (`floodPlanSchema`) and the files that it names. What is lacking
 * is told there and in the report, and never guessed.
 *
 * @param directory  of the internal grade
 * @returns path of `flood.json`; null where there is no DEM or no plane to compute in, which is told
 */
export async function writeFlood(city: FloodCity, directory: string): Promise<string | null> {
  const { survey, bounds, ground } = city
  const crs = cityPlane(survey.crs, bounds)
  if (ground.data.origin !== 'dem' || !crs) {
    tellNone(city, crs)
    return null
  }
  await mkdir(join(directory, FOLDER), { recursive: true })
  const [missing, assumed] = [new ToldParts(), new ToldParts()]
  const { raster } = ground.data
  const box = boxAround(bounds, crs, WIDEST)
  const passages = passagesOf(city.others, crs, rasterResolution(raster))
  const grids = await writeGrids(city, raster, crs, box, passages, directory)
  for (const size of SIZES) if (!grids.some((grid) => grid.size === size)) missing.whole('ground', tooMany(size, box))
  const streets = streetsOf(survey.tables.road, crs)
  const waters = new Waters(survey.landCover, crs)
  const plan: FloodPlan = {
    ...{ city: survey.city, build: city.build, crs: crs.name, grids, passages: passages.map(({ id }) => id) },
    surface: await writeSurface(city, streets, crs, missing, directory),
    drainage: await writeDrainage(city, { crs, waters, missing, assumed }, join(directory, FOLDER)),
    entries: survey.tables.entry.flatMap(({ id, name, kind, sill_level_m, volume_m3, geometry }) =>
      placesOf(geometry).map((place) => ({ id, name, kind, at: onPlane(crs, place), sill_m: sill_level_m, volume_m3 })),
    ),
    streets,
    boundaries: waters.boundaries(box, WIDEST, survey.flood.waters, (x, y) => {
      const { lon, lat } = crs.toLonLat(x, y)
      return ground.at(lon, lat)
    }),
    waters: survey.flood.waters,
    normalLevels: survey.flood.normalLevels.map(({ level, ...place }) => ({ at: onPlane(crs, place), level_m: level })),
    storms: survey.flood.storms,
    gauges: survey.tables.sensor.flatMap(({ id, name, kind, geometry }) =>
      kind === RAIN_SENSOR ? placesOf(geometry).map((place) => ({ id, name, at: onPlane(crs, place) })) : [],
    ),
    population: populationOf(survey.flood.people, crs),
    missing: [],
    assumed: [],
  }
  tellLacking(plan, missing)
  const whole = { ...plan, missing: missing.list(), assumed: assumed.list() }
  await writeFile(join(directory, FOLDER, 'flood.json'), `${JSON.stringify(whole)}\n`)
  report(city, whole)
  return `${FOLDER}/flood.json`
}

/** The grids of a build; from the last one where neither ground nor passages have changed. */
async function writeGrids(
  { kept, ground }: FloodCity,
  raster: Raster,
  crs: Crs,
  box: Box,
  passages: readonly Passage[],
  directory: string,
): Promise<FloodPlan['grids']> {
  const sizes = SIZES.filter((size) => cellsOf(box, size) <= MOST_CELLS)
  const folder = join(kept, FOLDER)
  const hash = `${crs.name} ${JSON.stringify([box, sizes, passages])} ${groundHash(ground.data)}`
  const grids = await keepMade(folder, hash, async (temporary) => {
    await mkdir(join(temporary, FOLDER), { recursive: true })
    const made: FloodPlan['grids'] = []
    for (const size of sizes) {
      const { bed, ...grid } = groundGrid(raster, crs, box, size, passages)
      const path = `${FOLDER}/ground-${size}m.bin`
      await writeFile(join(temporary, path), encodeFloodGround({ bed, ...grid }))
      made.push({ path, ...grid, unknown: bed.reduce((sum, level) => sum + (Number.isNaN(level) ? 1 : 0), 0) })
    }
    return made
  })
  await linkTree(join(folder, FOLDER), join(directory, FOLDER))
  return grids
}

async function writeSurface(
  { survey }: FloodCity,
  streets: FloodPlan['streets'],
  crs: Crs,
  missing: ToldParts,
  directory: string,
): Promise<string | null> {
  const { surface, unknown } = surfaceOf(survey, streets, crs)
  for (const [word, areas] of unknown) {
    const why = {
      zh: `土地利用类别“${word}”未知，糙率按未注明的土地取`,
      en: `land use "${word}" is not known: it is rough as land whose use is not told`,
    }
    for (let area = 0; area < areas; area++) missing.add('surface', why, word)
  }
  if (surface.areas.length + surface.buildings.length === 0) return null
  const path = `${FOLDER}/surface.bin`
  await writeFile(join(directory, path), encodeFloodSurface(surface))
  return path
}

function populationOf(people: FloodCity['survey']['flood']['people'], crs: Crs): FloodPlan['population'] {
  if (people.length === 0) return null
  return {
    size_m: POPULATION_CELL,
    cells: people.map(({ people: count, ...place }) => [...onPlane(crs, place), count]),
  }
}

/** Whole parts that a city's survey does not have. */
function tellLacking(plan: FloodPlan, missing: ToldParts): void {
  const lacking = [
    ['surface', plan.surface === null, '土地利用和建筑物', 'land use and buildings'],
    ['drainage', plan.drainage === null, '雨水管网', 'storm sewers'],
    ['entries', plan.entries.length === 0, '出入口高程', 'sills of entries'],
    ['streets', plan.streets.length === 0, '道路', 'streets'],
    ['waters', plan.waters.length === 0, '海洋和河流的水位', 'levels of sea and rivers'],
    ['storms', plan.storms.length === 0, '暴雨强度公式', 'the formula of design storms'],
    ['gauges', plan.gauges.length === 0, '雨量计', 'rain gauges'],
    ['population', plan.population === null, '人口', 'population'],
  ] as const
  for (const [part, isLacking, zh, en] of lacking)
    if (isLacking) missing.whole(part, { zh: `测量资料没有${zh}`, en: `the survey has no ${en}` })
}

function tooMany(size: number, box: Box) {
  const cells = Math.round(cellsOf(box, size) / 1e6)
  return {
    zh: `${size} m 网格有 ${cells} 百万个单元，过多，未生成`,
    en: `a grid of ${size} m has ${cells} million cells, too many: it was not made`,
  }
}

function cellsOf({ west, south, east, north }: Box, size: number): number {
  return ((east - west) / size) * ((north - south) / size)
}

function tellNone({ survey, ground }: FloodCity, crs: Crs | null): void {
  const message =
    ground.origin === 'dem'
      ? { zh: '没有可用于内涝模拟的平面坐标系', en: `no plane to compute a flood in: ${survey.crs.name}` }
      : { zh: '没有高程模型，不能模拟内涝', en: 'without a DEM no flood can be computed' }
  if (ground.origin !== 'dem' || !crs) survey.findings.add('note', 'flood-not-made', message)
}

function report({ survey }: FloodCity, { grids, drainage, missing, assumed }: FloodPlan): void {
  const { facts, findings } = survey
  facts['flood grids'] = grids.map(({ size, columns, rows }) => `${size} m: ${columns} × ${rows}`).join(', ')
  if (drainage)
    facts['flood drainage'] = `${drainage.nodes} nodes, ${drainage.links} links, ${drainage.pumps.length} pumps`
  for (const [rule, list] of [
    ['flood-left-out', missing],
    ['flood-assumed', assumed],
  ] as const)
    for (const { part, why, count, assets } of list) {
      const own = assets.map((id) => id.slice(survey.city.length + 1)).filter((id) => id.includes('/'))
      findings.add(
        'note',
        rule,
        { zh: `内涝模拟：${why.zh}`, en: `flood, ${part}: ${why.en}` },
        { value: count, assets: own },
      )
    }
}
