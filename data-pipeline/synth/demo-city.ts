import { makeBuildings } from './buildings.ts'
import { districtAt } from './districts.ts'
import { makePower, makeTelecom } from './ducts.ts'
import { makeGas } from './gas.ts'
import { makeHeat } from './heat.ts'
import { makeProjects, originsOf } from './projects.ts'
import { createRandom } from './random.ts'
import { settleCrossings } from './settle-crossings.ts'
import { lateralsNear, makeSewer } from './sewer.ts'
import { makeStorm } from './storm.ts'
import { makeStreets } from './streets.ts'
import { keepFree } from './structures.ts'
import { addReclaimed, levelHydrantSpurs, makeWater } from './water.ts'

/** The whole demo city in memory, before anything is written. */
export type DemoCity = ReturnType<typeof makeDemoCity>

/** Streets that have each partial network; every street has water and telecom. */
const GAS_STREETS = ['滨海路', '听涛路', '青屿路', '云台路', '帆影街', '灯塔街', '河东街', '鸥鸣街', '贝壳街']
const HEAT_STREETS = ['渔歌路', '听涛路', '云台路', '松岭路', '帆影街', '灯塔街', '鸥鸣街']
const RECLAIMED_STREETS = ['听涛路东段', '青屿路东段', '河东街']
const WITHOUT_STORM = ['望潮路', '松岭路', '盐田街', '贝壳街']
const WITHOUT_SEWER = ['望潮路', '松岭路', '盐田街', '贝壳街', '听涛路东段']
const WITHOUT_POWER = ['望潮路', '河西街']

/** Gas services keep this far from sewer laterals along the street [m]. */
const GAS_FROM_LATERALS = 3

/** @param seed  any whole number: equal seeds make equal cities */
export function makeDemoCity(seed: number) {
  const streets = makeStreets()
  const projects = makeProjects()
  const random = (stream: string) => createRandom(seed, stream)
  const origins = (discipline: Parameters<typeof originsOf>[1]) => originsOf(projects, discipline, seed)
  const buildings = makeBuildings(streets, keepFree, random('buildings'))
  const named = (names: readonly string[]) =>
    streets.filter(({ zh }) =>
      names.some((name) => zh === name || zh.startsWith(`${name}西`) || zh.startsWith(`${name}东`)),
    )
  const without = (names: readonly string[]) => streets.filter((street) => !named(names).includes(street))
  const waterOrigin = origins('water')
  const water = makeWater(
    streets,
    buildings,
    waterOrigin,
    (point) => `DMA-${districtAt(point).slice(-1)}`,
    random('water'),
  )
  addReclaimed(water.table, named(RECLAIMED_STREETS), waterOrigin, random('reclaimed'))
  const storm = makeStorm(without(WITHOUT_STORM), streets, origins('storm'), random('storm'))
  const sewer = makeSewer(without(WITHOUT_SEWER), buildings, origins('sewer'), random('sewer'))
  const gas = makeGas(
    named(GAS_STREETS),
    buildings,
    origins('gas'),
    lateralsNear(sewer.laterals, GAS_FROM_LATERALS),
    random('gas'),
  )
  const heat = makeHeat(named(HEAT_STREETS), origins('heat'), random('heat'))
  const power = makePower(without(WITHOUT_POWER), origins('power'), random('power'))
  const telecom = makeTelecom(streets, origins('telecom'), random('telecom'))
  const tables = [water.table, storm.table, sewer.table, gas.table, heat.table, power, telecom]
  settleCrossings(tables)
  levelHydrantSpurs(water.table)
  return { seed, streets, projects, buildings, water, storm, sewer, gas, heat, power, telecom, tables }
}
