import { type Cell, toCsv } from './csv.ts'
import { makeCustomers, makeEntries } from './customers.ts'
import { type Defects, seedDefects } from './defects.ts'
import type { DemoCity } from './demo-city.ts'
import { districtAt, districts } from './districts.ts'
import { seedFaults } from './faults.ts'
import { floodTables, roofTo } from './flood-tables.ts'
import { landCoverRows, normalLevels, populationOf, windRows } from './land-cover.ts'
import type { Lifecycle } from './lifecycle.ts'
import { makeOperations, type Operations } from './operations.ts'
import { organisations, owners, responsibilityRows } from './organisations.ts'
import { eastOf, northOf, type Place, wktLine, wktPolygon } from './plane.ts'
import type { Project } from './projects.ts'
import { createRandom } from './random.ts'
import { makeRisks, type Risks } from './risks.ts'
import { makeSensors, sensorRows } from './sensors.ts'
import { placeOn, type Street } from './streets.ts'
import { makeBoxes, makeBridges, makeGallery, makeTunnels } from './structures.ts'
import type { SurveyPoint } from './survey-table.ts'
import { thresholdRows } from './thresholds.ts'

/** Every table of the survey folder but the CJJ 61 ones, as CSV text by name, and the truth about the seeded defects. */
export function cityTables(city: DemoCity, lifecycle: Lifecycle) {
  const customers = makeCustomers(city.buildings, city.water.meters, city.gas.services, city.heat.exchanges)
  const entries = makeEntries(city)
  const used = new Set<SurveyPoint>()
  const defects = seedDefects(city, used)
  const operations = makeOperations(city)
  const sensors = makeSensors(city, customers, entries)
  const risks = makeRisks(city, sensors, defects)
  // last, so that nothing else that is drawn from the networks knows of them
  const { faults, kiosks } = seedFaults(city, used)
  const roofs = new Map(city.buildings.map((building) => [building.id, roofTo(building, city.storm)]))
  const tables: Record<string, string> = {
    organisations: toCsv(
      ['id', 'name', 'party', 'credit_code'],
      organisations.map(({ id, name, party, creditCode }) => [id, name, party, creditCode]),
    ),
    responsibilities: toCsv(['discipline', 'district_id', 'party', 'organisation_id'], responsibilityRows()),
    districts: toCsv(
      ['id', 'name_zh', 'name_en', 'population', 'office_zh', 'office_en', 'phone', 'wkt'],
      districts.map(({ id, zh, en, population, office, ring }) => [
        ...[id, zh, en, population],
        ...[office.zh, office.en, office.phone, wktPolygon(ring)],
      ]),
    ),
    roads: toCsv(['id', 'name_zh', 'name_en', 'class', 'width_m', 'wkt'], city.streets.map(roadRow)),
    buildings: toCsv(
      ['id', 'name', 'use', 'height_m', 'ground_m', 'floors', 'roof_to', 'wkt'],
      [...city.buildings, ...kiosks].map((b) => [
        b.id,
        b.name,
        b.use,
        b.height,
        b.ground,
        b.floors,
        roofs.get(b.id) ?? null,
        wktPolygon(b.ring),
      ]),
    ),
    ...structureTables(city),
    ...lifecycle.tables,
    customers: toCsv(
      'id,name,class,water_point,gas_point,heat_point,heat_return_point,heat_load_kw,people,water_demand_l_s,x_east,y_north'.split(
        ',',
      ),
      customers.map((c) => [
        c.id,
        c.name,
        c.class,
        key('water', c.water),
        key('gas', c.gas),
        key('heat', c.heat?.exchange.flow ?? null),
        key('heat', c.heat?.exchange.back ?? null),
        c.heat?.load ?? null,
        c.people,
        c.demand,
        ...place(c.place),
      ]),
    ),
    entries: toCsv(
      ['id', 'name', 'kind', 'sill_level_m', 'volume_m3', 'x_east', 'y_north'],
      entries.map((e) => [e.id, e.name, e.kind, e.sill, e.volume, ...place(e.place)]),
    ),
    operations: toCsv(
      ['id', 'asset', 'kind', 'done_on', 'finding', 'grade', 'cost_10k_cny', 'next_due_on', 'chainage_m'],
      operations.rows,
    ),
    risks: toCsv(
      'id,name,discipline,cause,consequence,likelihood,severity,grade,assets,required_sensor_kinds,responsible_id,measures,review_on,x_east,y_north'.split(
        ',',
      ),
      risks.rows,
    ),
    sensors: toCsv(
      ['id', 'kind', 'name', 'asset', 'district_id', 'period_s', 'owner_id', 'level_m', 'x_east', 'y_north'],
      sensorRows(sensors),
    ),
    thresholds: toCsv(
      ['sensor_id', 'grade', 'direction', 'value', 'delay_s', 'hysteresis', 'clear_delay_s'],
      thresholdRows(sensors),
    ),
    land_cover: toCsv(['id', 'class', 'wkt'], landCoverRows()),
    population: toCsv(
      ['x_east', 'y_north', 'people'],
      populationOf(city.buildings).map(({ center, people }) => [...place(center), people]),
    ),
    ...floodTables(city.storm),
    normal_levels: toCsv(
      ['x_east', 'y_north', 'level_m'],
      normalLevels().map(({ at, level }) => [...place(at), level.toFixed(2)]),
    ),
    wind: toCsv(['at', 'speed_m_s', 'direction_deg'], windRows(createRandom(city.seed, 'wind'))),
  }
  return {
    tables,
    truth: { ...truthOf(city.seed, defects, operations, risks, lifecycle), faults },
    counts: { sensors: sensors.length },
  }
}

/** What was spoilt on purpose, known from construction and never from a checker. */
function truthOf(seed: number, defects: Defects, operations: Operations, risks: Risks, lifecycle: Lifecycle) {
  return {
    note: {
      zh: '生成器有意埋设的缺陷，由构造得知；其余管线交叉处互不相碰，但未逐一保证净距',
      en: 'defects seeded on purpose, known from construction; no other pipes touch, but clearances are not guaranteed one by one',
    },
    seed,
    ...defects,
    unsensoredRisks: risks.unsensored,
    misconnections: operations.misconnected,
    heatLinesWithThreeLeaks: operations.leaky,
    stagesOutOfOrder: lifecycle.outOfOrder,
  }
}

function roadRow(street: Street): Cell[] {
  const ends = [placeOn(street, 0, 0), placeOn(street, street.length, 0)]
  return [street.id, street.zh, street.en, street.class, street.width, wktLine(ends)]
}

function structureTables({ streets, projects }: DemoCity): Record<string, string> {
  const projectOf = (discipline: Project['discipline'], year: number) =>
    projects.find((project) => project.discipline === discipline && project.year === year)?.id ?? null
  const districtOf = (path: readonly Place[]) => districtAt(path[Math.floor(path.length / 2)] ?? { x: 0, y: 0 })
  const gallery = makeGallery(streets)
  return {
    bridges: toCsv(
      'id,name,kind,width_m,thickness_m,clearance_m,pier_spacing_m,main_span_m,pylon_height_m,cable_spacing_m,built_year,owner_id,project_id,district_id,road_id,wkt'.split(
        ',',
      ),
      makeBridges(streets).map((b) => [
        ...[b.id, b.name, b.kind, b.width, b.thickness, b.clearance, b.pierSpacing, b.mainSpan],
        ...[b.pylonHeight, b.cableSpacing, b.year],
        ...[owners.bridge, projectOf('bridge', b.year), districtOf(b.path), b.road, wktLine(b.path)],
      ]),
    ),
    tunnels: toCsv(
      'id,name,kind,inner_radius_m,thickness_m,floor_m,built_year,owner_id,project_id,district_id,wkt'.split(','),
      makeTunnels(streets).map((t) => [
        ...[t.id, t.name, t.kind, t.innerRadius, t.thickness, t.floor, t.year, t.owner],
        ...[projectOf(t.kind === 'metro' ? 'metro' : 'tunnel', t.year), districtOf(t.path), wktLine(t.path)],
      ]),
    ),
    boxes: toCsv(
      'id,name,kind,width_m,height_m,wall_m,built_year,owner_id,project_id,district_id,wkt'.split(','),
      makeBoxes(streets).map((b) => [
        ...[b.id, b.name, b.kind, b.width, b.height, b.wall, b.year, b.owner],
        ...[projectOf(b.kind === 'metro' ? 'metro' : 'tunnel', b.year), districtOf(b.path), wktLine(b.path)],
      ]),
    ),
    galleries: toCsv(
      'id,name,cabins,height_m,wall_m,built_year,owner_id,project_id,district_id,wkt'.split(','),
      [gallery].map((g) => [
        ...[g.id, g.name, g.cabins, g.height, g.wall, g.year, owners.gallery],
        ...[projectOf('gallery', g.year), districtOf(g.path), wktLine(g.path)],
      ]),
    ),
  }
}

function key(discipline: string, point: SurveyPoint | null): string | null {
  return point && `${discipline}/${point.id}`
}

function place(at: Place): [string, string] {
  return [eastOf(at), northOf(at)]
}
