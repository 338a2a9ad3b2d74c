import { GRAVITY } from '../surface/grid.ts'
import { culvertInlet } from './culvert-inlet.ts'
import { equivalentManning, type ForceMain, frictionPerSquare } from './force-main.ts'
import { Halves } from './halves.ts'
import type { ConduitSpec, DrainageModel } from './inp/model.ts'
import type { Flows } from './links-flow.ts'
import { partReaches, type Reach } from './reaches.ts'
import { ShapeBook } from './shapes/shape-book.ts'

/** Inertia counts water no faster than this, as EPA SWMM (50 ft/s) [m/s]. */
const FASTEST = 15
/** Thinner water does not run [m]. */
const DRY = 1e-5
/** What an inlet takes is differentiated over so much [m]. */
const NUDGE = 1e-3

/**
 * Conduits parted into reaches: a face carries the discharge of each, the water of each half belongs to the store at its end, a
 * node or a cell between two reaches. Nodes and cells are the stores of the network: nodes come first in all arrays by store.
 * Where a conduit ends above the bed of a node, its half is never less full than what falls out of it. What ends in an outfall
 * belongs to the store upstream.
 */
export class Conduits implements Flows {
  readonly specs: readonly ConduitSpec[]
  /** first cell (counted among cells) of a conduit; the last entry is the number of cells */
  readonly cellStart: Int32Array
  /** first face of a conduit: it has one more than it has cells; the last entry is the number of faces */
  readonly faceStart: Int32Array
  /** stores on both sides of a face */
  readonly from: Int32Array
  readonly to: Int32Array
  /** discharge of a face when the step began, and by the last linearisation, `from` → `to` [m³/s] */
  readonly before: Float64Array
  readonly flow: Float64Array
  /** how the discharge changes with the level of each store: flow + perFrom · δfrom − perTo · δto [m²/s] */
  readonly perFrom: Float64Array
  readonly perTo: Float64Array
  /** depth at the ends of a face, the lower of a fall being that of the fall [m] */
  readonly depthFrom: Float64Array
  readonly depthTo: Float64Array
  /** mean velocity [m/s] */
  readonly velocity: Float64Array
  /** of the cells [m] */
  readonly bed: Float64Array
  /** 0 shut … 1 open, by conduit */
  readonly setting: Float64Array
  readonly halves: Halves
  readonly #nodes: number
  readonly #conduit: Int32Array
  readonly #shape: Int32Array
  readonly #barrels: Float64Array
  readonly #length: Float64Array
  readonly #bedFrom: Float64Array
  readonly #bedTo: Float64Array
  /** g n² [m^(1/3)] and the coefficient of local losses of a face */
  readonly #friction: Float64Array
  readonly #loss: Float64Array
  /** what a full pressure pipe rubs by, and what a culvert's inlet takes by the depth before it; by face */
  readonly #main: readonly (ForceMain | null)[]
  readonly #inlet: readonly (((depth: number) => number) | null)[]
  readonly #areaBefore: Float64Array
  readonly #fall: Float64Array
  /** whether water falls out of that end: into an outfall, or above the bed of a node */
  readonly #fallsFrom: Uint8Array
  readonly #fallsTo: Uint8Array
  /** which ends have water of their store: 1 that at `from`, 2 that at `to`; not where it is dry, nor where it falls out */
  readonly #feels: Uint8Array
  readonly #froude: Float64Array
  /** velocity when the step began: a thin film would make any other one huge [m/s] */
  readonly #speed: Float64Array
  readonly #isHeld: Uint8Array
  readonly #area: Float64Array
  readonly book: ShapeBook
  readonly #isOutfall: Uint8Array
  /** by node: an outfall that conduits leave at their normal depth */
  readonly #isNormal: Uint8Array
  readonly #damping: number
  readonly #limit: number

  /**
   * @param nodeOf  place of a node in the arrays by store
   * @param reach  a conduit has as many cells as make none longer than this [m]
   */
  constructor(model: DrainageModel, nodeOf: ReadonlyMap<string, number>, reach: number) {
    this.specs = model.links.filter((link) => link.kind === 'conduit')
    this.#nodes = model.nodes.length
    const book = new ShapeBook(this.specs.map(({ shape }) => shape))
    this.book = book
    const { cellStart, faceStart, reaches, halves, beds } = partReaches(model, nodeOf, book.places, reach)
    this.cellStart = cellStart
    this.faceStart = faceStart
    this.bed = beds
    this.halves = new Halves(book, this.#nodes, this.#nodes + beds.length, halves)
    const specOf = (conduit: number) => this.specs[conduit] as ConduitSpec
    const perFace = () => new Float64Array(reaches.length)
    this.from = Int32Array.from(reaches, ({ from }) => from)
    this.to = Int32Array.from(reaches, ({ to }) => to)
    this.#conduit = Int32Array.from(reaches, ({ conduit }) => conduit)
    this.#shape = this.#conduit.map((conduit) => book.places[conduit] as number)
    this.#barrels = Float64Array.from(reaches, ({ conduit }) => specOf(conduit).barrels)
    this.#length = Float64Array.from(reaches, ({ length }) => length)
    this.#bedFrom = Float64Array.from(reaches, ({ bedFrom }) => bedFrom)
    this.#bedTo = Float64Array.from(reaches, ({ bedTo }) => bedTo)
    this.#loss = Float64Array.from(reaches, ({ loss }) => loss)
    const mains = this.specs.map(({ shape }) => (shape.type === 'FORCE_MAIN' ? shape.friction : null))
    const slopeOf = ({ bedFrom, bedTo, length }: Reach) => (bedFrom - bedTo) / length
    this.#friction = Float64Array.from(reaches, (one) => {
      const main = mains[one.conduit]
      const { depth } = this.full(one.conduit)
      return GRAVITY * (main ? equivalentManning(main, depth, slopeOf(one)) : specOf(one.conduit).roughness) ** 2
    })
    this.#main = reaches.map(({ conduit }) => mains[conduit] ?? null)
    this.#inlet = reaches.map((one, f) => {
      const { culvert } = specOf(one.conduit)
      return culvert > 0 && one.isFirst ? culvertInlet(culvert, book, this.#shape[f] as number, slopeOf(one)) : null
    })
    this.before = Float64Array.from(reaches, ({ conduit }) => specOf(conduit).initialFlow)
    this.flow = this.before.slice()
    this.perFrom = perFace()
    this.perTo = perFace()
    this.depthFrom = perFace()
    this.depthTo = perFace()
    this.velocity = perFace()
    this.#areaBefore = perFace()
    this.#fall = perFace()
    this.#froude = perFace()
    this.#speed = perFace()
    this.#isHeld = new Uint8Array(reaches.length)
    this.#area = perFace()
    this.#feels = new Uint8Array(reaches.length)
    this.setting = new Float64Array(this.specs.length).fill(1)
    const fallsAt = (store: number, offset: number) =>
      Number(model.nodes[store] !== undefined && (offset > 0 || model.nodes[store].kind === 'outfall'))
    this.#fallsFrom = Uint8Array.from(reaches, (one) => fallsAt(one.from, specOf(one.conduit).fromOffset))
    this.#fallsTo = Uint8Array.from(reaches, (one) => fallsAt(one.to, specOf(one.conduit).toOffset))
    this.#isOutfall = Uint8Array.from(model.nodes, ({ kind }) => Number(kind === 'outfall'))
    this.#isNormal = Uint8Array.from(model.nodes, (node) =>
      Number(node.kind === 'outfall' && node.stage.type === 'NORMAL'),
    )
    this.#damping = { NONE: 0, PARTIAL: 1, FULL: 2 }[model.options.inertialDamping]
    this.#limit = { NEITHER: 0, SLOPE: 1, FROUDE: 2, BOTH: 3 }[model.options.normalFlowLimited]
  }

  get cells(): number {
    return this.bed.length
  }

  /** Depth of a conduit when it is full, and its area then, one barrel [m, m²]. */
  full(conduit: number): { readonly depth: number; readonly area: number } {
    const shape = this.#shape[this.faceStart[conduit] as number] as number
    return { depth: this.book.full[shape] as number, area: this.book.fullArea[shape] as number }
  }

  /** Mean depth of a conduit, no more than full [m]. */
  depthOf(conduit: number): number {
    const [first, last] = [this.faceStart[conduit] as number, (this.faceStart[conduit + 1] as number) - 1]
    return Math.min(this.full(conduit).depth, ((this.depthFrom[first] as number) + (this.depthTo[last] as number)) / 2)
  }

  /** Fall of a conduit's bed from its first node to its second, over its length [-]. */
  slopeOf(conduit: number): number {
    const [first, last] = [this.faceStart[conduit] as number, (this.faceStart[conduit + 1] as number) - 1]
    const length = (this.#length[first] as number) * (last - first + 1)
    return ((this.#bedFrom[first] as number) - (this.#bedTo[last] as number)) / length
  }

  /** Velocity in the middle of a conduit, towards its second node [m/s]. */
  velocityOf(conduit: number): number {
    const [first, last] = [this.faceStart[conduit] as number, (this.faceStart[conduit + 1] as number) - 1]
    return this.velocity[(first + last) >> 1] as number
  }

  /** The greatest depth of the water at a node in the conduits that end there, by the bed of the node [m]. */
  endDepth(node: number): number {
    let depth = 0
    this.specs.forEach((spec, i) => {
      const [first, last] = [this.faceStart[i] as number, (this.faceStart[i + 1] as number) - 1]
      if (this.to[last] === node) depth = Math.max(depth, (this.depthTo[last] as number) + spec.toOffset)
      if (this.from[first] === node) depth = Math.max(depth, (this.depthFrom[first] as number) + spec.fromOffset)
    })
    return depth
  }

  /** Discharge when it flows full down its own slope [m³/s]. */
  fullFlow(conduit: number): number {
    const face = this.faceStart[conduit] as number
    const slope =
      Math.abs((this.#bedFrom[face] as number) - (this.#bedTo[face] as number)) / (this.#length[face] as number)
    const shape = this.#shape[face] as number
    const carried =
      (GRAVITY * slope * this.book.radius43(shape, this.book.full[shape] as number)) / (this.#friction[face] as number)
    return (this.#barrels[face] as number) * (this.book.fullArea[shape] as number) * Math.sqrt(carried)
  }

  /**
   * Level of a cell when the water of both nodes came to rest in the conduit, or its depth when it flows at the start [m].
   *
   * @param from  level of the first node [m]
   * @param to  level of the second node [m]
   */
  levelAtStart(conduit: number, cell: number, from: number, to: number): number {
    const spec = this.specs[conduit] as ConduitSpec
    const bed = this.bed[cell] as number
    if (spec.initialFlow !== 0) return bed + this.#normal(conduit, Math.abs(spec.initialFlow))
    const [first, last] = [this.faceStart[conduit] as number, (this.faceStart[conduit + 1] as number) - 1]
    const isWet = [from > (this.#bedFrom[first] as number), to > (this.#bedTo[last] as number)]
    if (isWet[0] && isWet[1]) {
      const share = (cell - (this.cellStart[conduit] as number) + 0.5) / (last - first)
      return from + share * (to - from)
    }
    return isWet[0] ? from : isWet[1] ? to : bed
  }

  /** Depth at which so much flows down the conduit's own slope [m]; its full depth when more does. */
  #normal(conduit: number, flow: number): number {
    const face = this.faceStart[conduit] as number
    const shape = this.#shape[face] as number
    const slope =
      Math.abs((this.#bedFrom[face] as number) - (this.#bedTo[face] as number)) / (this.#length[face] as number)
    const perBarrel = flow / (this.#barrels[face] as number)
    return this.book.normal(shape, perBarrel / Math.sqrt((GRAVITY * slope) / (this.#friction[face] as number)))
  }

  /** What flows now is what a step begins with. */
  begin(): void {
    this.before.set(this.flow)
    this.#areaBefore.set(this.#area)
  }

  /** Nothing comes out of an end that has no water of its store, whatever the levels say that were found last. */
  stopBackflow(): void {
    for (let f = 0; f < this.flow.length; f++) {
      const giver = (this.flow[f] as number) > 0 ? 1 : 2
      if (((this.#feels[f] as number) & giver) === 0) this.flow[f] = 0
    }
  }

  /** After a step: how deep the water stands that falls out of conduits. */
  settleFalls(): void {
    this.halves.settleFalls(this.flow, this.depthFrom, this.depthTo)
  }

  /** The longest step in which water crosses no more than a share of the way between two stores [s]. */
  courantStep(share: number): number {
    let step = Number.POSITIVE_INFINITY
    for (let f = 0; f < this.flow.length; f++)
      step = Math.min(step, (share * (this.#length[f] as number)) / Math.abs(this.velocity[f] as number))
    return step
  }

  /**
   * The discharge of each face at the end of a step [s] by the momentum equation, with the levels as they are, and how it
   * changes with them. The equation is solved exactly for the quadratic friction; areas and radii are those of the levels.
   *
   * @param level  by store [m]
   * @param isFirst  the first time in a step: what jumps (how fast water is, critical depths, which flow is held back to the
   *   normal one) is found then and stays for the step, so that Newton's method has something smooth
   */
  linearise(level: Float64Array, duration: number, isFirst: boolean): void {
    const { from, to, flow, before, perFrom, perTo, velocity } = this
    const [bedFrom, bedTo, lengths, barrels] = [this.#bedFrom, this.#bedTo, this.#length, this.#barrels]
    const book = this.book
    for (let f = 0; f < flow.length; f++) {
      const shape = this.#shape[f] as number
      const a = from[f] as number
      const b = to[f] as number
      const za = bedFrom[f] as number
      const zb = bedTo[f] as number
      const ha = level[a] as number
      const hb = level[b] as number
      let ya = ha > za ? ha - za : 0
      let yb = hb > zb ? hb - zb : 0
      let feelsA = ya > 0
      let feelsB = yb > 0
      const last = flow[f] as number
      const count = barrels[f] as number
      // water that falls out of a conduit into a node leaves at its critical depth, or at its own when it is fast
      if (this.#fallsTo[f] === 1 && last >= 0 && ya > DRY && za + ya > zb + yb && yb < ya) {
        if (isFirst) this.#fall[f] = this.#fallDepth(f, b, Math.abs(last))
        const fall = Math.min(ya, this.#fall[f] as number)
        if (yb < fall) {
          yb = fall
          feelsB = false
        }
      } else if (this.#fallsFrom[f] === 1 && last <= 0 && yb > DRY && zb + yb > za + ya && ya < yb) {
        if (isFirst) this.#fall[f] = this.#fallDepth(f, a, Math.abs(last))
        const fall = Math.min(yb, this.#fall[f] as number)
        if (ya < fall) {
          ya = fall
          feelsA = false
        }
      }
      this.#feels[f] = (feelsA ? 1 : 0) + (feelsB ? 2 : 0)
      this.depthFrom[f] = ya
      this.depthTo[f] = yb
      const drop = za + ya - (zb + yb)
      const up = drop > 0 || (drop === 0 && last > 0) ? ya : yb
      const isShut = (this.setting[this.#conduit[f] as number] as number) === 0
      // water cannot stand higher in a closed section than it is
      const full = book.isOpen[shape] ? Number.POSITIVE_INFINITY : (this.book.full[shape] as number)
      const middle = (Math.min(ya, full) + Math.min(yb, full)) / 2
      const areaMiddle = book.flowArea(shape, middle)
      this.#area[f] = areaMiddle
      if (up <= DRY || isShut) {
        flow[f] = 0
        perFrom[f] = 0
        perTo[f] = 0
        velocity[f] = 0
        continue
      }
      const isFull =
        book.isOpen[shape] === 0 && ya >= (this.book.full[shape] as number) && yb >= (this.book.full[shape] as number)
      if (isFirst) {
        this.#speed[f] = Math.max(-FASTEST, Math.min(FASTEST, velocity[f] as number))
      }
      const v = this.#speed[f] as number
      if (isFirst)
        this.#froude[f] = isFull ? 0 : Math.abs(v) * Math.sqrt(book.width(shape, middle) / (GRAVITY * areaMiddle))
      const froude = this.#froude[f] as number
      const subcritical = froude <= 0.5 ? 1 : froude >= 1 ? 0 : 2 * (1 - froude)
      // fast water is moved by what is upstream
      const weight = !isFull && v * drop > 0 ? subcritical : 1
      const areaUp = book.flowArea(shape, up)
      const area = areaUp + (areaMiddle - areaUp) * weight
      const radiusUp = book.radius43(shape, up)
      const radius = radiusUp + (book.radius43(shape, middle) - radiusUp) * weight
      const inertia = isFull || this.#damping === 2 ? 0 : this.#damping === 1 ? subcritical : 1
      const length = lengths[f] as number
      let driven = (before[f] as number) / count + (duration * GRAVITY * area * drop) / length
      if (inertia > 0) {
        const areaA = book.flowArea(shape, ya)
        const areaB = book.flowArea(shape, yb)
        driven +=
          inertia *
          (2 * v * (areaMiddle - (this.#areaBefore[f] as number)) + (duration * v * v * (areaB - areaA)) / length)
      }
      const main = isFull ? this.#main[f] : null
      const rubs = main
        ? GRAVITY * frictionPerSquare(main, velocity[f] as number, radius ** 0.75)
        : (this.#friction[f] as number) / radius
      const resisted =
        (duration * rubs) / areaMiddle + (duration * (this.#loss[f] as number)) / (2 * length * areaMiddle)
      let q = (2 * driven) / (1 + Math.sqrt(1 + 4 * resisted * Math.abs(driven)))
      // where it comes from: not the higher end while it runs on against the slope of its surface
      const upper = q > 0 ? ya : yb
      const down = q > 0 ? yb : ya
      if (upper <= DRY) q = 0
      const per = ((duration * GRAVITY * area) / length / (1 + 2 * resisted * Math.abs(q))) * count
      // more water upstream also widens the way and lowers the friction: Newton's method needs to know
      const widens =
        (count * ((duration * GRAVITY * drop) / length + resisted * q * Math.abs(q) * (5 / 3 / area))) /
        (1 + 2 * resisted * Math.abs(q))
      const wider = (weight * book.flowWidth(shape, middle)) / 2
      const widerUp = (1 - weight) * book.flowWidth(shape, up)
      const isDown = drop > 0 || (drop === 0 && last > 0)
      const widerA = ya < full ? wider : 0
      const widerB = yb < full ? wider : 0
      let perA = feelsA ? Math.max(0, per + widens * (widerA + (isDown ? widerUp : 0))) : 0
      let perB = feelsB ? Math.max(0, per - widens * (widerB + (isDown ? 0 : widerUp))) : 0
      const slope = (za - zb) / length
      const inlet = isFull ? null : this.#inlet[f]
      const taken = inlet && q > 0 ? inlet(ya) : Number.POSITIVE_INFINITY
      if (inlet && taken < q) {
        q = taken
        ;[perA, perB] = [feelsA ? (count * (inlet(ya + NUDGE) - taken)) / NUDGE : 0, 0]
      } else if (this.#limit > 0 && q * slope > 0 && upper < (this.book.full[shape] as number)) {
        const upperArea = upper === up ? areaUp : book.flowArea(shape, upper)
        const upperRadius = upper === up ? radiusUp : book.radius43(shape, upper)
        if (isFirst) {
          // beside an outfall by the slopes, whatever the option says, as EPA SWMM does
          const byOutfall = this.#isOutfall[a] === 1 || this.#isOutfall[b] === 1
          const isFlatter = (byOutfall || (this.#limit & 1) > 0) && upper < down
          const rapid = (q / upperArea) ** 2 * book.width(shape, upper) >= GRAVITY * upperArea
          this.#isHeld[f] = Number(isFlatter || (!byOutfall && (this.#limit & 2) > 0 && down > DRY && rapid))
        }
        const normal = upperArea * Math.sqrt((GRAVITY * Math.abs(slope) * upperRadius) / (this.#friction[f] as number))
        if (this.#isHeld[f] && normal < Math.abs(q)) {
          const perDepth = ((5 / 3) * normal * book.width(shape, upper) * count) / upperArea
          if (q > 0) {
            q = normal
            ;[perA, perB] = [feelsA ? perDepth : 0, 0]
          } else {
            q = -normal
            ;[perA, perB] = [0, feelsB ? perDepth : 0]
          }
        }
      }
      q *= count
      const spec = this.specs[this.#conduit[f] as number] as ConduitSpec
      const most = spec.maximumFlow > 0 ? spec.maximumFlow : Number.POSITIVE_INFINITY
      if ((spec.hasFlap && q < 0) || Math.abs(q) > most) {
        q = spec.hasFlap && q < 0 ? 0 : Math.sign(q) * most
        perA = 0
        perB = 0
      }
      flow[f] = q
      perFrom[f] = perA
      perTo[f] = perB
      velocity[f] = q / count / areaMiddle
    }
  }

  /** Depth at which so much leaves a conduit into a node [m]: critical, or normal where an outfall is said to be so. */
  #fallDepth(face: number, node: number, flow: number): number {
    if (this.#isNormal[node]) return this.#normal(this.#conduit[face] as number, flow)
    return this.book.critical(this.#shape[face] as number, flow / (this.#barrels[face] as number))
  }
}
