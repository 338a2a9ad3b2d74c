/** longest part of a tunnel [m]: the usual longest fire section of a utility tunnel */
const LONGEST = 200
/** a straight part may leave its axis by so much [m] */
const SAG = 0.5

/** A place on the axis of a structure, in the plane of the city; levels H [m], NaN = not known. */
export interface Station {
  readonly x: number
  readonly y: number
  readonly level: number
  readonly ground: number
  /** along the axis [m] */
  readonly chainage: number
}

export interface Part {
  readonly from: Station
  readonly to: Station
}

/** Cuts an axis into straight parts of at most 200 m that leave it by at most half a metre. */
export function partsOf(axis: readonly Station[]): Part[] {
  const stations = axis.flatMap((to, index) => {
    const from = axis[index - 1]
    if (!from) return [to]
    const pieces = Math.max(1, Math.ceil((to.chainage - from.chainage) / LONGEST))
    return Array.from({ length: pieces }, (_, piece) => between(from, to, (piece + 1) / pieces))
  })
  const parts: Part[] = []
  let first = 0
  while (first + 1 < stations.length) {
    let last = first + 1
    while (last + 1 < stations.length && isStraight(stations, first, last + 1)) last++
    const [from, to] = [stations[first], stations[last]]
    if (from && to) parts.push({ from, to })
    first = last
  }
  return parts
}

function isStraight(stations: readonly Station[], first: number, last: number): boolean {
  const [from, to] = [stations[first], stations[last]]
  if (!from || !to || to.chainage - from.chainage > LONGEST) return false
  return stations.slice(first + 1, last).every((station) => {
    const length = to.chainage - from.chainage
    const { x, y, level } = between(from, to, length > 0 ? (station.chainage - from.chainage) / length : 0)
    return Math.hypot(x - station.x, y - station.y, level - station.level) <= SAG
  })
}

function between(from: Station, to: Station, share: number): Station {
  const mix = (name: keyof Station) => from[name] + (to[name] - from[name]) * share
  return share === 1
    ? to
    : { x: mix('x'), y: mix('y'), level: mix('level'), ground: mix('ground'), chainage: mix('chainage') }
}
