import { Conduits } from './conduits.ts'
import { controller } from './controller.ts'
import { DeviceFlows } from './device-flows.ts'
import { type Device, devicesOf } from './devices.ts'
import { Draining } from './draining.ts'
import { type Inflows, inflowsOf } from './inflows.ts'
import type { DrainageModel, OutfallSpec } from './inp/model.ts'
import { LevelEquations } from './level-equations.ts'
import { type Flows, move } from './links-flow.ts'
import { type Losses, lossesOf } from './losses.ts'
import { type NodeStore, nodeStores } from './node-stores.ts'
import { outfallLevel } from './outfall-level.ts'
import { StoreLevels } from './store-levels.ts'
import { type Switch, type SwitchBoard, switchBoard } from './switches.ts'
import { Wedges } from './wedges.ts'

/** Levels of a step are found when they change less than this [m]: nobody knows them better. */
export const LEVEL_TOLERANCE = 1e-4
/** A step whose levels still change by more than this after all turns is tried again, half as long [m]. */
const BEARABLE = 0.1
/** Turns of a step at most. */
const MOST_TURNS = 8
/** A step is never cut below this [s]. */
const LEAST_STEP = 0.05
/** Water crosses no more than this share of the way between two stores in a step. */
const COURANT = 1

export interface DrainageChoices {
  /** the longest step [s]; left out = that of the file */
  readonly longestStep?: number
  /** conduits are parted so that no part is longer [m]; left out = one part a conduit, as EPA SWMM computes */
  readonly reach?: number
  /** what moves water from node to node beside the links of the file: street inlets */
  readonly devices?: readonly Device[]
  /** what staff switch, by rising times */
  readonly switches?: readonly Switch[]
}

/** Volumes that a network moved since its start [m³]. */
export interface DrainageBalance {
  readonly initial: number
  readonly inflow: number
  /** by [INFLOWS] and [DWF] of the file alone, less what these took */
  readonly fromFile: number
  /** through outfalls, out and in */
  readonly outflow: number
  readonly backflow: number
  /** over rims, and taken by whoever couples to the network */
  readonly spilled: number
  readonly taken: number
  /** evaporated and seeped away */
  readonly lost: number
  readonly stored: number
  readonly error: number
  /** the error over all that came and was there [-] */
  readonly relative: number
}

/**
 * A drainage network in motion: dynamic wave in conduits that may be full, gates and pumps, rules, outfalls. Times are in s
 * since the start, levels in the datum of the file, volumes in m³. The same calls give the same bits.
 *
 * A volume is the state, a level follows from it: each step finds the levels by Newton's method, and every discharge is then
 * booked once, out of one store and into the other.
 */
export class Drainage {
  readonly model: DrainageModel
  readonly nodeOf: ReadonlyMap<string, number>
  readonly stores: readonly NodeStore[]
  readonly devices: readonly Device[]
  readonly #conduits: Conduits
  readonly #levels: StoreLevels
  readonly #losses: Losses
  readonly #level: Float64Array
  readonly #volume: Float64Array
  readonly #next: Float64Array
  /** the change of each level that the last turn asked for [m] */
  readonly #asked: Float64Array
  /** what the caller puts in [m³/s], by node; all that comes to a store from outside within a step, and what of it is lost */
  readonly #lateral: Float64Array
  readonly #coming: Float64Array
  readonly #losing: Float64Array
  /** over the rim since it was last asked for [m³] */
  readonly #spill: Float64Array
  readonly #gates: DeviceFlows
  readonly #wedges: Wedges
  /** conduits, devices and wedges, in this order in the matrix */
  readonly #links: readonly Flows[]
  readonly #isOutfall: Uint8Array
  readonly #draining: Draining
  readonly #equations: LevelEquations
  readonly #board: SwitchBoard
  readonly #control: (step: number, time: number) => void
  readonly #inflows: Inflows
  readonly #longest: number
  /** place of a link among the devices, or −1 − its place among the conduits */
  readonly #placeOf: ReadonlyMap<string, number>
  #time = 0
  #initial = 0
  #inflow = 0
  #fromFile = 0
  #outflow = 0
  #backflow = 0
  #spilled = 0
  #taken = 0
  #lost = 0
  #steps = 0
  #turns = 0

  constructor(
    model: DrainageModel,
    { longestStep, reach = Number.POSITIVE_INFINITY, devices = [], switches = [] }: DrainageChoices = {},
  ) {
    this.model = model
    const nodeOf = new Map(model.nodes.map(({ id }, i) => [id, i]))
    this.nodeOf = nodeOf
    const conduits = new Conduits(model, nodeOf, reach)
    this.#conduits = conduits
    this.#longest = longestStep ?? model.options.routingStep
    this.devices = [...devicesOf(model), ...devices]
    this.stores = nodeStores(model, (i) => conduits.full(i).depth)
    const nodes = model.nodes.length
    const size = nodes + conduits.cells
    this.#isOutfall = Uint8Array.from({ length: size }, (_, i) => Number(model.nodes[i]?.kind === 'outfall'))
    this.#level = new Float64Array(size)
    this.#volume = new Float64Array(size)
    this.#next = new Float64Array(size)
    this.#asked = new Float64Array(size)
    this.#lateral = new Float64Array(nodes)
    this.#coming = new Float64Array(size)
    this.#losing = new Float64Array(size)
    this.#levels = new StoreLevels(this.stores, conduits.halves, conduits.bed, this.#level)
    this.#losses = lossesOf(model, conduits, this.stores, nodeOf)
    this.#spill = new Float64Array(nodes)
    this.#gates = new DeviceFlows(this.devices, nodeOf)
    this.#wedges = new Wedges(conduits.halves, conduits.book)
    this.#links = [conduits, this.#gates, this.#wedges]
    this.#equations = new LevelEquations(this.#links, this.#isOutfall)
    this.#draining = new Draining(this.#links, this.#isOutfall)
    this.#placeOf = new Map([
      ...conduits.specs.map(({ id }, i) => [id, -1 - i] as const),
      ...this.devices.map(({ spec }, i) => [spec.id, i] as const),
    ])
    this.#board = switchBoard(switches)
    this.#control = controller(this, conduits, this.devices, this.#board)
    this.#inflows = inflowsOf(model, nodeOf)
    this.#fill()
    this.#initial = this.volume()
  }

  get time(): number {
    return this.#time
  }

  /** Steps so far, and how often their equations were solved. */
  get effort(): { readonly steps: number; readonly turns: number } {
    return { steps: this.#steps, turns: this.#turns }
  }

  /** Level of the water in a node [m]; its bed when it is dry. */
  head(node: number): number {
    return Math.max(this.#level[node] as number, this.stores[node]?.invert ?? 0)
  }

  /** Depth of the water in a node [m]; in an outfall that of the conduit that ends there. */
  depth(node: number): number {
    if (!this.#isOutfall[node]) return this.head(node) - (this.stores[node]?.invert ?? 0)
    return this.#conduits.endDepth(node)
  }

  /** Discharge of a link from its first node to its second [m³/s]: of a conduit, the mean of both ends. */
  flow(id: string): number {
    const place = this.#placeOf.get(id)
    if (place === undefined) throw new RangeError(`Drainage.flow: there is no link ${id}`)
    if (place >= 0) return this.#gates.flow[place] as number
    const conduits = this.#conduits
    const i = -1 - place
    const [first, last] = [conduits.faceStart[i] as number, (conduits.faceStart[i + 1] as number) - 1]
    return ((conduits.flow[first] as number) + (conduits.flow[last] as number)) / 2
  }

  /**
   * Holds a link where it is put from a time on that is not past, as if it had been known from the start.
   *
   * @throws RangeError when there is no link of that name, or a conduit is to stand half open
   */
  switch(order: Switch): void {
    const place = this.#placeOf.get(order.link)
    if (place === undefined) throw new RangeError(`Drainage.switch: there is no link ${order.link}`)
    const { setting } = order
    if (place < 0 && setting !== null && setting !== 0 && setting !== 1)
      throw new RangeError(`Drainage.switch: setting ${setting} of conduit ${order.link}, expected 0 or 1`)
    this.#board.add(order)
  }

  /** What a node holds, and its halves of conduits [m³]. */
  held(node: number): number {
    return this.#volume[node] as number
  }

  /** How much a node's volume grows with its level [m²]: its own surface and that of its halves of conduits. */
  surface(node: number): number {
    return this.#levels.area(node, this.head(node))
  }

  /** Water in nodes and conduits [m³]. */
  volume(): number {
    return this.#volume.reduce((sum, one) => sum + one, 0)
  }

  /** What comes to a node from now on beside what the file says [m³/s]; negative takes, never more than there is. */
  setLateral(node: number, flow: number): void {
    this.#lateral[node] = flow
  }

  /**
   * Puts water into a node at once, or takes some, never more than is there.
   *
   * @returns what was put in [m³]
   */
  addVolume(node: number, volume: number): number {
    if (this.#isOutfall[node]) throw new RangeError(`Drainage.addVolume: ${this.model.nodes[node]?.id} is an outfall`)
    const held = this.#volume[node] as number
    const added = Math.max(volume, -held)
    this.#volume[node] = held + added
    this.#level[node] = this.#levels.levelOf(node, this.#volume[node] as number)
    if (added > 0) this.#inflow += added
    else this.#taken -= added
    return added
  }

  /** What came over the rim of a node since this was last asked [m³]: whoever asks has it. */
  takeSpill(node: number): number {
    const volume = this.#spill[node] as number
    this.#spill[node] = 0
    return volume
  }

  balance(): DrainageBalance {
    const stored = this.volume()
    const came = this.#initial + this.#inflow + this.#backflow
    const error = stored - (came - this.#outflow - this.#spilled - this.#taken - this.#lost)
    return {
      initial: this.#initial,
      inflow: this.#inflow,
      fromFile: this.#fromFile,
      outflow: this.#outflow,
      backflow: this.#backflow,
      spilled: this.#spilled,
      taken: this.#taken,
      lost: this.#lost,
      stored,
      error,
      relative: came > 0 ? error / came : 0,
    }
  }

  /** Goes on for so long [s], in steps of its own. */
  advance(duration: number): void {
    const end = this.#time + duration
    while (end - this.#time > 1e-9 * Math.max(1, end)) {
      const left = end - this.#time
      const bearable = Math.max(LEAST_STEP, Math.min(this.#longest, this.#conduits.courantStep(COURANT)))
      this.#control(Math.min(left, bearable), this.#time)
      // steps of one length to the end, so that none is a splinter
      let step = left / Math.ceil(left / bearable - 1e-9)
      this.#losses.add(this.#time, step, (node) => this.head(node), this.#losing.fill(0))
      while (!this.#tryStep(step) && step > LEAST_STEP) step /= 2
      this.#book(step)
    }
    this.#time = end
  }

  #tryStep(step: number): boolean {
    const level = this.#level
    this.#next.set(level)
    this.#comeIn(step)
    this.#setOutfalls(this.#time + step)
    this.#conduits.begin()
    this.#wedges.begin(level)
    let change = Number.POSITIVE_INFINITY
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      this.#turns++
      change = this.#turn(step, turn)
      if (change < LEVEL_TOLERANCE && turn > 0) return true
    }
    // what is left is made good in the next step, since volumes are the state
    if (change < BEARABLE || step <= LEAST_STEP) return true
    level.set(this.#next)
    this.#conduits.flow.set(this.#conduits.before)
    return false
  }

  /** One turn of Newton's method over all stores; gives the largest change of a level that it asks for [m]. */
  #turn(step: number, turn: number): number {
    const conduits = this.#conduits
    const [level, volume, equations, levels] = [this.#level, this.#volume, this.#equations, this.#levels]
    const { side } = equations
    conduits.linearise(level, step, turn === 0)
    this.#wedges.linearise(level, step)
    this.#gates.linearise(
      (node) => (this.#isOutfall[node] ? (level[node] as number) : this.head(node)),
      volume,
      (node) => this.comingTo(node),
    )
    for (let i = 0; i < level.length; i++) {
      const height = level[i] as number
      const missing = (volume[i] as number) - levels.volume(i, height)
      equations.set(i, levels.area(i, height), missing + step * (this.#coming[i] as number))
    }
    equations.solve(step)
    const asked = this.#asked
    let largest = 0
    for (let i = 0; i < level.length; i++) {
      const before = level[i] as number
      const change = side[i] as number
      // two turns that throw a level to and fro meet between
      const relaxed = turn >= 3 && change * (asked[i] as number) < 0 ? 0.5 : 1
      level[i] = levels.notPast(i, before, before + relaxed * change)
      asked[i] = change
      if (Math.abs(change) > largest) largest = Math.abs(change)
    }
    return largest
  }

  /** Moves the volumes of a step and books what left and came. */
  #book(step: number): void {
    const conduits = this.#conduits
    const [volume, next] = [this.#volume, this.#next]
    conduits.stopBackflow()
    this.#draining.keepAboveNothing(step, volume, this.#coming)
    next.set(volume)
    const nodes = this.stores.length
    for (let i = 0; i < next.length; i++) {
      // what is poured into an outfall is out at once
      const lost = step * (this.#losing[i] as number)
      const came = step * (this.#coming[i] as number) + lost
      next[i] = (next[i] as number) + came - lost
      this.#lost += lost
      if (came > 0) this.#inflow += came
      else this.#taken -= came
      this.#fromFile += came - step * (this.#lateral[i] ?? 0)
    }
    for (const flows of this.#links) move(flows, step, next)
    for (let i = 0; i < nodes; i++) {
      if (this.#isOutfall[i]) {
        const out = next[i] as number
        if (out > 0) this.#outflow += out
        else this.#backflow -= out
        next[i] = 0
        continue
      }
      const store = this.stores[i] as NodeStore
      if ((this.#level[i] as number) <= store.spillLevel) continue
      const over = (next[i] as number) - this.#levels.volume(i, store.spillLevel)
      if (over <= 0) continue
      next[i] = (next[i] as number) - over
      // so that the next step begins with the surface that spills
      this.#level[i] = store.spillLevel + 1e-9
      this.#spill[i] = (this.#spill[i] as number) + over
      this.#spilled += over
    }
    volume.set(next)
    this.#wedges.settle(this.#level, () => conduits.settleFalls())
    this.#time += step
    this.#steps++
  }

  /** All that comes to a node through conduits and from outside [m³/s]. */
  comingTo(node: number): number {
    const { from, to, flow } = this.#conduits
    let sum = this.#coming[node] as number
    for (let f = 0; f < flow.length; f++) {
      if (to[f] === node) sum += flow[f] as number
      if (from[f] === node) sum -= flow[f] as number
    }
    return sum
  }

  /** What comes to each store within a step from now on; what is taken and lost is no more than there is. */
  #comeIn(step: number): void {
    const coming = this.#coming.fill(0)
    this.#inflows.add(this.#time + step / 2, coming)
    for (let i = 0; i < coming.length; i++) {
      const there = (this.#volume[i] as number) / step
      const came = Math.max((coming[i] as number) + (this.#lateral[i] ?? 0), -there)
      const lost = Math.min(this.#losing[i] as number, Math.max(0, there + came))
      this.#losing[i] = lost
      coming[i] = came - lost
    }
  }

  #setOutfalls(time: number): void {
    for (let i = 0; i < this.stores.length; i++)
      if (this.#isOutfall[i]) this.#level[i] = outfallLevel(this.model.nodes[i] as OutfallSpec, time, this.model)
  }

  /** Levels as the file says; conduits as level as both of their nodes let them be. */
  #fill(): void {
    const conduits = this.#conduits
    const nodes = this.stores.length
    this.model.nodes.forEach((node, i) => {
      const store = this.stores[i] as NodeStore
      this.#level[i] = node.kind === 'outfall' ? store.invert : store.invert + node.initialDepth
    })
    this.#setOutfalls(0)
    conduits.specs.forEach((spec, i) => {
      const [a, b] = [this.nodeOf.get(spec.from) ?? 0, this.nodeOf.get(spec.to) ?? 0]
      for (let cell = conduits.cellStart[i] as number; cell < (conduits.cellStart[i + 1] as number); cell++) {
        const bed = conduits.bed[cell] as number
        const level = conduits.levelAtStart(i, cell, this.#level[a] as number, this.#level[b] as number)
        this.#level[nodes + cell] = Math.max(bed, level)
      }
    })
    for (let i = 0; i < this.#level.length; i++)
      if (!this.#isOutfall[i]) this.#volume[i] = this.#levels.volume(i, this.#level[i] as number)
    conduits.linearise(this.#level, 1e-9, true)
    conduits.begin()
    conduits.specs.forEach((spec, i) => {
      for (let f = conduits.faceStart[i] as number; f < (conduits.faceStart[i + 1] as number); f++)
        conduits.flow[f] = spec.initialFlow
    })
  }
}
