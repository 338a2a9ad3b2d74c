import type { Place } from './plane.ts'
import { coastAt, RIVER_HALF_WIDTH, riverAt } from './terrain.ts'

export interface Street {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly class: 'arterial' | 'collector' | 'local'
  /** between property lines [m] */
  readonly width: number
  readonly axis: 'east' | 'north'
  readonly from: Place
  /** unit vector of the drawing direction: east or north */
  readonly along: Place
  readonly length: number
  /** stations of the river's two bank tops, where a bridge carries the street over it [m]; null without a bridge */
  readonly river: readonly [west: number, east: number] | null
}

/** [y at the west end, y at the east end, class, zh, en, has a bridge] */
const EAST_WEST = [
  [330, 350, 'arterial', '滨海路', 'Binhai Road', true],
  [575, 560, 'local', '望潮路', 'Wangchao Road', false],
  [800, 815, 'collector', '听涛路', 'Tingtao Road', false],
  [1060, 1045, 'arterial', '渔歌路', "Yu'ge Road", true],
  [1310, 1330, 'collector', '青屿路', 'Qingyu Road', false],
  [1585, 1565, 'local', '松岭路', 'Songling Road', false],
  [1845, 1860, 'arterial', '云台路', 'Yuntai Road', true],
] as const

/** [x at the south end, x at the north end, class, zh, en] */
const NORTH_SOUTH = [
  [120, 135, 'local', '礁石街', 'Jiaoshi Street'],
  [450, 430, 'collector', '帆影街', 'Fanying Street'],
  [770, 785, 'local', '盐田街', 'Yantian Street'],
  [1100, 1090, 'arterial', '灯塔街', 'Dengta Street'],
  [1430, 1440, 'local', '河西街', 'Hexi Street'],
  [1960, 1950, 'collector', '河东街', 'Hedong Street'],
  [2280, 2295, 'arterial', '鸥鸣街', 'Ouming Street'],
  [2620, 2605, 'local', '贝壳街', 'Beike Street'],
  [2950, 2960, 'collector', '晨曦街', 'Chenxi Street'],
] as const

const WIDTHS = { arterial: 40, collector: 28, local: 20 }
const WEST_END = 60
const EAST_END = 3020
const NORTH_END = 1930

/** The street grid: straight streets of slightly different headings; three of seven cross the river. */
export function makeStreets(): Street[] {
  const eastWest = EAST_WEST.flatMap(([west, east, kind, zh, en, hasBridge], i) => {
    const id = `RD${String(i + 1).padStart(2, '0')}`
    const yAt = (x: number) => west + ((east - west) * (x - WEST_END)) / (EAST_END - WEST_END)
    const at = (x: number) => ({ x, y: yAt(x) })
    const middle = riverAt((west + east) / 2)
    const banks = [middle - RIVER_HALF_WIDTH - 2, middle + RIVER_HALF_WIDTH + 2] as const
    if (hasBridge) {
      const river = [banks[0] - WEST_END, banks[1] - WEST_END] as const
      return [street(id, zh, en, kind, 'east', at(WEST_END), at(EAST_END), river)]
    }
    return [
      street(`${id}W`, `${zh}西段`, `${en} (West)`, kind, 'east', at(WEST_END), at(banks[0] - 15), null),
      street(`${id}E`, `${zh}东段`, `${en} (East)`, kind, 'east', at(banks[1] + 15), at(EAST_END), null),
    ]
  })
  const northSouth = NORTH_SOUTH.map(([south, north, kind, zh, en], i) => {
    const from = { x: south, y: coastAt(south) + 62 }
    return street(`RD${i + 11}`, zh, en, kind, 'north', from, { x: north, y: NORTH_END }, null)
  })
  return [...eastWest, ...northSouth]
}

/** The place at a station, offset to the left (+) or right (−) of the drawing direction [m]. */
export function placeOn(street: Street, station: number, offset: number): Place {
  return {
    x: street.from.x + street.along.x * station - street.along.y * offset,
    y: street.from.y + street.along.y * station + street.along.x * offset,
  }
}

/** Station on a street of the foot of the perpendicular from a place [m]. */
export function stationOf(street: Street, place: Place): number {
  return (place.x - street.from.x) * street.along.x + (place.y - street.from.y) * street.along.y
}

/**
 * Where two streets' offset lines meet: stations on both, or null when they do not meet within their lengths.
 */
export function crossing(
  a: Street,
  offsetA: number,
  b: Street,
  offsetB: number,
): { readonly a: number; readonly b: number } | null {
  const start = placeOn(a, 0, offsetA)
  const other = placeOn(b, 0, offsetB)
  const determinant = a.along.x * b.along.y - a.along.y * b.along.x
  if (Math.abs(determinant) < 0.1) return null
  const dx = other.x - start.x
  const dy = other.y - start.y
  const stationA = (dx * b.along.y - dy * b.along.x) / determinant
  const stationB = (dx * a.along.y - dy * a.along.x) / determinant
  const isInside = stationA >= 0 && stationA <= a.length && stationB >= 0 && stationB <= b.length
  return isInside ? { a: stationA, b: stationB } : null
}

function street(
  id: string,
  zh: string,
  en: string,
  kind: Street['class'],
  axis: Street['axis'],
  from: Place,
  to: Place,
  river: Street['river'],
): Street {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
  return { id, zh, en, class: kind, width: WIDTHS[kind], axis, from, along, length, river }
}
