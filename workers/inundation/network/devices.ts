import { GRAVITY } from '../surface/grid.ts'
import type {
  Curve,
  DrainageModel,
  LinkSpec,
  OrificeSpec,
  OutletSpec,
  PumpSpec,
  Tables,
  WeirSpec,
} from './inp/model.ts'

/** Less head than this moves nothing [m]. */
const LEAST_HEAD = 1e-6
/** A derivative is taken over so much [m]; near still water a gate is no stiffer than over this. */
const NUDGE = 1e-3
/** A sharp crest's coefficient over √(2g) [-]. */
const SHARP_CREST = 0.414
/** A gate that opens or shuts slowly is where it should be when it is as near as this [-]. */
const NEAR = 1e-3

/** What a device stands between: levels [m], the bed of its first node, and what is known of that node. */
export interface Heads {
  readonly from: number
  readonly to: number
}

/** A pump, orifice, weir, outlet or street inlet: a flow by the levels on both sides. */
export interface Device {
  readonly spec:
    | Exclude<LinkSpec, { kind: 'conduit' }>
    | { readonly kind: 'inlet'; readonly id: string; readonly from: string; readonly to: string }
  /** what the rules want, and where it is: 0 shut or off … 1 open or on; a pump may run faster than 1 */
  target: number
  setting: number
  /** moves the setting towards its target before a step [s] */
  move(duration: number): void
  /** from the first node to the second [m³/s]; `held` is the volume of the first node [m³], `inflow` what comes to it [m³/s] */
  flow(heads: Heads, held: number, inflow: number): number
}

/** All devices of a network in the order of its links. */
export function devicesOf(model: DrainageModel): Device[] {
  const inverts = new Map(model.nodes.map(({ id, invert }) => [id, invert]))
  const devices: Device[] = []
  for (const spec of model.links) {
    const invert = inverts.get(spec.from) ?? 0
    if (spec.kind === 'pump') devices.push(pump(spec, invert, model.tables))
    else if (spec.kind === 'orifice') devices.push(orifice(spec, invert))
    else if (spec.kind === 'weir') devices.push(weir(spec, invert, model.tables))
    else if (spec.kind === 'outlet') devices.push(outlet(spec, invert, model.tables))
  }
  return devices
}

/**
 * The flow of a device and how it changes with the level on each side: the chord over a small step outwards from the present
 * heads, so that still water stays still and a gate near it stays soft.
 */
export function linearised(device: Device, heads: Heads, held: number, inflow: number) {
  const flow = device.flow(heads, held, inflow)
  const up = heads.from >= heads.to ? NUDGE : -NUDGE
  const byFrom = (device.flow({ from: heads.from + up, to: heads.to }, held, inflow) - flow) / up
  const byTo = (flow - device.flow({ from: heads.from, to: heads.to - up }, held, inflow)) / -up
  return { flow, perFrom: Math.max(0, byFrom), perTo: Math.max(0, byTo) }
}

function pump(spec: PumpSpec, invert: number, tables: Tables): Device {
  const curve = spec.curve === null ? null : (tables.curves.get(spec.curve) ?? null)
  const device: Device = {
    spec,
    target: spec.isOn ? 1 : 0,
    setting: spec.isOn ? 1 : 0,
    move: () => {
      device.setting = device.target
    },
    flow({ from, to }, held, inflow) {
      const speed = device.setting
      if (speed === 0) return 0
      if (!curve) return Math.max(0, inflow)
      const depth = from - invert
      switch (curve.kind) {
        case 'PUMP1':
          return speed * interval(curve, held)
        case 'PUMP2':
          return speed * interval(curve, depth)
        case 'PUMP4':
          return depth <= 0 ? 0 : speed * lookUp(curve, depth)
        case 'PUMP5':
          // affinity laws: flow by the speed, head by its square
          return speed * pumpAt(curve, Math.max(0, to - from) / speed ** 2)
        default:
          return speed * pumpAt(curve, Math.max(0, to - from))
      }
    },
  }
  return device
}

/** Flow against a head: the first point is the least head or flow, the curve may fall either way. */
function pumpAt(curve: Curve, head: number): number {
  return head > (curve.x.at(-1) ?? 0) ? 0 : lookUp(curve, head)
}

function orifice(spec: OrificeSpec, invert: number): Device {
  const crest = invert + spec.offset
  const device: Device = {
    spec,
    target: 1,
    setting: 1,
    move(duration) {
      const way = device.target - device.setting
      const most = spec.moveTime > 0 ? duration / spec.moveTime : Number.POSITIVE_INFINITY
      device.setting = Math.abs(way) <= most + NEAR ? device.target : device.setting + Math.sign(way) * most
    },
    flow({ from, to }) {
      const direction = from >= to ? 1 : -1
      if (direction < 0 && spec.hasFlap) return 0
      const [up, down] = direction > 0 ? [from, to] : [to, from]
      const height = device.setting * spec.height
      if (height <= 0) return 0
      const area = opening(spec, height)
      const full = spec.coefficient * area * Math.sqrt(2 * GRAVITY)
      let [head, filled, turning] = [0, 0, 0]
      if (spec.isBottom) {
        head = up < crest ? 0 : down > crest ? up - down : up - crest
        const perRim = spec.isCircular ? height / 4 : (height * spec.width) / (2 * (height + spec.width))
        turning = (spec.coefficient / SHARP_CREST) * perRim
        filled = Math.min(1, head / turning)
      } else {
        turning = height / 2
        filled = Math.min(1, (up - crest) / height)
        const middle = crest + height / 2
        head = filled < 1 ? up - crest : down < middle ? up - middle : up - down
      }
      if (head <= LEAST_HEAD || filled <= 0) return 0
      if (filled < 1) {
        const submerged = down > crest ? ((down - crest) / (up - crest)) ** 1.5 : 0
        return direction * full * Math.sqrt(turning) * filled ** 1.5 * (1 - Math.min(1, submerged)) ** 0.385
      }
      return direction * full * Math.sqrt(head)
    },
  }
  return device
}

/** Area of an opening that a gate leaves up to a height [m²]. */
function opening({ isCircular, height: full, width }: OrificeSpec, height: number): number {
  if (!isCircular) return width * height
  const angle = 2 * Math.acos(1 - (2 * height) / full)
  return (full * full * (angle - Math.sin(angle))) / 8
}

function weir(spec: WeirSpec, invert: number, tables: Tables): Device {
  const curve = spec.curve === null ? null : (tables.curves.get(spec.curve) ?? null)
  const bottom = invert + spec.crest
  const crown = bottom + spec.height
  const side = spec.type === 'TRAPEZOIDAL' ? spec.slope : spec.height > 0 ? spec.width / (2 * spec.height) : 0
  const device: Device = {
    spec,
    target: 1,
    setting: 1,
    move: () => {
      device.setting = device.target
    },
    flow({ from, to }) {
      const direction = from >= to ? 1 : -1
      if (direction < 0 && spec.hasFlap) return 0
      const [up, down] = direction > 0 ? [from, to] : [to, from]
      const crest = bottom + (1 - device.setting) * spec.height
      if (up - crest <= LEAST_HEAD || up - down <= LEAST_HEAD || crest >= crown) return 0
      if (up >= crown && spec.canSurcharge) {
        const middle = (crest + crown) / 2
        const open = crown - crest
        // an opening that carries under half its height what the weir does when it is just full
        const [main, ends] = over(open, direction)
        return direction * (main + ends) * Math.sqrt((down < middle ? up - middle : up - down) / (open / 2))
      }
      const [main, ends] = over(Math.min(up, crown) - crest, direction)
      const drowned = down > crest ? (down - crest) / (up - crest) : 0
      const power = spec.type === 'SIDEFLOW' ? 5 / 3 : spec.type === 'V-NOTCH' && device.setting === 1 ? 2.5 : 1.5
      // Villemonte 1947
      return direction * (main * (1 - drowned ** power) ** 0.385 + ends * (1 - drowned ** 2.5) ** 0.385)
    },
  }

  /** free flow over the crest itself and over its sloping ends [m³/s] */
  function over(head: number, direction: number): readonly [number, number] {
    const coefficient = curve ? lookUp(curve, head) : spec.coefficient
    const between = Math.max(0, spec.width - 0.1 * spec.endContractions * head)
    switch (spec.type) {
      case 'SIDEFLOW':
        return [direction < 0 ? coefficient * between * head ** 1.5 : coefficient * between ** 0.83 * head ** 1.67, 0]
      case 'V-NOTCH': {
        if (device.setting === 1) return [coefficient * side * head ** 2.5, 0]
        const raised = 2 * side * (1 - device.setting) * spec.height
        return [coefficient * raised * head ** 1.5, spec.endCoefficient * side * head ** 2.5]
      }
      case 'TRAPEZOIDAL': {
        const bed = spec.width + 2 * side * (1 - device.setting) * spec.height
        return [coefficient * bed * head ** 1.5, spec.endCoefficient * side * head ** 2.5]
      }
      default:
        return [coefficient * between * head ** 1.5, 0]
    }
  }
  return device
}

function outlet(spec: OutletSpec, invert: number, tables: Tables): Device {
  const crest = invert + spec.offset
  const { rating } = spec
  const curve = rating.type === 'table' ? tables.curves.get(rating.curve) : undefined
  const device: Device = {
    spec,
    target: 1,
    setting: 1,
    move: () => {
      device.setting = device.target
    },
    flow({ from, to }) {
      const direction = from >= to ? 1 : -1
      if (direction < 0 && spec.hasFlap) return 0
      const [up, down] = direction > 0 ? [from, to] : [to, from]
      const head = spec.by === 'HEAD' ? up - Math.max(down, crest) : up - crest
      if (head <= LEAST_HEAD) return 0
      const free =
        rating.type === 'function' ? rating.coefficient * head ** rating.exponent : curve ? lookUp(curve, head) : 0
      return direction * device.setting * free
    },
  }
  return device
}

/** Linear between the points, the end values beyond them. */
export function lookUp({ x, y }: Curve, at: number): number {
  const last = x.length - 1
  if (at <= (x[0] ?? 0)) return y[0] ?? 0
  for (let i = 1; i <= last; i++) {
    const [right, left] = [x[i] as number, x[i - 1] as number]
    if (at > right) continue
    return (y[i - 1] as number) + ((at - left) / (right - left)) * ((y[i] as number) - (y[i - 1] as number))
  }
  return y[last] ?? 0
}

/** The value of the first point that is not passed yet. */
function interval({ x, y }: Curve, at: number): number {
  for (let i = 0; i < x.length; i++) if (at < (x[i] as number)) return y[i] as number
  return y.at(-1) ?? 0
}
