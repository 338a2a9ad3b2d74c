import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { floodPlanSchema } from '../../src/domain/inundation/flood-plan.ts'
import type { FloodQuestion } from '../../src/domain/inundation/flood-question.ts'
import type { FloodOutcome } from '../../src/domain/inundation/outcome.ts'
import { type FloodScenario, presetScenario } from '../../src/domain/inundation/scenario.ts'
import { nodeThreads } from '../../workers/host/node.ts'
import type { OpenDrains } from '../../workers/inundation/acts/manholes.ts'
import { type Prepared, prepare } from '../../workers/inundation/prepare/prepare.ts'
import { caseOfQuestion } from '../../workers/inundation/question/case-of-question.ts'
import { runFlood } from '../../workers/inundation/run.ts'
import type { SurfaceSolver } from '../../workers/inundation/surface/grid.ts'
import { createVectorSolver } from '../../workers/inundation/surface/vector.ts'

export interface FloodCityChoices {
  /** of a build: what holds `flood/` */
  readonly build: string
  /** width of a cell [m] */
  readonly cell: number
  readonly threads: number
  /** simulated [h], and how long it rains [min] */
  readonly hours: number
  readonly stormMinutes: number
  readonly isWithDrains: boolean
}

export interface FloodCityFigures {
  readonly cells: number
  readonly nodes: number
  readonly links: number
  /** in the mean of all frames, and at most */
  readonly wetShare: number
  readonly mostWet: number
  readonly steps: number
  readonly meanStep: number
  readonly millionCellStepsPerSecond: number
  readonly timesRealTime: number
  /** from the question to the first frame, and to the first with water of the run in it [s] */
  readonly firstFrame: number
  readonly firstWater: number
  readonly seconds: number
  readonly cpuSeconds: number
  /** shares of the clock while it computed */
  readonly surface: number
  readonly network: number
  /** edges, openings, roofs, what is noted and shown */
  readonly rest: number
  readonly networkSteps: number
  readonly networkTurns: number
  readonly peakBytes: number
  /** ground and drains together, of all that came or was there [-] */
  readonly balance: number
  readonly volumes: FloodOutcome['volumes']
  readonly drains: { readonly [account: string]: number } | null
  /** equal results have equal digests */
  readonly digest: string
}

/** Runs a storm of 50 years over a city as its twin does, with the drains below. */
export async function benchFloodCity(
  choices: FloodCityChoices,
  tell: (line: string) => void,
): Promise<FloodCityFigures> {
  const question = await questionOf(choices)
  const started = performance.now()
  const cpu = process.cpuUsage()
  const { given, standing } = caseOfQuestion(question)
  const prepared = prepare(given, standing)
  const clock = new Clock()
  const solver = clock.timedSolver(
    createVectorSolver(prepared.grid, prepared.depth, choices.threads > 1 ? nodeThreads(choices.threads) : null),
  )
  let drains: OpenDrains | null = null
  const timed: Prepared = {
    ...prepared,
    openDrains() {
      drains = prepared.openDrains()
      if (drains) clock.timeDrains(drains)
      return drains
    },
  }
  try {
    const run = runFlood(timed, solver, () => performance.now())
    const seen: number[] = []
    const wet: number[] = []
    const began = performance.now()
    let step = await run.next()
    for (; !step.done; step = await run.next()) {
      seen.push((performance.now() - started) / 1000)
      const { share, speed, wetShare } = step.value.progress
      wet.push(wetShare)
      tell(`${(100 * share).toFixed(0)} %, ${speed.toFixed(1)} × real time`)
    }
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(cpu)
    const { outcome, effort } = { outcome: step.value, effort: effortOf(drains) }
    const duration = choices.hours * 3600
    return {
      ...{ cells: outcome.cells, steps: outcome.steps, meanStep: duration / outcome.steps },
      ...{ nodes: effort.nodes, links: effort.links, networkSteps: effort.steps, networkTurns: effort.turns },
      ...{ wetShare: wet.reduce((sum, one) => sum + one, 0) / wet.length, mostWet: Math.max(...wet) },
      millionCellStepsPerSecond: outcome.cellSteps / 1e6 / seconds,
      ...{ timesRealTime: duration / seconds, seconds, cpuSeconds: (user + system) / 1e6 },
      ...{ firstFrame: seen[0] ?? Number.NaN, firstWater: seen[1] ?? Number.NaN },
      ...clock.shares(seconds),
      peakBytes: process.resourceUsage().maxRSS * 1024,
      ...{ balance: balanceOf(outcome), volumes: outcome.volumes, drains: accountsOf(outcome) },
      digest: digestOf(outcome),
    }
  } finally {
    solver.end()
  }
}

async function questionOf({
  build,
  cell,
  hours,
  stormMinutes,
  isWithDrains,
}: FloodCityChoices): Promise<FloodQuestion> {
  const file = async (path: string) => new Uint8Array(await readFile(join(build, path))).buffer
  const plan = floodPlanSchema.parse(JSON.parse(await readFile(join(build, 'flood/flood.json'), 'utf8')))
  const grid = plan.grids.find(({ size }) => size === cell)
  if (!grid) throw new Error(`${build}: no ground in cells of ${cell} m`)
  const scenario: FloodScenario = { ...presetScenario('storm-50'), hours, stormMinutes, cell }
  return {
    ...{ plan, scenario, ground: await file(grid.path), liveRain: null },
    surface: plan.surface === null ? null : await file(plan.surface),
    drainage: plan.drainage && isWithDrains ? await file(plan.drainage.path) : null,
  }
}

/** Where the time goes, by what is called: what a part calls of another is the other's. */
class Clock {
  #surface = 0
  #network = 0

  timedSolver<Solver extends SurfaceSolver>(solver: Solver): Solver {
    const timed =
      <Given extends unknown[], Answer>(of: (...given: Given) => Answer) =>
      (...given: Given): Answer => {
        const started = performance.now()
        const answer = of(...given)
        this.#surface += performance.now() - started
        return answer
      }
    return Object.create(solver, {
      step: { value: timed(solver.step.bind(solver)) },
      longestStep: { value: timed(solver.longestStep.bind(solver)) },
    })
  }

  timeDrains({ drainage }: OpenDrains): void {
    const advance = drainage.advance.bind(drainage)
    drainage.advance = (duration) => {
      const started = performance.now()
      advance(duration)
      this.#network += performance.now() - started
    }
  }

  shares(seconds: number) {
    const share = (milliseconds: number) => milliseconds / 1000 / seconds
    const [surface, network] = [share(this.#surface), share(this.#network)]
    return { surface, network, rest: 1 - surface - network }
  }
}

function effortOf(drains: OpenDrains | null) {
  if (!drains) return { nodes: 0, links: 0, steps: 0, turns: 0 }
  const { model, effort } = drains.drainage
  return { nodes: model.nodes.length, links: model.links.length, ...effort }
}

function balanceOf({ volumes, network }: FloodOutcome): number {
  const came = volumes.initial + volumes.rain + volumes.inflow + volumes.roofs
  const below = network ? network.initial + network.inflow : 0
  return Math.abs(volumes.error + (network?.error ?? 0)) / (came + below)
}

function accountsOf({ network }: FloodOutcome) {
  if (!network) return null
  const { initial, inflow, outflow, spilled, stored, error } = network
  return { initial, inflow, outflow, spilled, stored, error }
}

function digestOf({ extremes, network, volumes }: FloodOutcome): string {
  const hash = createHash('sha256')
  for (const values of [extremes.depth, extremes.speed, ...extremes.arrival, network?.series.head])
    if (values) hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  return hash.update(JSON.stringify(volumes)).digest('hex').slice(0, 16)
}
