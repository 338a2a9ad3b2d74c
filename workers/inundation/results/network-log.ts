import type { NetworkSeries } from '../../../src/domain/inundation/outcome.ts'
import type { Drainage } from '../network/drainage.ts'

/** Keeps nodes and links of the drains at the instants at which it is asked to. */
export class NetworkLog {
  readonly #drainage: Drainage
  readonly #times: number[] = []
  readonly #depth: Float64Array[] = []
  readonly #head: Float64Array[] = []
  readonly #flow: Float64Array[] = []

  constructor(drainage: Drainage) {
    this.#drainage = drainage
  }

  note(time: number): void {
    const { model } = this.#drainage
    this.#times.push(time)
    this.#depth.push(Float64Array.from(model.nodes, (_, node) => this.#drainage.depth(node)))
    this.#head.push(Float64Array.from(model.nodes, (_, node) => this.#drainage.head(node)))
    this.#flow.push(Float64Array.from(model.links, ({ id }) => this.#drainage.flow(id)))
  }

  series(): NetworkSeries {
    const { model, stores } = this.#drainage
    return {
      times: Float64Array.from(this.#times),
      nodes: model.nodes.map(({ id }) => id),
      links: model.links.map(({ id }) => id),
      rim: Float64Array.from(stores, ({ rim }) => rim),
      ...{ depth: joined(this.#depth), head: joined(this.#head), flow: joined(this.#flow) },
    }
  }
}

function joined(rows: readonly Float64Array[]): Float64Array {
  const width = rows[0]?.length ?? 0
  const all = new Float64Array(rows.length * width)
  rows.forEach((row, n) => {
    all.set(row, n * width)
  })
  return all
}
