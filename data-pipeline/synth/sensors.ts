import { sensorKindOf } from '../../src/domain/sensing/kinds/index.ts'
import { type BridgeSpots, bridgeSpots } from './bridge-spots.ts'
import type { Building } from './buildings.ts'
import type { Cell } from './csv.ts'
import type { Customer, Entry } from './customers.ts'
import type { DemoCity } from './demo-city.ts'
import { districtAt } from './districts.ts'
import { owners } from './organisations.ts'
import { distance, eastOf, northOf, type Place } from './plane.ts'
import { createRandom, type Random } from './random.ts'
import { makeBoxes, makeBridges, makeGallery, makeTunnels, type Vertex } from './structures.ts'
import type { SurveyLine, SurveyPoint, SurveyTable } from './survey-table.ts'
import { coastAt, groundAt } from './terrain.ts'

export interface Sensor {
  readonly id: string
  readonly kind: string
  readonly name: string
  /** `discipline/key`; null for what stands on no asset: rain gauges, tide, buildings */
  readonly asset: string | null
  readonly owner: string | null
  /** of the sensing element [m, H] */
  readonly level: number
  readonly place: Place
  /** inner height of the sewer [m], depth of the manhole [m] and full-pipe flow [L/s]: what sewer limits come from */
  readonly sewer: { readonly height: number; readonly depth: number; readonly capacity: number } | null
}

interface Spot {
  readonly asset: string | null
  readonly name: string
  readonly place: Place
  readonly level: number
  readonly owner: string | null
  readonly sewer?: Sensor['sewer']
}

/** Least inner height of a sewer with a level sensor [m]: smaller ones run too full for the limits to mean much. */
const LEVEL_SENSOR_HEIGHT = 0.8
/** A gas leak is looked for in wells within this distance of a gas main [m]. */
const NEAR_GAS = 12
const MANNING = 0.013
const BRIDGE_SPOTS: Readonly<Record<keyof BridgeSpots, string>> = {
  deck: '',
  span: '主跨',
  supports: '墩塔',
  ends: '桥头',
}

/** Some 1,100 streams on real assets, counts by kind of domain B.2. */
export function makeSensors(city: DemoCity, customers: readonly Customer[], entries: readonly Entry[]): Sensor[] {
  const random = createRandom(city.seed, 'sensors')
  const list: Sensor[] = []
  const put = (kind: string, spots: readonly Spot[], count: number) => {
    for (const spot of spread(spots, count)) {
      const number = String(list.filter((sensor) => sensor.kind === kind).length + 1).padStart(3, '0')
      const name = `${spot.name}${sensorKindOf(kind).name.zh}`
      list.push({ sewer: null, ...spot, id: `${kind}-${number}`, kind, name })
    }
  }
  putGas(city, customers, put, random)
  putWater(city, put)
  putSewers(city, entries, put)
  putHeat(city, put)
  putStructures(city, put)
  putSurroundings(city.buildings, put)
  return list
}

type Put = (kind: string, spots: readonly Spot[], count: number) => void

function putGas(city: DemoCity, customers: readonly Customer[], put: Put, random: Random) {
  const mains = city.gas.table.points.filter(({ feature }) => feature !== '出地点')
  const grid = new Set(mains.map(({ x, y }) => `${Math.round(x / NEAR_GAS)}/${Math.round(y / NEAR_GAS)}`))
  const isNearGas = ({ x, y }: Place) => {
    const [column, row] = [Math.round(x / NEAR_GAS), Math.round(y / NEAR_GAS)]
    return [-1, 0, 1].some((dx) => [-1, 0, 1].some((dy) => grid.has(`${column + dx}/${row + dy}`)))
  }
  const wells = [city.sewer.table, city.storm.table, city.telecom]
    .flatMap((table) => wellsOf(table))
    .filter(({ place }) => isNearGas(place) && random.chance(0.9))
  put('ch4-well', wells, 160)
  const gasWells = mains.filter(({ subsid }) => subsid === '阀门井').map((point) => spotOf(city.gas.table, point))
  const stations = [city.gas.gate, ...city.gas.regulators].map((point) => spotOf(city.gas.table, point))
  put('gas-pressure', [...stations, ...gasWells], 40)
  put('gas-flow', [...stations, ...gasWells.slice(0, 6)], 14)
  const kitchens = customers.flatMap((customer): Spot[] => {
    if (customer.class !== 'restaurant' || !customer.gas) return []
    const spot = spotOf(city.gas.table, customer.gas)
    return [
      { ...spot, name: customer.name, place: customer.place, level: groundAt(customer.place.x, customer.place.y) + 2 },
    ]
  })
  put('gas-restaurant', kitchens, 30)
}

function putWater({ water }: DemoCity, put: Put) {
  const valves = water.valves.map((point) => spotOf(water.table, point))
  const sources = water.sources.map((point) => spotOf(water.table, point))
  put('water-pressure', [...sources, ...valves], 60)
  put('water-flow', [...sources, ...valves.filter((_, i) => i % 9 === 4)], 18)
  put(
    'leak-acoustic',
    valves.filter((_, i) => i % 3 === 1),
    60,
  )
}

function putSewers(city: DemoCity, entries: readonly Entry[], put: Put) {
  const large = [city.storm, city.sewer].flatMap(({ table, mains }) =>
    mains.flatMap((main) => largeSewerSpot(table, main)),
  )
  put('sewer-level', large, 90)
  put('sewer-flow', large, 16)
  const low = [...wellsOf(city.storm.table)].sort((a, b) => a.level - b.level).filter((_, i) => i % 7 === 3)
  const underpass = entries.filter(({ kind }) => kind === 'underpass')
  const fords = underpass.map(
    ({ name, place, sill }): Spot => ({ asset: 'tunnel/TN04', name, place, level: sill, owner: owners.tunnel }),
  )
  put('road-water', [...fords, ...low.slice(0, 26 - fords.length)], 26)
  const covers = city.tables.flatMap((table) =>
    wellsOf(table).map((spot) => ({ ...spot, level: groundAt(spot.place.x, spot.place.y) })),
  )
  put('manhole-cover', covers, 200)
}

function putHeat({ heat }: DemoCity, put: Put) {
  const chambers = heat.chambers.map((point) => spotOf(heat.table, point))
  const stations = heat.stations.map((point) => spotOf(heat.table, point))
  const onLines = heat.supply.filter((_, i) => i % 5 === 2).map(({ start }) => spotOf(heat.table, start))
  const all = [...stations, ...chambers, ...onLines]
  put('heat-temperature', all, 30)
  put('heat-pressure', all, 30)
  put('heat-flow', stations, 8)
}

function putStructures(city: DemoCity, put: Put) {
  const bridges = makeBridges(city.streets)
  const on = (part: keyof BridgeSpots) =>
    bridges.flatMap((bridge): Spot[] =>
      bridgeSpots(bridge, bridge.id === 'BR01' ? 12 : 5)[part].map(({ x, y, z }, i) => ({
        asset: `bridge/${bridge.id}`,
        name: `${bridge.name}${BRIDGE_SPOTS[part]}${i + 1}号测点`,
        place: { x, y },
        level: z,
        owner: owners.bridge,
      })),
    )
  put('bridge-strain', on('deck'), 32)
  put('bridge-deflection', on('span'), 14)
  put('bridge-acceleration', on('deck'), 16)
  put('bridge-tilt', on('supports'), 10)
  put('bridge-crack', on('deck'), 10)
  put('bridge-load', on('ends'), 6)
  put(
    'wind-speed',
    on('deck').filter(({ asset }) => asset === 'bridge/BR01'),
    8,
  )
  const gallery = makeGallery(city.streets)
  const cabins = gallery.cabins.split(';').map((cabin) => cabin.split(':')[0] ?? '')
  const inGallery = cabins.flatMap((cabin) =>
    alongPath(gallery.path, 7, `gallery/${gallery.id}`, `${gallery.name}${cabin}`, owners.gallery),
  )
  for (const kind of ['temperature', 'humidity', 'oxygen', 'methane', 'h2s', 'water-level'])
    put(`gallery-${kind}`, inGallery, 20)
  const tunnels = [...makeTunnels(city.streets), ...makeBoxes(city.streets)].flatMap(
    ({ id, name, kind, path, owner }) =>
      alongPath(path, kind === 'underpass' ? 2 : 9, `${kind === 'metro' ? 'metro' : 'tunnel'}/${id}`, name, owner),
  )
  put('tunnel-convergence', tunnels, 20)
  put('tunnel-settlement', tunnels, 20)
  put('tunnel-water-level', tunnels, 10)
  put(
    'tunnel-co',
    tunnels.filter(({ asset }) => asset === 'tunnel/TN01'),
    10,
  )
}

function putSurroundings(buildings: readonly Building[], put: Put) {
  const roofs = buildings.map(
    ({ name, center, ground }): Spot => ({ asset: null, name, place: center, level: ground, owner: 'D04' }),
  )
  for (const kind of ['tilt', 'settlement', 'crack']) put(`building-${kind}`, roofs, 8)
  put('rain-gauge', roofs.slice(3), 5)
  const pier = { x: 1100, y: coastAt(1100) - 12 }
  put('tide', [{ asset: null, name: '灯塔街潮位站', place: pier, level: groundAt(pier.x, pier.y), owner: 'D07' }], 1)
}

function spotOf(table: SurveyTable, point: SurveyPoint): Spot {
  const name = point.name || `${point.street.zh}${Math.round(point.station)}号${point.subsid || point.feature}`
  const level = point.ground - (point.wellDepth ?? 1)
  return { asset: table.pointKey(point), name, place: { x: point.x, y: point.y }, level, owner: point.origin.owner }
}

function wellsOf(table: SurveyTable): Spot[] {
  return table.points.filter(({ wellDepth }) => wellDepth !== null).map((point) => spotOf(table, point))
}

/** A spot at the upper manhole of a sewer large enough, with what its limits come from. */
function largeSewerSpot(table: SurveyTable, line: SurveyLine): Spot[] {
  const sides = line.size.split('X').map(Number)
  const height = (sides[1] ?? sides[0] ?? 0) / 1000
  const well = line.flow === 1 ? line.end : line.start
  if (height < LEVEL_SENSOR_HEIGHT || well.wellDepth === null) return []
  const bottom = Math.max(line.flow === 1 ? line.endDepth : line.startDepth, 0)
  const fall = Math.abs(line.start.ground - line.startDepth - (line.end.ground - line.endDepth))
  const slope = Math.max(0.0005, fall / distance(line.start, line.end))
  const area = (Math.PI / 4) * height ** 2
  const capacity = (area / MANNING) * (height / 4) ** (2 / 3) * Math.sqrt(slope) * 1000
  return [{ ...spotOf(table, well), sewer: { height, depth: bottom, capacity } }]
}

function alongPath(path: readonly Vertex[], count: number, asset: string, name: string, owner: string): Spot[] {
  return Array.from({ length: count }, (_, i) => {
    const at = ((i + 0.5) / count) * (path.length - 1)
    const a = path[Math.floor(at)]
    const b = path[Math.floor(at) + 1] ?? a
    if (!a || !b) throw new Error(`alongPath: ${asset} has no path`)
    const t = at - Math.floor(at)
    const mix = (from: number, to: number) => from + (to - from) * t
    return {
      asset,
      name: `${name}${i + 1}号测点`,
      place: { x: mix(a.x, b.x), y: mix(a.y, b.y) },
      level: mix(a.z, b.z),
      owner,
    }
  })
}

/** `count` spots evenly over the list, all of it when shorter. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items]
  return Array.from({ length: count }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)]).filter(
    (item): item is Item => item !== undefined,
  )
}

/** Rows of sensors.csv. */
export function sensorRows(sensors: readonly Sensor[]): Cell[][] {
  return sensors.map(({ id, kind, name, asset, owner, level, place }) => [
    ...[id, kind, name, asset, districtAt(place), sensorKindOf(kind).period, owner],
    ...[level.toFixed(2), eastOf(place), northOf(place)],
  ])
}
