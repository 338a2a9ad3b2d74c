import { distance, type Place } from './plane.ts'
import type { Random } from './random.ts'
import { placeOn, type Street, stationOf } from './streets.ts'
import { groundAt } from './terrain.ts'

export interface Building {
  readonly id: string
  readonly name: string
  readonly use: string
  readonly height: number
  readonly floors: number
  readonly ground: number
  readonly ring: readonly Place[]
  readonly center: Place
  /** streets of the block: mains on the right side of `north` and `west`, on the left of `south` and `east` face it */
  readonly north: Street
  readonly west: Street
  readonly south: Street
  readonly east: Street
}

/** About this many buildings are kept (domain B). */
const WANTED = 420

const USES = [
  ['residential', 52, '住宅楼', [15, 54]],
  ['office', 12, '办公楼', [18, 80]],
  ['commercial', 9, '商业楼', [9, 24]],
  ['restaurant', 9, '餐饮楼', [7, 12]],
  ['industry', 6, '厂房', [8, 14]],
  ['school', 3, '教学楼', [12, 20]],
  ['kindergarten', 3, '幼儿园', [8, 12]],
  ['hospital', 2, '医疗楼', [20, 48]],
  ['hotel', 4, '酒店', [20, 70]],
] as const
/** name of the restaurant street, the place of the gas scenario */
const RESTAURANT_STREET = '听涛路'

/** Buildings in the blocks between streets, aligned with the block; some lots stay open. */
export function makeBuildings(streets: readonly Street[], keepFree: (place: Place) => boolean, random: Random) {
  const lots = blocksOf(streets).flatMap((block) => lotsOf(block, random))
  const free = lots.filter((lot) => lot.ring.every((corner) => !keepFree(corner)) && !keepFree(lot.center))
  const share = WANTED / free.length
  return free.filter(() => random.chance(share)).map((lot, i) => build(lot, i, random))
}

interface Block {
  readonly north: Street
  readonly south: Street
  readonly west: Street
  readonly east: Street
}

interface Lot extends Block {
  readonly ring: readonly Place[]
  readonly center: Place
}

function blocksOf(streets: readonly Street[]): Block[] {
  const northSouth = streets.filter((street) => street.axis === 'north')
  const eastWest = streets.filter((street) => street.axis === 'east')
  return northSouth.slice(0, -1).flatMap((west, i) => {
    const east = northSouth[i + 1]
    if (!east) return []
    // beside the western street, because some streets end at the river in the middle of a block
    const beside = west.from.x + west.width
    const rows = eastWest.filter((street) => street.from.x < beside && street.from.x + street.length > beside)
    return rows.slice(0, -1).flatMap((south, k) => {
      const north = rows[k + 1]
      return north ? [{ north, south, west, east }] : []
    })
  })
}

function lotsOf(block: Block, random: Random): Lot[] {
  const columns = 3
  const rows = 4
  return Array.from({ length: columns * rows }, (_, i): Lot => {
    const u = (Math.floor(i / rows) + 0.5) / columns
    const v = ((i % rows) + 0.5) / rows
    const halfWidth = random.between(0.3, 0.4) / columns
    const halfHeight = random.between(0.22, 0.36) / rows
    const corner = (du: number, dv: number) => inBlock(block, u + du * halfWidth, v + dv * halfHeight)
    return {
      ...block,
      ring: [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)],
      center: inBlock(block, u, v),
    }
  })
}

/** Place in a block by shares of its width and height, inside the property lines. */
function inBlock({ north, south, west, east }: Block, u: number, v: number): Place {
  const setback = 9
  const yGuess = (north.from.y + south.from.y) / 2
  const left = xOf(west, yGuess) + west.width / 2 + setback
  const right = xOf(east, yGuess) - east.width / 2 - setback
  const x = left + (right - left) * u
  const bottom = yOf(south, x) + south.width / 2 + setback
  const top = yOf(north, x) - north.width / 2 - setback
  return { x, y: bottom + (top - bottom) * v }
}

function xOf(street: Street, y: number): number {
  return street.from.x + (street.along.x / street.along.y) * (y - street.from.y)
}

function yOf(street: Street, x: number): number {
  return street.from.y + (street.along.y / street.along.x) * (x - street.from.x)
}

function build(lot: Lot, index: number, random: Random): Building {
  const facesRestaurants = [lot.north, lot.south].some((street) => street.zh.startsWith(RESTAURANT_STREET))
  const [use, , title, [low, high]] =
    facesRestaurants && random.chance(0.3) ? USES[3] : random.weighted(USES.map((entry) => [entry, entry[1]] as const))
  const floors = Math.max(1, Math.round(random.between(low, high) / 3.2))
  const station = Math.round(stationOf(lot.north, lot.center))
  return {
    ...lot,
    id: `B${String(index + 1).padStart(4, '0')}`,
    name: `${lot.north.zh}${station}号${title}`,
    use,
    floors,
    height: Math.round(floors * 32) / 10,
    ground: Math.round(groundAt(lot.center.x, lot.center.y) * 100) / 100,
  }
}

/** Distance of a building from a street's axis [m]. */
export function facing(street: Street, building: Building): number {
  const station = stationOf(street, building.center)
  return distance(placeOn(street, station, 0), building.center)
}
