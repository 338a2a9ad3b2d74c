import type { Localized } from '../../../src/domain/localized.ts'
import { faultOf, Refusal } from '../../refusal.ts'
import { behind, type DeviceState, nextState } from './devices.ts'
import type { FrictionLaw } from './friction.ts'
import { type Laid, lay, pipeLoss } from './lay.ts'
import { airPressure, type GasNetwork } from './network.ts'
import { type NearFlows, NodalEquations } from './nodal-equations.ts'
import { type Outflow, OutflowLines } from './outflows.ts'
import { reach } from './reach.ts'

const GRAVITY = 9.81
const MOST_TURNS = 500
/** Share of all flow, and of any one potential, that the last turn may still have changed: the next would change its square. */
const SETTLED = { flow: 1e-7, potential: 1e-7 } as const
/** Of a potential, what it cannot tell apart: where next to nothing flows, that is more than the flow. */
const ROUNDING = 8 * Number.EPSILON
/** States of devices are looked at once flows change by less than this share of all flow a turn. */
const ROUGHLY = 0.1
/** Rounds in which all devices may change their state together; then one at a time, when the flow has come nearer. */
const TOGETHER = 10
const NEARER = 1e-4
const MOST_ROUNDS = 100
/**
 * What a device or an open valve takes from the potential behind it at the flow of the whole network, as a share: 0.05 Pa at
 * 1 bar. With less its flow would be the difference of two numbers that are equal in all their digits.
 */
const OPEN_LOSS = 1e-6
/**
 * Least slope of a pipe's loss as a part of that: at rest it would be 0 where λ is given. No answer hangs on it, but how soon
 * it comes does: where a slope is raised, a turn takes off a share of the error only (a small leak in 100,000 pipes: 67 turns
 * with 0.1, 11 with this). With less, flows in wide pipes are told by fewer digits (1e-3: 5e-6 of the flow).
 */
const REST = 1e-2
/** Turns after which flows that do not come nearer are followed by half, and the least part of them that is followed. */
const PATIENCE = 20
const LEAST_PART = 0.1
/** Of air [Pa/m]. */
const AIR_WEIGHT = 12
const MOST_NAMED = 10

export interface SolveOptions {
  readonly friction: FrictionLaw
  readonly outflows?: readonly Outflow[]
}

/** A network whose flow does not change. */
export interface SteadyState {
  readonly laid: Laid
  /** by node, absolute [Pa]; NaN = no source reaches it */
  readonly pressure: Float64Array
  /** by link [kg/s], from → to positive; NaN = no source reaches it, 0 = shut */
  readonly flow: Float64Array
  /** by link; null = a pipe or valve */
  readonly states: readonly (DeviceState | null)[]
  readonly outflows: readonly Outflow[]
  /** by outflow [kg/s]; NaN = no source reaches it */
  readonly outflow: Float64Array
  readonly turns: number
}

/**
 * The steady flow in a gas network: Newton's method for the potentials of all nodes and the flows of all links at once; each
 * turn solves sparse equations of the nodes alone (Todini & Pilati's gradient method). Outflows by pressure are in it with
 * their slopes.
 *
 * @throws Refusal naming what is wrong with the network, where it cannot carry what is taken, or that it does not settle
 */
export function solveSteady(network: GasNetwork, { friction, outflows = [] }: SolveOptions): SteadyState {
  return steadySolver(network, friction)(outflows)
}

/**
 * Lays a network and orders its equations once, to be solved with other outflows again and again.
 *
 * @throws Refusal as `solveSteady`, of what is wrong with the network itself
 */
export function steadySolver(
  network: GasNetwork,
  friction: FrictionLaw,
): (outflows: readonly Outflow[]) => SteadyState {
  const laid = lay(network, friction)
  const equations = new NodalEquations(laid)
  return (outflows) => new Steady(laid, equations, outflows).solve()
}

class Steady {
  readonly #laid: Laid
  readonly #outflows: readonly Outflow[]
  readonly #lines: OutflowLines
  readonly #equations: NodalEquations
  readonly #near: NearFlows
  readonly #states: (DeviceState | null)[]
  readonly #potential: Float64Array
  readonly #flow: Float64Array
  #isReached: Uint8Array
  /** by link, 1 = gas may pass */
  readonly #passes: Uint8Array
  /** flow of all together [kg/s] */
  readonly #whole: number
  /** by link, of what stands open there */
  readonly #resistance: Float64Array
  readonly #leastPotential: number
  /** by node, ρ² [kg²/m⁶] of the potentials of now; null = the network is level */
  readonly #square: Float64Array | null

  constructor(laid: Laid, equations: NodalEquations, outflows: readonly Outflow[]) {
    const { network, given, from, demand, law, area } = laid
    const [nodes, links] = [given.length, from.length]
    this.#laid = laid
    this.#outflows = outflows
    this.#equations = equations
    this.#near = {
      ...{ base: new Float64Array(links), cFrom: new Float64Array(links), cTo: new Float64Array(links) },
      ...{ out: new Float64Array(nodes), grows: new Float64Array(nodes) },
    }
    this.#states = network.links.map(({ kind }) => (kind === 'pipe' || kind === 'valve' ? null : 'holds'))
    this.#potential = new Float64Array(nodes)
    this.#isReached = reach(laid, this.#states, this.#potential, true)
    this.#passes = new Uint8Array(links)
    this.#tellPassing()
    this.#leastPotential = this.#potential.reduce((least, one) => (one > 0 ? Math.min(least, one) : least), Infinity)
    this.#square = laid.rise.some((rise) => rise !== 0) ? new Float64Array(nodes) : null
    this.#lines = new OutflowLines(outflows, law, this.#potential)
    const leaking = outflows.reduce((sum, { at, node }) => sum + at(this.#pressureAt(node)).flow, 0)
    this.#whole = demand.reduce((sum, one) => sum + Math.abs(one), leaking) || 1e-6
    this.#resistance = Float64Array.from(
      network.links,
      ({ to }) => (OPEN_LOSS * Math.max(this.#leastPotential, this.#potential[to] as number)) / this.#whole,
    )
    // pipes begin at 1 m/s, whichever way: where it ends does not hang on it
    this.#flow = Float64Array.from(from, (node, link) => law.density(this.#pressureAt(node)) * (area[link] as number))
  }

  solve(): SteadyState {
    let [best, rounds, part] = [Infinity, 0, 1]
    for (let turn = 1; turn <= MOST_TURNS; turn++) {
      this.#linearise()
      const moved = this.#move(this.#equations.solve(this.#near, this.#potential, this.#isReached))
      const changed = this.#follow(part) + this.#lines.follow(this.#potential, this.#isReached) / this.#whole
      const isOne = rounds >= TOGETHER
      const hasSwitched = changed < (isOne ? NEARER : ROUGHLY) && this.#changeStates(isOne)
      const isSettled = changed <= SETTLED.flow && moved <= SETTLED.potential && part === 1
      if (isSettled && !hasSwitched) return this.#result(turn)
      const isNearer = changed < best
      best = hasSwitched ? Infinity : Math.min(best, changed)
      if (hasSwitched && ++rounds > MOST_ROUNDS) break
      part = turn < PATIENCE || isNearer ? Math.min(1, 2 * part) : Math.max(LEAST_PART, part / 2)
    }
    const { name, links } = this.#laid.network
    const devices = links.filter((_, link) => this.#states[link] !== null).map(({ id }) => id)
    const [zh, en] =
      rounds > MOST_ROUNDS
        ? [
            `；设备（${listed(devices).zh}）中有的反复开启、关闭`,
            `; of its devices (${listed(devices).en}) some open and close in turn`,
          ]
        : ['', '']
    throw new Refusal([
      faultOf(
        name,
        `流量迭代 ${MOST_TURNS} 次仍未收敛${zh}`,
        `the flow does not settle within ${MOST_TURNS} turns${en}`,
      ),
    ])
  }

  /** Writes what every link and outflow does near the potentials and flows of now. */
  #linearise(): void {
    const { from, network, law, isPipe } = this.#laid
    const { base, cFrom, cTo, out, grows } = this.#near
    const loss = { fall: 0, slope: 0 }
    const resistance = this.#resistance
    if (this.#square)
      this.#square.forEach((_, node, square) => {
        square[node] = law.density(this.#pressureAt(node)) ** 2
      })
    for (let link = 0; link < from.length; link++) {
      if (!this.#passes[link]) base[link] = cFrom[link] = cTo[link] = 0
      else if (isPipe[link]) {
        const flow = this.#flow[link] as number
        pipeLoss(this.#laid, link, flow, loss)
        const conductance = 1 / Math.max(loss.slope, REST * (resistance[link] as number))
        cFrom[link] = cTo[link] = conductance
        base[link] = flow - conductance * (loss.fall + this.#weight(link))
      } else {
        const spec = network.links[link] as (typeof network.links)[number]
        const before = this.#potential[from[link] as number] as number
        const { potential, slope } = behind(spec, this.#states[link] ?? 'open', law, before)
        cTo[link] = 1 / (resistance[link] as number)
        cFrom[link] = slope / (resistance[link] as number)
        base[link] = (potential - slope * before) / (resistance[link] as number)
      }
    }
    out.set(this.#laid.demand)
    grows.fill(0)
    this.#lines.addTo(out, grows, this.#potential)
  }

  /** Takes the potentials over; returns the greatest change of one as a share of itself. */
  #move(solved: Float64Array): number {
    let most = 0
    const potential = this.#potential
    for (let node = 0; node < solved.length; node++) {
      const now = solved[node] as number
      const change = Math.abs(now - (potential[node] as number))
      most = Math.max(most, change / Math.max(Math.abs(now), this.#leastPotential))
      potential[node] = now
    }
    return most
  }

  /**
   * Takes a part of the way to the flows that fit the new potentials; returns the change as a share of all flow, but for what the
   * digits of the potentials cannot tell: a network at rest would never settle.
   */
  #follow(part: number): number {
    const { from, to } = this.#laid
    const { base, cFrom, cTo } = this.#near
    let [change, all] = [0, this.#whole]
    for (let link = 0; link < from.length; link++) {
      const before = this.#flow[link] as number
      const came = (cFrom[link] as number) * (this.#potential[from[link] as number] as number)
      const went = (cTo[link] as number) * (this.#potential[to[link] as number] as number)
      const now = (base[link] as number) + came - went
      this.#flow[link] = before + part * (now - before)
      change += Math.max(0, Math.abs(now - before) - ROUNDING * (came + went))
      all += Math.abs(now)
    }
    return change / all
  }

  /** Opens and closes devices, or the first of them, as the flow asks; true when any changed. */
  #changeStates(isOne: boolean): boolean {
    const { network, law, from, to } = this.#laid
    const slack = { potential: 1e-6 * this.#leastPotential, flow: 1e-6 * this.#whole }
    let hasChanged = false
    network.links.forEach((link, number) => {
      const state = this.#states[number]
      if (!state || !link.isOpen || (isOne && hasChanged)) return
      const [a, b] = [from[number] as number, to[number] as number]
      const [before, after] = [a, b].map((node) =>
        this.#isReached[node] ? (this.#potential[node] as number) : -Infinity,
      )
      const ends = { before: before as number, after: after as number, flow: this.#flow[number] as number }
      const next = nextState(link, state, law, ends, slack)
      if (next === state) return
      this.#states[number] = next
      hasChanged = true
    })
    if (hasChanged) {
      this.#isReached = reach(this.#laid, this.#states, this.#potential, false)
      this.#tellPassing()
    }
    return hasChanged
  }

  #tellPassing(): void {
    const { from, to, network } = this.#laid
    network.links.forEach(({ isOpen }, link) => {
      const isThrough = isOpen && this.#states[link] !== 'closed'
      const isFed = this.#isReached[from[link] as number] === 1 && this.#isReached[to[link] as number] === 1
      this.#passes[link] = Number(isThrough && isFed)
    })
  }

  /** What the rise of a pipe takes from the potential: g ρ² Δz with the mean of ρ² at its ends. */
  #weight(link: number): number {
    if (!this.#square) return 0
    const { from, to, rise } = this.#laid
    const squares = (this.#square[from[link] as number] as number) + (this.#square[to[link] as number] as number)
    return (GRAVITY * (rise[link] as number) * squares) / 2
  }

  #pressureAt(node: number): number {
    return this.#laid.law.pressure(this.#potential[node] as number)
  }

  #result(turns: number): SteadyState {
    const laid = this.#laid
    const { nodes, name } = laid.network
    const pressure = Float64Array.from(nodes, (_, node) =>
      this.#isReached[node] ? this.#pressureAt(node) : Number.NaN,
    )
    // gas that is lighter than air may stand below its pressure in the lower parts of an open network
    const [low, high] = nodes.reduce(
      ([least, most], { height }) => [Math.min(least, height), Math.max(most, height)],
      [Infinity, -Infinity],
    )
    const lift = AIR_WEIGHT * (high - low)
    const short = nodes.filter(({ height }, node) => (pressure[node] as number) < airPressure(height) - lift)
    if (short.length > 0) {
      const at = listed(short.map(({ id }) => id))
      throw new Refusal([
        faultOf(
          name,
          `输送能力不足：${at.zh} 的压力将低于大气压；低压时用气会减少的用户需要给出服务压力`,
          `cannot carry what is taken: the pressure would fall below that of the air at ${at.en}; customers that take less at low pressure need a service pressure`,
        ),
      ])
    }
    const isReached = (node: number) => this.#isReached[node] === 1
    return {
      ...{ laid, pressure, states: this.#states, turns, outflows: this.#outflows },
      flow: this.#flow.map((flow, link) =>
        isReached(laid.from[link] as number) && isReached(laid.to[link] as number)
          ? this.#passes[link]
            ? flow
            : 0
          : Number.NaN,
      ),
      outflow: Float64Array.from(this.#outflows, ({ node, at }) =>
        isReached(node) ? at(pressure[node] as number).flow : Number.NaN,
      ),
    }
  }
}

function listed(ids: readonly string[]): Localized {
  const [first, more] = [ids.slice(0, MOST_NAMED), ids.length - MOST_NAMED]
  return {
    zh: `${first.join('、')}${more > 0 ? ` 等 ${ids.length} 处` : ''}`,
    en: `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  }
}
