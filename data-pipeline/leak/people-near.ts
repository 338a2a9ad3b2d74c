/** Who is this near to a space is about there [m]; a choice of ours. */
export const NEAR = 30
/** side of a square in which people are looked up [m] */
const SQUARE = 60
const COLUMNS = 2 ** 24

/** Somewhere with people, in the plane of the city. */
export interface Peopled {
  readonly x: number
  readonly y: number
  readonly people: number
}

/** How many people are near an axis: each place stands in every square that its surroundings touch. */
export class PeopleNear {
  private readonly places: readonly Peopled[]
  private readonly squares = new Map<number, number[]>()
  /** the question that a place was counted for last */
  private readonly counted: Uint32Array
  private asked = 0

  constructor(places: readonly Peopled[]) {
    this.places = places
    this.counted = new Uint32Array(places.length)
    for (const [index, { x, y }] of places.entries())
      for (const square of squaresOf(x - NEAR, y - NEAR, x + NEAR, y + NEAR)) {
        const own = this.squares.get(square)
        if (own) own.push(index)
        else this.squares.set(square, [index])
      }
  }

  /** People within `NEAR` of an axis [m]; NaN where the city knows of nobody. */
  along(x: number, y: number, otherX: number, otherY: number): number {
    if (this.places.length === 0) return Number.NaN
    this.asked++
    let people = 0
    const [west, south] = [Math.min(x, otherX), Math.min(y, otherY)]
    for (const square of squaresOf(west, south, Math.max(x, otherX), Math.max(y, otherY)))
      for (const index of this.squares.get(square) ?? []) {
        const place = this.places[index]
        if (!place || this.counted[index] === this.asked) continue
        this.counted[index] = this.asked
        if (distance(place, x, y, otherX, otherY) <= NEAR) people += place.people
      }
    return people
  }
}

function* squaresOf(west: number, south: number, east: number, north: number): Generator<number> {
  for (let row = Math.floor(south / SQUARE); row <= Math.floor(north / SQUARE); row++)
    for (let column = Math.floor(west / SQUARE); column <= Math.floor(east / SQUARE); column++)
      yield row * COLUMNS + column
}

function distance(place: Peopled, x: number, y: number, otherX: number, otherY: number): number {
  const [dx, dy] = [otherX - x, otherY - y]
  const square = dx * dx + dy * dy
  const share = square > 0 ? ((place.x - x) * dx + (place.y - y) * dy) / square : 0
  const at = Math.min(1, Math.max(0, share))
  return Math.hypot(place.x - x - at * dx, place.y - y - at * dy)
}
