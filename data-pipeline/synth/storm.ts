import { type Corridor, layCorridors } from './corridor.ts'
import { laneOffset } from './cross-section.ts'
import { drain, type Reach } from './gravity.ts'
import { distance, type Place } from './plane.ts'
import type { Random } from './random.ts'
import { addReach, depth, finishWells, sewerMaterial } from './sewer-lines.ts'
import { placeOn, type Street, stationOf } from './streets.ts'
import { type Origin, type SurveyLine, type SurveyPoint, SurveyTable } from './survey-table.ts'
import { coastAt, groundAt, PASSAGE, riverAt } from './terrain.ts'

export interface Storm {
  readonly table: SurveyTable
  readonly wells: readonly SurveyPoint[]
  readonly outfalls: readonly SurveyPoint[]
  readonly mains: readonly SurveyLine[]
  readonly pumps: readonly Pump[]
  readonly gates: readonly Gate[]
}

/** A sluice gate as wide and high as the pipe behind it [m], with the level of its sill [m, H]. */
export interface Gate {
  readonly id: string
  readonly name: string
  readonly from: SurveyPoint
  readonly to: SurveyPoint
  readonly width: number
  readonly height: number
  readonly sill: number
}

/** One pump of a station, with its levels [m, H] and its sump's area [m²]. */
export interface Pump {
  readonly id: string
  readonly name: string
  readonly from: SurveyPoint
  readonly to: SurveyPoint
  /** [m³/s] */
  readonly flow: number
  readonly start: number
  readonly stop: number
  readonly sump: number
}

/** Cover over the crown at the heads [m]: below water, gas and ducts, within B.1. */
const COVER = 2.1
/** inlets keep this far from the axis of a street that crosses [m] */
const FROM_CROSSING = 20
/** streets whose southern end reaches the sea, and whether the outfall has a flap gate and a pump station */
const SEA_OUTFALLS = [
  ['帆影街', true],
  ['灯塔街', false],
  ['鸥鸣街', true],
] as const
/** from the last manhole to the shaft of its tide gate [m] */
const TO_GATE = 3
/** the street whose two banks drain to the river */
const RIVER_STREET = '渔歌路'
/** the street that the southern ramp of the underpass begins at */
const PASSAGE_STREET = '滨海路'

/**
 * Storm sewers: trees to five outfalls (three to the sea, two to the river), with road inlets.
 *
 * @param streets  that have storm sewers
 * @param all  streets of the city
 */
export function makeStorm(
  streets: readonly Street[],
  all: readonly Street[],
  originOf: (street: Street) => Origin,
  random: Random,
): Storm {
  const table = new SurveyTable('storm', 'YS', 'YS', '201')
  const offset = (street: Street) => laneOffset('storm', street)
  const corridors = layCorridors(table, { streets, offset, origin: originOf, spacing: 36, leg: 0, random })
  const roots = [...seaRoots(corridors), ...riverRoots(corridors)]
  const reaches = drain(
    corridors,
    roots.map(({ point }) => point),
    { cover: COVER, section: stormSection },
  )
  const mains = reaches.map((reach) => addReach(table, reach, random))
  finishWells(table)
  const wells = [...table.points]
  const outfalls = roots.map((root, i) => addOutfall(table, root, reaches, i + 1))
  addInlets(table, corridors, mains, all, random)
  // after all others, whose numbers stay
  const pumps = [...seaPumps(table, roots, reaches), ...passagePumps(table, corridors)]
  return { table, wells, outfalls, mains, pumps, gates: tideGates(table, roots, outfalls) }
}

interface Root {
  readonly point: SurveyPoint
  readonly street: Street
  readonly mouth: Place
  readonly isSea: boolean
  readonly hasPumps: boolean
}

function stormSection(upstream: number): readonly [number, number] {
  if (upstream > 3800) return [2000, 1500]
  const sizes = [
    [120, 300],
    [240, 400],
    [380, 500],
    [560, 600],
    [1100, 800],
    [2000, 1000],
  ] as const
  const size = sizes.find(([limit]) => upstream <= limit)?.[1] ?? 1200
  return [size, size]
}

function seaRoots(corridors: readonly Corridor[]): Root[] {
  return SEA_OUTFALLS.map(([name, hasPumps]) => {
    const { street, nodes } = corridorOf(corridors, name)
    const point = nodes[0]?.point
    if (!point) throw new Error(`makeStorm: street ${name} has no nodes`)
    return { point, street, mouth: { x: point.x, y: coastAt(point.x) + 1 }, isSea: true, hasPumps }
  })
}

function riverRoots(corridors: readonly Corridor[]): Root[] {
  const { street, nodes } = corridorOf(corridors, RIVER_STREET)
  return nodes
    .filter(({ kind }) => kind === 'bank')
    .map(({ point }) => {
      const middle = riverAt(point.y)
      return {
        point,
        street,
        mouth: { x: middle + 21 * Math.sign(point.x - middle), y: point.y - 6 },
        isSea: false,
        hasPumps: false,
      }
    })
}

function corridorOf(corridors: readonly Corridor[], name: string): Corridor {
  const found = corridors.find(({ street }) => street.zh === name)
  if (!found) throw new Error(`makeStorm: no street ${name}`)
  return found
}

function addOutfall(table: SurveyTable, root: Root, reaches: readonly Reach[], number: number): SurveyPoint {
  const arriving = reaches.filter((reach) => reach.to === root.point)
  const start = Math.min(...arriving.map(({ endLevel }) => endLevel))
  const widest = arriving.reduce((a, b) => (b.width > a.width ? b : a))
  const { street, mouth } = root
  const where = { street, station: stationOf(street, mouth), offset: 0, origin: root.point.origin }
  const outfall = table.point(mouth, where)
  const isFlapped = root.isSea && number !== 2
  const name = `${root.isSea ? '海岸' : '河道'}${number}号排口`
  Object.assign(outfall, { feature: '', subsid: '出水口', serial: '10', name, note: isFlapped ? '拍门' : '' })
  if (root.hasPumps) Object.assign(root.point, { subsid: '泵站', serial: '12', name: `${street.zh}排涝泵站(示例)` })
  const end = Math.min(start - 0.002 * distance(root.point, outfall), groundAt(mouth.x, mouth.y))
  table.line(root.point, outfall, {
    startDepth: depth(root.point, start),
    endDepth: depth(outfall, end),
    material: 'T',
    size: widest.width === widest.height ? String(widest.width) : `${widest.width}X${widest.height}`,
    flow: 0,
    origin: root.point.origin,
    street,
  })
  return outfall
}

/** A sea outfall that has neither flap nor pumps has a tide gate, in a shaft that its pipe then begins at. */
function tideGates(table: SurveyTable, roots: readonly Root[], outfalls: readonly SurveyPoint[]): Gate[] {
  return roots.flatMap(({ point, street, mouth, isSea, hasPumps }, i) => {
    const at = table.lines.findIndex(({ start, end }) => start === point && end === outfalls[i])
    const line = table.lines[at]
    if (!line || !isSea || hasPumps) return []
    const share = TO_GATE / distance(point, mouth)
    const place = { x: point.x + share * (mouth.x - point.x), y: point.y + share * (mouth.y - point.y) }
    const { offset, origin } = point
    const shaft = table.point(place, { street, station: stationOf(street, place), offset, origin })
    const sill = point.ground - line.startDepth
    const name = `${street.zh}挡潮闸(示例)`
    const wellDepth = Math.ceil(depth(shaft, sill) * 100) / 100
    Object.assign(shaft, { feature: '', subsid: '闸门', serial: '13', wellDepth, name })
    table.lines[at] = { ...line, start: shaft, startDepth: depth(shaft, sill) }
    const [width = 0, height = width] = line.size.split('X').map((size) => Number(size) / 1000)
    return [{ id: `ZM${i + 1}`, name, from: point, to: shaft, width, height, sill: rounded(sill) }]
  })
}

/** Two pumps at each station, over the sea wall when the tide shuts the flap gate: they start one after the other. */
function seaPumps(table: SurveyTable, roots: readonly Root[], reaches: readonly Reach[]): Pump[] {
  return roots
    .filter(({ hasPumps }) => hasPumps)
    .flatMap(({ point, street, mouth }, station) => {
      const invert = Math.min(...reaches.filter(({ to }) => to === point).map(({ endLevel }) => endLevel))
      const where = { street, station: stationOf(street, mouth), offset: 8, origin: point.origin }
      const outlet = table.point({ x: mouth.x + 8, y: mouth.y }, where)
      const name = `${street.zh}排涝泵站`
      Object.assign(outlet, { feature: '', subsid: '出水口', serial: '10', name: `${name}出水口(示例)` })
      const levels = { flow: 2.5, stop: rounded(invert + 0.3), sump: 80 }
      return ['A', 'B'].map(
        (letter, i): Pump => ({
          ...{ id: `PU${station + 1}${letter}`, name: `${name}${letter}泵(示例)`, from: point, to: outlet },
          ...{ ...levels, start: rounded(invert + 0.9 + 0.4 * i) },
        }),
      )
    })
}

/** What runs into the passage under the railway is lifted into the sewer of the street before it. */
function passagePumps(table: SurveyTable, corridors: readonly Corridor[]): Pump[] {
  const { street, nodes } = corridorOf(corridors, PASSAGE_STREET)
  const place = { x: PASSAGE.x + 3.5, y: PASSAGE.y - PASSAGE.covered - 3 }
  const nearest = [...nodes].sort((a, b) => distance(a.point, place) - distance(b.point, place))[0]
  if (!nearest) return []
  const { point } = nearest
  const where = { street, station: stationOf(street, place), offset: place.y - point.y, origin: point.origin }
  const sump = table.point(place, where)
  const well = { feature: '', subsid: '雨水箅', serial: '04', wellDepth: 2, name: '铁路桥下通道集水井(示例)' }
  Object.assign(sump, well)
  const levels = { flow: 0.12, stop: rounded(sump.ground - 1.7), sump: 12 }
  return ['A', 'B'].map(
    (letter, i): Pump => ({
      ...{ id: `PU9${letter}`, name: `铁路桥下通道${letter}泵(示例)`, from: sump, to: point },
      ...{ ...levels, start: rounded(sump.ground - 1.2 + 0.3 * i) },
    }),
  )
}

function rounded(level: number): number {
  return Math.round(level * 100) / 100
}

/** Road inlets beside the manholes, with DN 300 connections that fall 2 %. */
function addInlets(
  table: SurveyTable,
  corridors: readonly Corridor[],
  mains: readonly SurveyLine[],
  all: readonly Street[],
  random: Random,
) {
  const connected = new Set(mains.flatMap(({ start, end }) => [start, end]))
  for (const { street, nodes } of corridors) {
    for (const { point, kind } of nodes) {
      if (kind !== 'middle' || !connected.has(point)) continue
      // an inlet pipe near a crossing would lie along the lines of the other street
      if (all.some((other) => other !== street && isBeside(other, point))) continue
      // on the side of the gas main but short of it, so that no inlet pipe crosses the gas
      const offset = laneOffset('gas', street) - 1.6
      const station = point.station + random.between(-2, 2)
      const inlet = table.point(placeOn(street, station, offset), { street, station, offset, origin: point.origin })
      Object.assign(inlet, { feature: '', subsid: '雨水箅', serial: '04', wellDepth: 1.4 })
      const length = distance(inlet, point)
      const startDepth = Math.max(1.15, inlet.ground - point.ground + 1.15)
      table.line(inlet, point, {
        startDepth,
        endDepth: depth(point, inlet.ground - startDepth - 0.02 * length),
        material: sewerMaterial('storm', point.origin.year, 300),
        size: '300',
        flow: 0,
        origin: point.origin,
        street,
      })
    }
  }
}

function isBeside(street: Street, point: Place): boolean {
  const station = stationOf(street, point)
  const isAlong = station > -FROM_CROSSING && station < street.length + FROM_CROSSING
  return isAlong && distance(point, placeOn(street, station, 0)) < FROM_CROSSING
}
