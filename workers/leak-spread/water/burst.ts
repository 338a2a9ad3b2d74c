import type { Host } from '../../contract.ts'
import { type Closure, closeValves } from './closures.ts'
import { NODE, OPTION, STATISTIC, TIME } from './codes.ts'
import { quietly } from './engine.ts'
import { runUpTo, type WaterModel } from './model.ts'
import { type Leak, type PlacedLeak, placeLeak } from './place-leak.ts'
import { readState, sumOf, type WaterState } from './state.ts'

/** What happens in a network and when; times in its own clock [s]. */
export interface BurstPlan {
  readonly leak: Leak
  /** when it bursts */
  readonly start: number
  readonly duration: number
  readonly step: number
  /** when the valves are closed; null = never */
  readonly closeAt: number | null
  readonly closures: readonly Closure[]
}

/** One instant of a burst, from the burst on. */
export interface BurstFrame {
  /** from the burst on [s] */
  readonly time: number
  /** what runs out of the leak, what sources and tanks give, what consumers get and what they lack [m³/s] */
  readonly leak: number
  readonly supply: number
  readonly delivered: number
  readonly deficit: number
  /** lost through the leak so far [m³] */
  readonly lost: number
  /** consumers that get less than 95, 50 and 5 % of what they ask for */
  readonly short: readonly [below95: number, below50: number, below5: number]
  /** pressure head by node [m]; not a number = without an open way to a source */
  readonly pressure: Float32Array
  /** by link, from its first node to its second positive [m³/s] */
  readonly flow: Float32Array
}

/** Volume over the whole run [m³]. */
export interface BurstVolumes {
  readonly supplied: number
  readonly delivered: number
  readonly lost: number
  /** by emitters and leaking pipes of the network itself */
  readonly background: number
}

export interface BurstRun {
  /** the instant of the burst: still whole, and with it */
  readonly before: WaterState
  readonly burst: WaterState
  /** the instant after the valves were closed; null = they were not */
  readonly closed: WaterState | null
  readonly end: WaterState
  readonly volumes: BurstVolumes
  /** until the valves were closed [m³] */
  readonly lostBeforeClosure: number
  /** least share of its demand that each node got, 1 where it asked for nothing */
  readonly leastShare: Float32Array
  /** depth of the water in each tank, by instant [m] */
  readonly tanks: readonly { readonly id: string; readonly least: number; readonly depth: readonly number[] }[]
  /** instants at which the engine did not reach its accuracy */
  readonly unsettled: number
}

/** Limits of the classes of service [-]. */
export const SERVICE_SHARES = [0.95, 0.5, 0.05] as const

/**
 * Runs a network from its own beginning to the burst, bursts it, closes the valves when the plan says so, and goes on. Steps meet
 * the burst and the closure exactly. The hydraulics of the engine must be closed, and are so afterwards.
 *
 * @param tell  hears what the engine is at, and which part of the time is solved, of 100
 * @throws  Error when the engine cannot solve the network
 */
export function* runBurst(
  model: WaterModel,
  plan: BurstPlan,
  tell: NonNullable<Host['tell']> = () => {},
): Generator<BurstFrame, BurstRun> {
  const { project } = model
  const kept = [TIME.duration, TIME.hydraulicStep].map((code) => [code, project.getTimeParameter(code)] as const)
  const placed = placeLeak(model, plan.leak)
  let reopen = () => {}
  try {
    const end = plan.start + plan.duration
    project.setTimeParameter(TIME.duration, Math.ceil(end))
    quietly(() => {
      placed.setOpen(false)
      tell({ phase: 'ordering', done: 0, of: 0 })
      project.openH()
      tell({ phase: 'solving', done: 0, of: 100 })
      project.initH(10)
      runUpTo(model, plan.start)
    })
    const before = readState(model, plan.start, placed)
    placed.setOpen(true)
    const solved = solve(model, placed)
    let unsettled = solved.unsettled
    const burst = readState(model, plan.start, placed)
    let [state, time] = [burst, plan.start]
    let closed: WaterState | null = null
    let [supplied, delivered, lost, background, lostBeforeClosure] = [0, 0, 0, 0, 0]
    const leastShare = new Float32Array(model.nodeId.length).fill(1)
    const tanks = tanksOf(model)
    for (;;) {
      if (plan.closeAt !== null && closed === null && time >= plan.closeAt) {
        lostBeforeClosure = lost
        reopen = closeValves(model, placed, plan.closures)
        unsettled += solve(model, placed).unsettled
        closed = readState(model, time, placed)
      }
      // what stood at the instant of the closure is not read: nothing is told of it
      state = closed?.time === time ? closed : time === plan.start ? burst : readState(model, time, placed)
      shareOut(state, leastShare)
      for (const tank of tanks) tank.depth.push((state.head[tank.node] ?? 0) - (model.elevation[tank.node] ?? 0))
      tell({ phase: 'solving', done: Math.round((100 * (state.time - plan.start)) / plan.duration), of: 100 })
      yield frameOf(state, plan.start, lost)
      if (state.time >= end) break
      const target = Math.min(
        state.time + plan.step,
        end,
        plan.closeAt !== null && closed === null ? plan.closeAt : end,
      )
      project.setTimeParameter(TIME.hydraulicStep, Math.max(1, Math.round(target - state.time)))
      const { value: length } = quietly(() => project.nextH())
      if (length === 0) break
      supplied += state.supply * length
      delivered += sumOf(state.delivered) * length
      lost += state.leak * length
      background += state.background * length
      unsettled += solve(model, placed).unsettled
      time += length
    }
    return {
      ...{ before, burst, closed, end: state, leastShare, tanks, unsettled },
      volumes: { supplied, delivered, lost, background },
      lostBeforeClosure: closed ? lostBeforeClosure : lost,
    }
  } finally {
    quietly(() => {
      project.closeH()
      reopen()
      placed.remove()
    })
    for (const [code, value] of kept) project.setTimeParameter(code, value)
  }
}

/** Solves the present instant; `unsettled` is 1 when the engine did not reach its accuracy. */
function solve({ project }: WaterModel, placed: PlacedLeak): { readonly unsettled: number } {
  quietly(() => placed.solve())
  return { unsettled: Number(project.getStatistic(STATISTIC.relativeError) > project.getOption(OPTION.accuracy)) }
}

function frameOf(state: WaterState, start: number, lost: number): BurstFrame {
  const { leak, supply, required, delivered } = state
  const short: [number, number, number] = [0, 0, 0]
  let deficit = 0
  for (let node = 0; node < required.length; node++) {
    const [asked, got] = [required[node] as number, delivered[node] as number]
    if (asked <= 0 || got >= asked) continue
    deficit += Math.max(0, asked - got)
    SERVICE_SHARES.forEach((limit, grade) => {
      if (got / asked < limit) short[grade] = (short[grade] ?? 0) + 1
    })
  }
  return {
    ...{ time: state.time - start, leak, supply, delivered: sumOf(delivered), deficit, lost, short },
    ...{ pressure: new Float32Array(state.pressure), flow: new Float32Array(state.flow) },
  }
}

function shareOut({ required, delivered }: WaterState, least: Float32Array): void {
  required.forEach((asked, node) => {
    if (asked > 0) least[node] = Math.min(least[node] ?? 1, Math.max(0, (delivered[node] ?? 0) / asked))
  })
}

function tanksOf(model: WaterModel) {
  const { project, nodeId, junctions, units } = model
  return nodeId.slice(junctions).flatMap((id, i) => {
    const node = junctions + i
    const index = model.engineNode(node)
    if (project.getNodeType(index) !== TANK) return []
    const least = project.getNodeValue(index, NODE.minimumLevel) * units.length
    return [{ id, node, least, depth: [] as number[] }]
  })
}

/** EN_TANK */
const TANK = 2
