/** Links with the flow in them [m³/s], from the first node to the second positive. */
export interface Flows {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly flow: Float64Array
  readonly nodes: number
}

/** Where something goes that gets into links at steady rates. */
export interface Mixed {
  /** by node: what comes by, in the unit of the rates */
  readonly passing: Float64Array
  /** by node: water that comes by [m³/s] */
  readonly through: Float64Array
  /** by node: what stays there, with what is drawn off */
  readonly taken: Float64Array
  /** what got into links in which nothing moves */
  readonly still: number
}

/** Less flow is what is left of an iteration [m³/s]. */
const NONE = 1e-9
/** Loops of flow, which pumps make, are gone round so often, until nothing changes by more than such a part. */
const [ROUNDS, SETTLED] = [200, 1e-13]

/**
 * Follows something down the flows: mixed wholly at nodes, parted with the water, no decay, steady. What gets in is `taken` somewhere
 * or `still`; in loops of flow to `SETTLED`.
 *
 * @param entering  by link, at a steady rate ≥ 0
 * @source  complete mixing at junctions: Rossman et al. (2020), EPANET 2.2 User Manual, ch. 12.2
 */
export function mixDown(flows: Flows, entering: ArrayLike<number>): Mixed {
  const ways = waysOf(flows)
  const { through, out } = ways
  const passing = gather(flows, ways, (link, above, flow) => above * flow + (entering[link] ?? 0))
  let still = 0
  flows.flow.forEach((each, link) => {
    if (!(Math.abs(each) > NONE)) still += entering[link] ?? 0
  })
  const taken = passing.map((each, node) => {
    const all = through[node] as number
    return all > 0 ? each * (1 - Math.min(1, (out[node] as number) / all)) : 0
  })
  return { passing, through, taken, still }
}

/**
 * The most that the concentration at each node comes to when what links hold runs down: water that follows water in a pipe does not add
 * to it, and at nodes all that joins is taken to meet. By node, in the unit of `held`.
 *
 * @param held  by link: concentration of what stands in it, ≥ 0
 */
export function mostDown(flows: Flows, held: ArrayLike<number>): Float64Array {
  const ways = waysOf(flows)
  const passing = gather(flows, ways, (link, above, flow) => flow * Math.max(above, held[link] ?? 0))
  return passing.map((each, node) => each / (ways.through[node] as number) || 0)
}

interface Ways {
  /** of each node: what comes by, and what leaves by links [m³/s] */
  readonly through: Float64Array
  readonly out: Float64Array
  /** nodes upstream before downstream: so many surely, then those in loops and below them */
  readonly order: Int32Array
  readonly sure: number
  /** links that bring water to each node, one node after the other, and where those of a node begin */
  readonly bringing: Int32Array
  readonly start: Int32Array
  /** nodes that links from each node lead down to, and where those of a node begin */
  readonly leaving: Int32Array
  readonly first: Int32Array
}

/** @param bring  what a link brings: of its number, the concentration above it and its flow */
function gather(
  { from, to, flow, nodes }: Flows,
  ways: Ways,
  bring: (link: number, above: number, flow: number) => number,
): Float64Array {
  const { through, bringing, start } = ways
  const getsIn = bringing.filter((link) => bring(link, 0, Math.abs(flow[link] as number)) > 0)
  const { order, sure } = reachedBy(
    ways,
    getsIn.map((link) => ((flow[link] as number) > 0 ? to[link] : from[link]) as number),
  )
  const passing = new Float64Array(nodes)
  let most = 0
  const pass = (first: number, last: number): number => {
    let change = 0
    for (let k = first; k < last; k++) {
      const node = order[k] as number
      let sum = 0
      for (let i = start[node] as number; i < (start[node + 1] as number); i++) {
        const link = bringing[i] as number
        const each = flow[link] as number
        const upper = (each > 0 ? from[link] : to[link]) as number
        sum += bring(link, (passing[upper] as number) / (through[upper] as number), Math.abs(each))
      }
      change = Math.max(change, Math.abs(sum - (passing[node] as number)))
      most = Math.max(most, sum)
      passing[node] = sum
    }
    return change
  }
  // what lies above is known once and for all; only loops are gone round again
  pass(0, sure)
  for (let round = 0; round < ROUNDS; round++) if (pass(sure, order.length) <= SETTLED * most) break
  return passing
}

/** Of the order of nodes the starts and what lies below them: nothing comes to others. */
function reachedBy(
  { order, sure, leaving, first }: Pick<Ways, 'order' | 'sure' | 'leaving' | 'first'>,
  starts: Int32Array,
): Pick<Ways, 'order' | 'sure'> {
  const isBelow = new Uint8Array(order.length)
  const queue = [...starts]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (isBelow[node] === 1) continue
    isBelow[node] = 1
    for (let i = first[node] as number; i < (first[node + 1] as number); i++) queue.push(leaving[i] as number)
  }
  const isReached = (node: number) => isBelow[node] === 1
  return { order: order.filter(isReached), sure: order.subarray(0, sure).filter(isReached).length }
}

function waysOf({ from, to, flow, nodes }: Flows): Ways {
  const [into, out] = [new Float64Array(nodes), new Float64Array(nodes)]
  const [above, below] = [new Int32Array(nodes + 1), new Int32Array(nodes + 1)]
  for (let link = 0; link < flow.length; link++) {
    const each = flow[link] as number
    if (!(Math.abs(each) > NONE)) continue
    const upper = (each > 0 ? from[link] : to[link]) as number
    const lower = (each > 0 ? to[link] : from[link]) as number
    out[upper] = (out[upper] as number) + Math.abs(each)
    into[lower] = (into[lower] as number) + Math.abs(each)
    above[lower + 1] = (above[lower + 1] as number) + 1
    below[upper + 1] = (below[upper + 1] as number) + 1
  }
  const waiting = above.slice(1)
  for (let node = 0; node < nodes; node++) {
    above[node + 1] = (above[node + 1] as number) + (above[node] as number)
    below[node + 1] = (below[node + 1] as number) + (below[node] as number)
  }
  const [bringing, leaving] = [new Int32Array(above[nodes] as number), new Int32Array(below[nodes] as number)]
  const [nextAbove, nextBelow] = [above.slice(), below.slice()]
  for (let link = 0; link < flow.length; link++) {
    const each = flow[link] as number
    if (!(Math.abs(each) > NONE)) continue
    const upper = (each > 0 ? from[link] : to[link]) as number
    const lower = (each > 0 ? to[link] : from[link]) as number
    bringing[nextAbove[lower] as number] = link
    nextAbove[lower] = (nextAbove[lower] as number) + 1
    leaving[nextBelow[upper] as number] = lower
    nextBelow[upper] = (nextBelow[upper] as number) + 1
  }
  const order = new Int32Array(nodes)
  const isIn = new Uint8Array(nodes)
  let count = 0
  const take = (node: number) => {
    isIn[node] = 1
    order[count++] = node
  }
  let head = 0
  const goDown = () => {
    for (; head < count; head++) {
      const node = order[head] as number
      for (let i = below[node] as number; i < (below[node + 1] as number); i++) {
        const lower = leaving[i] as number
        waiting[lower] = (waiting[lower] as number) - 1
        if (waiting[lower] === 0 && isIn[lower] === 0) take(lower)
      }
    }
  }
  for (let node = 0; node < nodes; node++) if (waiting[node] === 0) take(node)
  goDown()
  const sure = count
  // a loop is begun anywhere, and what hangs on it follows in order: so few rounds settle it
  for (let node = 0; node < nodes; node++)
    if (isIn[node] === 0) {
      take(node)
      goDown()
    }
  const through = into.map((each, node) => Math.max(each, out[node] as number))
  return { through, out, order, sure, bringing, start: above, leaving, first: below }
}
