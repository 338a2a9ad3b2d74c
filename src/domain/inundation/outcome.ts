/** Depths whose first time is kept [m]: wet shoe, kerb, half a wheel, a car that floats (domain.md A.4). */
export const ARRIVAL_DEPTHS = [0.05, 0.15, 0.27, 0.5] as const

/** Water of this depth stands in the way [m]: its time is counted. */
export const STANDING = 0.15

/** Volumes of a whole run [m³]. */
export interface FloodVolumes {
  readonly initial: number
  readonly rain: number
  readonly inflow: number
  readonly outflow: number
  readonly infiltrated: number
  /** into the drains through their openings, and out of them */
  readonly drained: number
  readonly returned: number
  /** from roofs straight into the drains: no water of the ground */
  readonly roofs: number
  /** standing on the ground at the end */
  readonly final: number
  /** what the accounts do not explain, and its share of all that was there or came */
  readonly error: number
  readonly errorShare: number
}

/** What was worst in each cell, by cell of the grid; NaN = no ground there (no cell, or a building). */
export interface Extremes {
  /** [m] */
  readonly depth: Float32Array
  /** [m/s] */
  readonly speed: Float32Array
  /** largest depth × (speed + 0.5) at one instant [m²/s] */
  readonly hazard: Float32Array
  /** first time of each of ARRIVAL_DEPTHS [s]; NaN = never */
  readonly arrival: readonly Float32Array[]
  /** time with at least STANDING [s] */
  readonly standing: Float32Array
  /** of all cells at the outputs [m] */
  readonly leastDepth: number
}

/** Water at a gauge at a time [s]: depth and level [m], velocity to the east and north [m/s]. */
export interface GaugeRow {
  readonly time: number
  readonly gauge: string
  readonly depth: number
  readonly level: number
  readonly u: number
  readonly v: number
}

/** The drains over time: node and link by their places in the lists, a row of all for each time. */
export interface NetworkSeries {
  /** [s] */
  readonly times: Float64Array
  readonly nodes: readonly string[]
  readonly links: readonly string[]
  /** level of the rim by node [m] */
  readonly rim: Float64Array
  /** water in a node, by time and node: its depth and its level [m] */
  readonly depth: Float64Array
  readonly head: Float64Array
  /** by time and link [m³/s] */
  readonly flow: Float64Array
}

/** What passed an opening between the ground and the drains. */
export interface ManholeVerdict {
  readonly node: string
  /** into the drains and out of them [m³] */
  readonly drained: number
  readonly returned: number
  /** fastest way out [m³/s], and when [s]; null = nothing came out */
  readonly peak: number
  readonly peakAt: number | null
  /** when water first came out [s] */
  readonly since: number | null
}

/** What the drains did, volumes in m³. */
export interface NetworkOutcome {
  readonly series: NetworkSeries
  readonly manholes: readonly ManholeVerdict[]
  readonly initial: number
  /** beside what ground and roofs gave: dry weather and other inflows, and back through outfalls */
  readonly inflow: number
  readonly outflow: number
  /** over rims that open to no ground of the grid */
  readonly spilled: number
  /** evaporated and seeped out of conduits and basins */
  readonly lost: number
  readonly stored: number
  /** what they have and gave less what the file, ground and roofs gave them by these' own accounts */
  readonly error: number
}

/** What an entry saw: times [s], heights [m]. */
export interface EntryVerdict {
  readonly id: string
  readonly sill: number
  /** no ground of the grid lies at it: nothing is known */
  readonly isTested: boolean
  /** when water first stood above the sill; null = never */
  readonly arrival: number | null
  /**
   * deepest above the sill, or above the ground before it where all of it is higher; negative = so much was left; null = no
   * water came near
   */
  readonly over: number | null
  readonly overAt: number | null
}

/** What a street saw. */
export interface StreetVerdict {
  readonly id: string
  readonly isTested: boolean
  /** most water on it at an instant [m³], and when [s] */
  readonly volume: number
  readonly volumeAt: number
  /** deepest of all its cells [m] */
  readonly depth: number
  /** its length × the share of its cells that had AFFECTING_DEPTH [m] */
  readonly impassable: number
  /** its length × the share of its cells that were at their deepest in each of DEPTH_GRADES [m] */
  readonly lengths: readonly number[]
}

/**
 * People where water stood, by area: of those who live in a square, the share of its open ground that was so deep.
 * Sea, rivers and lakes are no open ground.
 */
export interface PeopleVerdict {
  /** who live in all squares of the case */
  readonly all: number
  /** in squares without open ground on the grid: nothing is known of them */
  readonly untested: number
  /** on ground with AFFECTING_DEPTH */
  readonly affected: number
  /** on ground that was at its deepest in each of DEPTH_GRADES */
  readonly byDepth: readonly number[]
}

/** What a flood left behind. */
export interface FloodOutcome {
  readonly cells: number
  readonly steps: number
  /** cells × steps */
  readonly cellSteps: number
  readonly volumes: FloodVolumes
  readonly extremes: Extremes
  /** 1 = sea, river or lake, by cell: of a city its land cover's, and what the tide never leaves; water on it is no flood */
  readonly waters: Uint8Array
  readonly gauges: readonly GaugeRow[]
  /** null = no drains in the case */
  readonly network: NetworkOutcome | null
  readonly entries: readonly EntryVerdict[]
  readonly streets: readonly StreetVerdict[]
  /** null = nobody told who lives where */
  readonly people: PeopleVerdict | null
}
