import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import type { LeakFrame, LeakOutcome } from '../../../src/domain/leak/leak-outcome.ts'
import { type LeakQuestion, leakQuestionSchema } from '../../../src/domain/leak/leak-question.ts'
import type { Simulation } from '../../contract.ts'
import { type HeatFrame, runHeat } from '../heat/run.ts'
import { heatBalance, heatCaveats, leakHeat } from '../heat/simulation.ts'
import { heatOfQuestion } from './heat-of-question.ts'
import { heatOutcome, interruptionTold, neighbourPlaces } from './heat-outcome.ts'
import { isolatePipe } from './isolate-pipe.ts'
import { leakingPipe } from './leaking-pipe.ts'
import { toldOf } from './told.ts'

const TONNE = 1000

/** 热力泄漏 of a city: what comes out, which neighbours are warmed, where it scalds, what to close. */
export const leakHeatOfCity: Simulation<LeakQuestion, LeakFrame, LeakOutcome> = {
  id: leakHeat.id,
  name: leakHeat.name,
  input: leakQuestionSchema,
  sources: leakHeat.sources,
  async *run(question, host) {
    const started = host.now()
    host.tell?.({ phase: 'reading', done: 0, of: 0 })
    const pipe = leakingPipe(question)
    host.tell?.({ phase: 'isolation', done: 0, of: 0 })
    const isolation = await isolatePipe(question, pipe, host)
    host.tell?.({ phase: 'outflow', done: 0, of: 0 })
    const asked = heatOfQuestion(question, pipe, isolation)
    const { leak, duration_s: duration } = asked.case
    const at: LonLatHeight = { ...pipe.at, height: Number.isFinite(pipe.at.height) ? pipe.at.height : 0 }
    const places = neighbourPlaces(pipe, asked, at, leak.at[2])
    host.tell?.({ phase: 'warming', done: 0, of: 0 })
    const running = runHeat(asked.case)
    const ground: HeatFrame[] = []
    let step = running.next()
    for (let isFirst = true; !step.done; step = running.next(), isFirst = false) {
      const { time, temperature } = step.value
      ground.push(step.value)
      yield {
        ...{ time, done: time / duration, values: Float32Array.from(temperature), places: isFirst ? places : null },
        lost: (leak.rate_kg_s * Math.min(time, leak.stopped_at_s ?? time)) / TONNE,
      }
    }
    const run = step.value
    return {
      outcome: heatOutcome(pipe, asked, isolation, run, ground, at),
      balance: [heatBalance(run), ...isolation.balance],
      caveats: [
        ...isolation.caveats,
        ...interruptionTold(pipe, isolation, question.scenario),
        ...heatCaveats(run),
        ...asked.told,
        ...toldOf(question.plan, ['heat']),
      ],
      milliseconds: host.now() - started,
    }
  },
}
