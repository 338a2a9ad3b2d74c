/** Features of a leaf; more are split. The hard limit of a property table in an engine's texture is 4,096. */
const MOST_FEATURES = 2000
/**
 * Widest spread of the middles of a leaf's features [m]: with the features' own length a leaf stays within some 650 m,
 * where 16-bit positions are exact to 5 mm.
 */
const WIDEST_LEAF = 580
/** Triangles of a leaf's models together; one model alone may have more. */
const MOST_TRIANGLES = 60_000
/** Cells below this hold features in one place; they are cut by count alone [m]. */
const SMALLEST_CELL = 1
/** A parent holds this part of its branch, so that all parents together stay well below the leaves … */
const PARENT_PART = 0.25
/** … but never fewer than this many: a thin network stays whole. */
const FEWEST_IN_PARENT = 500
/** Geometric error of a cell that has children, per metre of its side. */
const ERROR_PER_METRE = 0.064
/** A parent must err more than a leaf, or an engine would never go on to its children [m]. */
const LEAST_ERROR = 1

/** One tile: the features it draws and the tiles that replace it when one comes closer. */
export interface Cell {
  readonly name: string
  /** indices of features, ascending */
  readonly features: readonly number[]
  readonly children: readonly Cell[]
  /** 0 for a leaf, else one more than the highest child */
  readonly level: number
  /** metres of error when this tile is drawn instead of its children; 0 for a leaf */
  readonly geometricError: number
}

interface Square {
  readonly west: number
  readonly south: number
  readonly side: number
}

/**
 * Quadtree over the middles of features. Leaves hold every feature once; a parent holds the most prominent of its
 * branch.
 *
 * @param features  indices into the arrays
 * @param east  middle of each feature [m]
 * @param north  middle of each feature [m]
 * @param prominence  draws first in coarse levels
 * @param triangles  of models, by which their leaves are split as well; 0 for shapes that are small by their kind
 * @param widestLeaf  spread of the middles of a leaf's features at most [m]
 */
export function buildTree(
  features: readonly number[],
  east: Float64Array,
  north: Float64Array,
  prominence: Float64Array,
  triangles: Float64Array,
  rootName: string,
  widestLeaf = WIDEST_LEAF,
): Cell {
  const isLight = (members: readonly number[]) =>
    members.length === 1 || members.reduce((sum, member) => sum + (triangles[member] ?? 0), 0) <= MOST_TRIANGLES
  const split = (members: readonly number[], square: Square, name: string): Cell => {
    const box = spread(members, east, north)
    if (members.length <= MOST_FEATURES && box.side <= widestLeaf && isLight(members))
      return { name, features: members, children: [], level: 0, geometricError: 0 }
    const parts = box.side < SMALLEST_CELL ? chunks(members, triangles) : quarters(members, square, east, north)
    const [only, ...others] = parts
    if (only && others.length === 0) return split(only.members, only.square ?? square, name)
    const children = parts.map((part, index) => split(part.members, part.square ?? square, `${name}-${index}`))
    const level = 1 + Math.max(...children.map((child) => child.level))
    return {
      name,
      features: mostProminent(members, prominence),
      children,
      level,
      geometricError: Math.max(LEAST_ERROR * level, square.side * ERROR_PER_METRE),
    }
  }
  return split(features, spread(features, east, north), rootName)
}

/** Smallest square over the middles of features, its corner in the south-west. */
function spread(members: readonly number[], east: Float64Array, north: Float64Array): Square {
  let [west, south, right, top] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const member of members) {
    const [x, y] = [east[member] ?? 0, north[member] ?? 0]
    west = Math.min(west, x)
    south = Math.min(south, y)
    right = Math.max(right, x)
    top = Math.max(top, y)
  }
  return { west, south, side: Math.max(right - west, top - south) }
}

interface Part {
  readonly members: readonly number[]
  /** undefined: the parent's */
  readonly square?: Square
}

function quarters(members: readonly number[], square: Square, east: Float64Array, north: Float64Array): Part[] {
  const side = square.side / 2
  const [middleEast, middleNorth] = [square.west + side, square.south + side]
  const quarter: number[][] = [[], [], [], []]
  for (const member of members) {
    const isEast = (east[member] ?? 0) >= middleEast
    const isNorth = (north[member] ?? 0) >= middleNorth
    quarter[(isEast ? 1 : 0) + (isNorth ? 2 : 0)]?.push(member)
  }
  return quarter
    .map((members, index) => ({
      members,
      square: { west: index % 2 ? middleEast : square.west, south: index > 1 ? middleNorth : square.south, side },
    }))
    .filter((part) => part.members.length > 0)
}

/** What lies in one place, cut by count and by triangles. */
function chunks(members: readonly number[], triangles: Float64Array): Part[] {
  const parts: number[][] = []
  let sum = 0
  for (const member of members) {
    const own = triangles[member] ?? 0
    const last = parts.at(-1)
    if (last && last.length < MOST_FEATURES && sum + own <= MOST_TRIANGLES) last.push(member)
    else {
      parts.push([member])
      sum = 0
    }
    sum += own
  }
  return parts.map((part) => ({ members: part }))
}

/**
 * The most prominent features, as many as a parent may hold. Of those that tie at the limit every n-th is taken: features
 * come in spatial order, so the choice covers the whole cell and no district goes missing from the overview.
 */
function mostProminent(members: readonly number[], prominence: Float64Array): readonly number[] {
  const limit = Math.min(MOST_FEATURES, Math.max(FEWEST_IN_PARENT, Math.ceil(members.length * PARENT_PART)))
  if (members.length <= limit) return members
  const of = (member: number) => prominence[member] ?? 0
  const least = Float64Array.from(members, of).sort()[members.length - limit] ?? 0
  const above = members.filter((member) => of(member) > least)
  const tied = members.filter((member) => of(member) === least)
  const room = limit - above.length
  const evenly = Array.from({ length: room }, (_, index) => tied[Math.floor((index * tied.length) / room)] ?? 0)
  return [...above, ...evenly].sort((a, b) => a - b)
}
