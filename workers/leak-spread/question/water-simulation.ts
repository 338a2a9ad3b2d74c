import { decodeHydraulics } from '../../../src/domain/leak/hydraulics-file.ts'
import type { LeakFrame, LeakOutcome } from '../../../src/domain/leak/leak-outcome.ts'
import { type LeakQuestion, leakQuestionSchema } from '../../../src/domain/leak/leak-question.ts'
import type { RunPhase } from '../../../src/domain/run-progress.ts'
import type { Host, RunSummary, Simulation } from '../../contract.ts'
import { type BurstFrame, runBurst } from '../water/burst.ts'
import { burstCaveats, NO_VALVE } from '../water/caveats.ts'
import { networkKeeper } from '../water/kept-network.ts'
import type { WaterModel } from '../water/model.ts'
import { demandByPressure } from '../water/service.ts'
import { leakWater, waterBalance } from '../water/simulation.ts'
import { comparedStates } from '../water/whole-states.ts'
import { isolatePipe, type PipeIsolation } from './isolate-pipe.ts'
import { nodePlace } from './leak-places.ts'
import { type LeakingPipe, leakingPipe } from './leaking-pipe.ts'
import { toldOf } from './told.ts'
import { dayTold } from './water-day.ts'
import { leakFrames } from './water-frames.ts'
import { intrusionOf } from './water-intrusion.ts'
import { type ModelNumbers, modelNumbers } from './water-names.ts'
import { type WaterNetwork, waterNetwork } from './water-network.ts'
import { burstPlan, checkBurst } from './water-of-question.ts'
import { INPUTS_TAKEN, waterOutcome } from './water-outcome.ts'
import { affectedPipes, pipesTold } from './water-pipes.ts'
import { waterPlaces } from './water-places.ts'
import { SURGES_TOLD, surgesOf, waysFromSources } from './water-surges.ts'
import { travelOf } from './water-travel.ts'
import { worstOf } from './water-worst.ts'

/** Half of a demand is met at a quarter of the head: as `servedShare` has it. */
const EXPONENT = 0.5

/** What is found of a network once for all questions to it. */
interface Kept extends WaterNetwork, ModelNumbers {
  readonly fromSources: ReadonlyMap<number, number>
}

/** The network that the page asks about, kept open in the engine from click to click. */
const keeper = networkKeeper<Kept>()

/** 爆管模拟 of a city: what runs out to the street, who lacks water, what to close, and what is then. */
export const leakWaterOfCity: Simulation<LeakQuestion, LeakFrame, LeakOutcome> = {
  id: leakWater.id,
  name: leakWater.name,
  input: leakQuestionSchema,
  sources: leakWater.sources,
  async *run(question, host) {
    const started = host.now()
    const at = (phase: RunPhase) => host.tell?.({ phase, done: 0, of: 0 })
    at('reading')
    const pipe = leakingPipe(question)
    const { plan } = question
    const compose = () => {
      at('opening')
      const { hydraulics } = question
      const network = waterNetwork(pipe.network, pipe.pipes, plan, hydraulics ? decodeHydraulics(hydraulics) : null)
      const fromSources = waysFromSources(pipe)
      const beside = (model: WaterModel) => ({ ...network, fromSources, ...modelNumbers(pipe.network, model) })
      return { inp: network.inp, namesOf: network.namesOf, beside }
    }
    return yield* keeper.use(`${plan.city}/${plan.build}`, compose, async function* ({ model, beside }) {
      checkBurst(question.scenario, pipe, beside)
      at('isolation')
      const isolation = await isolatePipe(question, pipe, host)
      const summary = yield* burstOf(question, pipe, model, beside, isolation, host)
      return { ...summary, milliseconds: host.now() - started }
    })
  },
}

function* burstOf(
  { plan, scenario }: LeakQuestion,
  pipe: LeakingPipe,
  model: WaterModel,
  network: Kept,
  isolation: PipeIsolation,
  { tell }: Host,
): Generator<LeakFrame, Omit<RunSummary<LeakOutcome>, 'milliseconds'>> {
  demandByPressure(model, { minimum: 0, required: scenario.service_m, exponent: EXPONENT })
  const asked = burstPlan(scenario, pipe, isolation, model, network.day)
  const instants: BurstFrame[] = []
  const running = runBurst(model, asked, tell)
  let step = running.next()
  for (; !step.done; step = running.next()) instants.push(step.value)
  const run = step.value
  const closedAt = run.closed && asked.closeAt !== null ? asked.closeAt - asked.start : Number.POSITIVE_INFINITY
  const compared = comparedStates(model, asked, run, instants, network.day !== null)
  const worst = worstOf(compared, model, scenario.service_m, closedAt)
  const places = waterPlaces(pipe.network, network, worst)
  const near = { ...pipe.at, height: Number.isFinite(pipe.at.height) ? pipe.at.height : 0 }
  const pipes = affectedPipes(pipe, network, model, worst, run.closed ? isolation.emptied : [], near)
  const told = [...places.map(({ node }) => nodePlace(pipe.network, node, near)), ...pipes.map(({ place }) => place)]
  yield* leakFrames(instants, places, pipes, told, closedAt)
  const intrusion = intrusionOf({
    ...{ model, before: run.before, instants, closedAt, pipes, scenario, leaking: asked.leak.link },
  })
  const computed = waterOutcome({ scenario, pipe, isolation, run, worst, instants, places, closedAt, network })
  const surges = surgesOf(pipe, isolation, model, run, network.fromSources)
  return {
    outcome: {
      ...computed,
      figures: [...computed.figures, ...intrusion.figures],
      pipes: pipes.map(({ least, isReversed, isDry, drawsIn }, n) => ({
        ...{ place: places.length + n, least, isReversed, isDry, drawsIn, drawn_m3: intrusion.drawn[n] ?? null },
      })),
      travel: travelOf(pipe, model, network, asked.leak.link, run, pipes, places, intrusion),
      surges,
    },
    balance: [waterBalance(run.volumes), ...isolation.balance, ...intrusion.balance],
    caveats: [
      ...isolation.caveats,
      ...(scenario.closedAfter_s !== null && asked.closeAt === null ? [NO_VALVE] : []),
      ...burstCaveats(model, run, scenario.service_m),
      ...(network.isModelled ? [] : [INPUTS_TAKEN]),
      ...dayTold(scenario, network.day),
      ...pipesTold(pipe, pipes),
      ...intrusion.told,
      ...(surges.length > 0 ? [SURGES_TOLD] : []),
      ...toldOf(plan, ['water']),
      ...network.told,
    ],
  }
}
