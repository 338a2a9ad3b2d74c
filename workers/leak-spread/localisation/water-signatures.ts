import { randomOf } from '../random.ts'
import { NODE, OPTION, TIME } from '../water/codes.ts'
import { quietly } from '../water/engine.ts'
import { emitterCoefficient, type Hole } from '../water/hole.ts'
import type { WaterModel } from '../water/model.ts'

/** What a leak at each junction takes from the pressure at each sensor. */
export interface Signatures {
  /** junctions, by number in the model */
  readonly candidates: Int32Array
  /** nodes with a sensor */
  readonly sensors: Int32Array
  /** pressure head without a leak [m], one a sensor */
  readonly normal: Float64Array
  /** candidates × sensors, by candidate: fall of the pressure head [m] */
  readonly drop: Float64Array
}

/** Hears how many solutions are done, of how many. */
type Told = (done: number, of: number) => void

/** Of the flows: finer than for a burst, because differences of states are taken. */
const ACCURACY = 1e-7
/** Where a valve or a demand flips for ever this is never met; heads then still stand to 1e-5 m after so many. */
const TRIALS = 40
/** Of an emitter at no pressure the coefficient still wants a head [m]. */
const HEAD = 30

/**
 * Puts a hole at every junction, one after the other, and solves the instant. The engine's hydraulics must be closed, and are so
 * afterwards. Costs a solution a junction: 4 ms each in a network of 900 pipes.
 *
 * @param time  in the network's own clock [s]: demands are those of its pattern then; tanks stand as the file says
 * @param hole  as large as the leak that is looked for, to a factor of ten
 * @param isAsked  junctions that are no candidates cost nothing; their fall is 0
 */
export function waterSignatures(
  model: WaterModel,
  sensors: Int32Array,
  time: number,
  hole: Hole,
  isAsked: (node: number) => boolean = () => true,
  tell: Told = () => {},
): Signatures {
  const candidates = Int32Array.from({ length: model.junctions }, (_, node) => node)
  const drop = new Float64Array(candidates.length * sensors.length)
  const coefficient = coefficientOf(model, hole)
  const normal = atInstant(model, time, () => {
    const whole = headsAt(model, sensors)
    const asked = candidates.filter(isAsked)
    asked.forEach((node, n) => {
      tell(n, asked.length)
      const index = model.engineNode(node)
      const own = model.project.getNodeValue(index, NODE.emitter)
      model.project.setNodeValue(index, NODE.emitter, own + coefficient)
      headsAt(model, sensors).forEach((head, column) => {
        drop[node * sensors.length + column] = (whole[column] ?? 0) - head
      })
      model.project.setNodeValue(index, NODE.emitter, own)
    })
    return whole.map((head, i) => head - (model.elevation[sensors[i] ?? 0] ?? 0))
  })
  return { candidates, sensors, normal, drop }
}

/**
 * How the sensors' pressures scatter because nobody knows the demands: every junction's demand is drawn by itself, many times.
 *
 * @param spread  standard deviation of a junction's demand, as a share of it [-]
 * @returns  covariance [m²], sensors × sensors
 */
export function demandCovariance(
  model: WaterModel,
  sensors: Int32Array,
  time: number,
  { spread, draws, seed }: { readonly spread: number; readonly draws: number; readonly seed: number },
  tell: Told = () => {},
): Float64Array {
  const count = sensors.length
  const covariance = new Float64Array(count * count)
  if (spread === 0) return covariance
  const { project } = model
  const base = model.nodeValues(NODE.baseDemand)
  const random = randomOf(seed)
  const set = (node: number, demand: number) => project.setNodeValue(model.engineNode(node), NODE.baseDemand, demand)
  atInstant(model, time, () => {
    const whole = headsAt(model, sensors)
    for (let draw = 0; draw < draws; draw++) {
      tell(draw, draws)
      for (let node = 0; node < model.junctions; node++)
        if (base[node] !== 0) set(node, (base[node] ?? 0) * Math.max(0, 1 + spread * normalDraw(random)))
      const off = headsAt(model, sensors).map((head, i) => head - (whole[i] ?? 0))
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++)
          covariance[i * count + j] = (covariance[i * count + j] ?? 0) + ((off[i] ?? 0) * (off[j] ?? 0)) / draws
    }
    for (let node = 0; node < model.junctions; node++) if (base[node] !== 0) set(node, base[node] ?? 0)
  })
  return covariance
}

/** A draw of the normal distribution of mean 0 and deviation 1 (Box & Muller 1958). */
export function normalDraw(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Opens the hydraulics with the demands of an instant, does some work, and closes them. */
function atInstant<Value>({ project }: WaterModel, time: number, work: () => Value): Value {
  const accuracy = project.getOption(OPTION.accuracy)
  const patterns = project.getTimeParameter(TIME.patternStart)
  const trials = project.getOption(OPTION.trials)
  project.setOption(OPTION.accuracy, ACCURACY)
  project.setOption(OPTION.trials, TRIALS)
  project.setTimeParameter(TIME.patternStart, patterns + time)
  try {
    return quietly(() => {
      project.openH()
      project.initH(10)
      return work()
    }).value
  } finally {
    project.closeH()
    project.setOption(OPTION.accuracy, accuracy)
    project.setOption(OPTION.trials, trials)
    project.setTimeParameter(TIME.patternStart, patterns)
  }
}

/** Only the nodes that are asked for are read: there are few sensors, and many nodes. */
function headsAt({ project, engineNode, units }: WaterModel, nodes: Int32Array): Float64Array {
  project.initH(0)
  project.runH()
  return Float64Array.from(nodes, (node) => project.getNodeValue(engineNode(node), NODE.head) * units.length)
}

function coefficientOf({ units, emitterExponent }: WaterModel, hole: Hole): number {
  const coefficient = emitterCoefficient(hole, HEAD, emitterExponent)
  return coefficient / units.flow / units.emitterPressurePerHead ** emitterExponent
}
