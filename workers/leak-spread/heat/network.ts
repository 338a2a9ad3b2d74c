import { SparseLu } from '../../numerics/sparse-lu.ts'
import { densityOfWater, viscosityOfWater, WATER_HEAT } from './water.ts'

/** A pipe that loses heat. */
export interface HeatPipe {
  readonly id: string
  readonly from: number
  readonly to: number
  /** [m] */
  readonly length: number
  readonly diameter: number
  readonly roughness: number
  /** through the inner wall to what is around [W/(m² K)] */
  readonly transfer: number
  /** around it [K] */
  readonly outside: number
  /** the pipe is computed as so many mixed sections; left out = exactly, by the exponential */
  readonly sections?: number
}

/** One side of a district heating network, its flow or its return. */
export interface HeatNetwork {
  readonly nodes: readonly string[]
  readonly pipes: readonly HeatPipe[]
  /** nodes held at a pressure [Pa], and the temperature of what comes in there [K] */
  readonly feeds: readonly { readonly node: number; readonly pressure: number; readonly temperature: number }[]
  /** taken from nodes [kg/s], ≥ 0 */
  readonly taken: Float64Array
}

/** Where a network stands. */
export interface HeatState {
  /** [Pa] by node */
  readonly pressure: Float64Array
  /** [K] by node */
  readonly temperature: Float64Array
  /** [kg/s] by pipe, from `from` to `to` */
  readonly flow: Float64Array
  /** at the ends of equal sections, from `from` to `to` [K]; five where a pipe names none */
  readonly along: readonly Float64Array[]
  /** to the ground [W] */
  readonly lost: number
  readonly turns: number
}

const MOST_TURNS = 100
const SETTLED = 1e-9
const TOLD = 5

/**
 * Steady flow and temperatures: Darcy-Weisbach with Colebrook's friction at the mean temperature of each pipe, heat lost by
 * T − T_out falling with e^(−α π D L/(ṁ c)), perfect mixing at nodes. Flow by Newton's method on all pipes at once (Todini &
 * Pilati's form), temperatures downstream after it, until both stand.
 *
 * @throws  Error when a node has no way to a feed, or it does not settle
 */
export function solveHeatNetwork(network: HeatNetwork): HeatState {
  const { pipes, feeds } = network
  const size = network.nodes.length
  refuseApart(network)
  const held = new Map(feeds.map(({ node, pressure }) => [node, pressure]))
  const matrix = new SparseLu(
    size,
    pipes.map(({ from, to }) => [from, to] as const),
  )
  const places = pipes.map(({ from, to }) => [matrix.place(from, to), matrix.place(to, from)] as const)
  const flow = Float64Array.from(pipes, ({ diameter }) => 1000 * 0.3 * ((Math.PI * diameter ** 2) / 4))
  let temperature: Float64Array = new Float64Array(size).fill(
    feeds.reduce((most, feed) => Math.max(most, feed.temperature), 0),
  )
  let pressure: Float64Array = new Float64Array(size)
  for (let turn = 1; turn <= MOST_TURNS; turn++) {
    const mean = pipes.map(({ from, to }) => ((temperature[from] as number) + (temperature[to] as number)) / 2)
    matrix.diagonal.fill(0)
    matrix.entries.fill(0)
    const side = network.taken.map((taken) => -taken)
    const conductance = pipes.map((pipe, n) => 1 / (2 * resistance(pipe, flow[n] as number, mean[n] as number)))
    pipes.forEach(({ from, to }, n) => {
      const [g, half] = [conductance[n] as number, (flow[n] as number) / 2]
      for (const end of [from, to]) matrix.diagonal[end] = (matrix.diagonal[end] as number) + g
      for (const place of places[n] ?? []) matrix.entries[place] = (matrix.entries[place] as number) - g
      side[from] = (side[from] as number) - half
      side[to] = (side[to] as number) + half
    })
    // a held node: so stiff that its pressure is what it is
    const stiff = 1e9 * conductance.reduce((most, g) => Math.max(most, g), 0)
    for (const [node, value] of held) {
      matrix.diagonal[node] = (matrix.diagonal[node] as number) + stiff
      side[node] = (side[node] as number) + stiff * value
    }
    matrix.solve(side)
    pressure = side
    let change = 0
    pipes.forEach(({ from, to }, n) => {
      const next =
        (flow[n] as number) / 2 + (conductance[n] as number) * ((side[from] as number) - (side[to] as number))
      change = Math.max(change, Math.abs(next - (flow[n] as number)))
      flow[n] = next
    })
    const next = temperaturesOf(network, flow)
    const warmed = next.reduce((most, value, i) => Math.max(most, Math.abs(value - (temperature[i] as number))), 0)
    temperature = next
    const scale = flow.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9)
    if (change <= SETTLED * scale && warmed < 1e-6) return stateOf(network, pressure, temperature, flow, turn)
  }
  throw new Error(`solveHeatNetwork: not settled after ${MOST_TURNS} turns`)
}

/** |Δp| = R |ṁ|: R [Pa s/kg] at a flow; a little is left at none, so that a resting pipe has an equation. */
function resistance({ length, diameter, roughness }: HeatPipe, flow: number, temperature: number): number {
  const [density, viscosity] = [densityOfWater(temperature), viscosityOfWater(temperature)]
  const area = (Math.PI * diameter ** 2) / 4
  const amount = Math.max(Math.abs(flow), 1e-6)
  const reynolds = (amount * diameter) / (area * viscosity)
  return (friction(reynolds, roughness / diameter) * length * amount) / (2 * diameter * density * area ** 2)
}

/** Hagen-Poiseuille below Re 2000, Colebrook above 4000, a straight line between. */
function friction(reynolds: number, relative: number): number {
  if (reynolds <= 2000) return 64 / reynolds
  const turbulent = (re: number) => {
    let root = 7
    for (let i = 0; i < 30; i++) root = -2 * Math.log10((2.51 * root) / re + relative / 3.71)
    return 1 / root ** 2
  }
  if (reynolds >= 4000) return turbulent(reynolds)
  const part = (reynolds - 2000) / 2000
  return (1 - part) * (64 / 2000) + part * turbulent(4000)
}

/** What leaves each pipe is what entered it, cooled; from the feeds down, by rounds until nothing changes. */
function temperaturesOf({ nodes, pipes, feeds }: HeatNetwork, flow: Float64Array): Float64Array {
  const feeding = new Map(feeds.map(({ node, temperature }) => [node, temperature]))
  const usual = feeds[0]?.temperature ?? 293.15
  let temperature: Float64Array = new Float64Array(nodes.length).fill(usual)
  for (let round = 0; round <= nodes.length; round++) {
    const [mass, heat] = [new Float64Array(nodes.length), new Float64Array(nodes.length)]
    pipes.forEach((pipe, n) => {
      const amount = flow[n] as number
      const [up, down] = amount > 0 ? [pipe.from, pipe.to] : [pipe.to, pipe.from]
      const end = profile(pipe, Math.abs(amount), temperature[up] as number).at(-1) as number
      mass[down] = (mass[down] as number) + Math.abs(amount)
      heat[down] = (heat[down] as number) + Math.abs(amount) * end
    })
    const next = temperature.map((_, node) => {
      const fed = feeding.get(node)
      if (fed !== undefined) return fed
      return (mass[node] as number) > 0 ? (heat[node] as number) / (mass[node] as number) : usual
    })
    const change = next.reduce((most, value, i) => Math.max(most, Math.abs(value - (temperature[i] as number))), 0)
    temperature = next
    if (change < 1e-9) break
  }
  return temperature
}

/** At the ends of its sections, downstream [K]. */
function profile(pipe: HeatPipe, flow: number, entry: number): Float64Array {
  const count = pipe.sections ?? TOLD
  const units = (pipe.transfer * Math.PI * pipe.diameter * pipe.length) / count / (Math.max(flow, 1e-9) * WATER_HEAT)
  const kept = pipe.sections ? 1 / (1 + units) : Math.exp(-units)
  return Float64Array.from({ length: count }, (_, n) => pipe.outside + (entry - pipe.outside) * kept ** (n + 1))
}

function stateOf(
  network: HeatNetwork,
  pressure: Float64Array,
  temperature: Float64Array,
  flow: Float64Array,
  turns: number,
): HeatState {
  let lost = 0
  const along = network.pipes.map((pipe, n) => {
    const amount = flow[n] as number
    const entry = temperature[amount > 0 ? pipe.from : pipe.to] as number
    const values = profile(pipe, Math.abs(amount), entry)
    lost += Math.abs(amount) * WATER_HEAT * (entry - (values.at(-1) as number))
    return amount > 0 ? values : values.reverse()
  })
  return { pressure, temperature, flow, along, lost, turns }
}

function refuseApart({ nodes, pipes, feeds }: HeatNetwork): void {
  const reached = new Set(feeds.map(({ node }) => node))
  for (let before = -1; before !== reached.size; ) {
    before = reached.size
    for (const { from, to } of pipes)
      if (reached.has(from) || reached.has(to)) {
        reached.add(from)
        reached.add(to)
      }
  }
  const apart = nodes.filter((_, node) => !reached.has(node))
  if (apart.length > 0) throw new Error(`solveHeatNetwork: no way from a feed to ${apart.slice(0, 5).join(', ')}`)
}
