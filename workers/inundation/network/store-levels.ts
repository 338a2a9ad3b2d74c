import type { Halves } from './halves.ts'
import type { NodeStore } from './node-stores.ts'

/** Own surface of a cell, so that a dry one has a level too [m²]. */
const LEAST_AREA = 1e-3
/** The level of a dry cell lies no deeper below its bed [m]. */
const DRY = 0.01
/** A level goes so far beyond an edge where its surface jumps [m]. */
const BEYOND = 1e-9

/** What stores hold at a level: nodes with their shafts and basins, then cells, each with its halves of conduits. */
export class StoreLevels {
  readonly #nodes: readonly NodeStore[]
  readonly #halves: Halves
  /** of the cells [m] */
  readonly #beds: Float64Array
  readonly #level: Float64Array

  /** @param level  of all stores, as it is at any time [m] */
  constructor(nodes: readonly NodeStore[], halves: Halves, beds: Float64Array, level: Float64Array) {
    this.#nodes = nodes
    this.#halves = halves
    this.#beds = beds
    this.#level = level
  }

  /** What a store holds at a level [m³], with all other levels as they are. */
  volume(store: number, level: number): number {
    const inConduits = this.#halves.volume(store, level, this.#level)
    const node = this.#nodes[store]
    if (node) return node.volume(level) + inConduits
    return inConduits + LEAST_AREA * (level - (this.#beds[store - this.#nodes.length] as number))
  }

  /** How that grows with the level [m²]. */
  area(store: number, level: number): number {
    return (this.#nodes[store]?.area(level) ?? LEAST_AREA) + this.#halves.surface(store, level, this.#level)
  }

  /** A surface that vanishes at a crown or widens at a rim would throw the next level far: it stops just behind. */
  notPast(store: number, before: number, after: number): number {
    const past = this.#halves.notPast(store, before, after)
    const node = this.#nodes[store]
    // a cell that is asked for more than it has would fall for kilometres through its least surface
    if (!node) return Math.max(past, (this.#beds[store - this.#nodes.length] as number) - DRY)
    for (const edge of [node.spillLevel, node.rim]) {
      if (before < edge && past > edge) return edge + BEYOND
      if (before > edge && past < edge) return edge - BEYOND
    }
    return past
  }

  /** The level at which a store holds a volume [m³], searched from the one it has [m]. */
  levelOf(store: number, volume: number): number {
    let level = this.#level[store] as number
    for (let turn = 0; turn < 60; turn++) {
      const change = (volume - this.volume(store, level)) / this.area(store, level)
      level = this.notPast(store, level, level + change)
      if (Math.abs(change) < 1e-12) break
    }
    return level
  }
}
