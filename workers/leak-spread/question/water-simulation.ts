import type { LeakFrame, LeakOutcome } from '../../../src/domain/leak/leak-outcome.ts'
import { type LeakQuestion, leakQuestionSchema } from '../../../src/domain/leak/leak-question.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { RunPhase } from '../../../src/domain/run-progress.ts'
import type { Host, RunSummary, Simulation } from '../../contract.ts'
import { type BurstFrame, runBurst } from '../water/burst.ts'
import { burstCaveats, NO_VALVE } from '../water/caveats.ts'
import { networkKeeper } from '../water/kept-network.ts'
import type { WaterModel } from '../water/model.ts'
import { demandByPressure } from '../water/service.ts'
import { leakWater, waterBalance } from '../water/simulation.ts'
import { isolatePipe, type PipeIsolation } from './isolate-pipe.ts'
import { nodePlace } from './leak-places.ts'
import { type LeakingPipe, leakingPipe } from './leaking-pipe.ts'
import { toldOf } from './told.ts'
import { leakFrames } from './water-frames.ts'
import { type WaterNetwork, waterNetwork } from './water-network.ts'
import { burstPlan, checkBurst } from './water-of-question.ts'
import { waterOutcome } from './water-outcome.ts'
import { affectedPipes, pipesTold } from './water-pipes.ts'
import { waterPlaces } from './water-places.ts'
import { travelOf } from './water-travel.ts'

/** What nobody should forget who reads pressures of a network that is only surveyed. */
const ALWAYS: readonly Localized[] = [
  {
    zh: '管网模型由普查数据生成，未经实测校核；用水量为平均值，阀门均按全开计。',
    en: 'The model is made of the survey and held to no measurement; demands are means, and all valves are taken as open.',
  },
  {
    zh: '供应源压力按不随出流变化计：水源附近的大口径爆管出流偏大。',
    en: 'Sources keep their pressure whatever is drawn: near one a wide burst is shown too large.',
  },
]
/** Half of a demand is met at a quarter of the head: as `servedShare` has it. */
const EXPONENT = 0.5

/** The network that the page asks about, kept open in the engine from click to click. */
const keeper = networkKeeper<WaterNetwork>()

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
      const network = waterNetwork(pipe.network, pipe.pipes, plan)
      return { inp: network.inp, beside: network }
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
  network: WaterNetwork,
  isolation: PipeIsolation,
  { tell }: Host,
): Generator<LeakFrame, Omit<RunSummary<LeakOutcome>, 'milliseconds'>> {
  demandByPressure(model, { minimum: 0, required: scenario.service_m, exponent: EXPONENT })
  const asked = burstPlan(scenario, pipe, isolation, model)
  const instants: BurstFrame[] = []
  const running = runBurst(model, asked, tell)
  let step = running.next()
  for (; !step.done; step = running.next()) instants.push(step.value)
  const run = step.value
  const places = waterPlaces(pipe.network, network, model, run)
  const near = { ...pipe.at, height: Number.isFinite(pipe.at.height) ? pipe.at.height : 0 }
  const pipes = affectedPipes(pipe, network, model, run, isolation.emptied, near)
  const told = [...places.map(({ node }) => nodePlace(pipe.network, node, near)), ...pipes.map(({ place }) => place)]
  yield* leakFrames(instants, places, pipes, told, asked.closeAt ?? Number.POSITIVE_INFINITY)
  return {
    outcome: {
      ...waterOutcome({ scenario, pipe, isolation, run, instants, places }),
      pipes: pipes.map(({ least, isReversed, isDry, drawsIn }, n) => ({
        ...{ place: places.length + n, least, isReversed, isDry, drawsIn },
      })),
      travel: travelOf(pipe, model, asked.leak.link, run, pipes, places),
    },
    balance: [waterBalance(run.volumes), ...isolation.balance],
    caveats: [
      ...isolation.caveats,
      ...(scenario.closedAfter_s !== null && asked.closeAt === null ? [NO_VALVE] : []),
      ...burstCaveats(model, run, scenario.service_m),
      ...ALWAYS,
      ...pipesTold(pipe, pipes),
      ...toldOf(plan, ['water']),
      ...network.told,
    ],
  }
}
