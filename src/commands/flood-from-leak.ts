import { crsOf } from '../domain/geo/crs.ts'
import type { FloodPlan } from '../domain/inundation/flood-plan.ts'
import { FIRST_SCENARIO, type FloodScenario } from '../domain/inundation/scenario.ts'
import type { LeakOutcome } from '../domain/leak/leak-outcome.ts'
import { fail, type Result } from '../domain/result.ts'
import { leakSummary } from '../state/leak.ts'
import { computeScenario, loadFloodPlan } from './compute-scenario.ts'
import type { CommandContext } from './context.ts'
import { flyToPlace } from './move-camera.ts'

const HOUR = 3600
/** Water still runs down the street when the last has come out [h]. */
const AFTER = 0.5
/** Most hours that a flood is computed for; what runs out later is told with the result. */
const MOST_HOURS = 24

/** From which the street around the leak is seen [m]. */
const VIEW_DISTANCE = 180

/**
 * 送入内涝模拟: computes where the water of the finished leak goes, in the ground of the city and without rain. Its outflow is taken
 * as it is, step by step, so that both sides book the same volume. The camera goes to where it comes out, and the water there is
 * what the panel tells first.
 *
 * @returns why it could not be asked: no leak is finished, nothing runs out to the street, or the city has no flood plan
 */
export async function floodFromLeak(context: CommandContext): Promise<Result<null>> {
  const { store } = context
  const { leak } = store.getState()
  const outcome = leak && leakSummary(leak)?.outcome
  if (!outcome) return fail('not-found', 'no finished leak')
  if (!outcome.outflow) return fail('not-found', 'nothing of the leak comes to the street')
  await loadFloodPlan(context)
  const { floodPlan } = store.getState()
  if (floodPlan.state === 'failed') return { ok: false, failure: floodPlan.failure }
  if (floodPlan.state !== 'loaded') return fail('not-found', 'no flood plan')
  const scenario = scenarioOf(outcome, outcome.outflow, leak.scenario.pipe, floodPlan.value)
  if (!scenario) return fail('not-found', 'no ground of a flood')
  const asked = await computeScenario(context, null, scenario)
  if (asked.ok) showSource(context, outcome)
  return asked
}

function showSource(context: CommandContext, { at }: LeakOutcome): void {
  context.store.setState(({ flood }) => ({ flood: flood && { ...flood, tool: 'point', places: [at] } }))
  void flyToPlace(context, at, VIEW_DISTANCE)
}

function scenarioOf(
  { at }: LeakOutcome,
  outflow: NonNullable<LeakOutcome['outflow']>,
  pipe: string,
  { grids, crs }: FloodPlan,
): FloodScenario | null {
  const grid = grids.find(({ size }) => size === FIRST_SCENARIO.cell) ?? grids.at(-1)
  const plane = crsOf(crs)
  if (!grid || !plane) return null
  const [x, y] = plane.fromLonLat(at.lon, at.lat)
  const series = outflow.map(([time, flow]): [number, number] => [time, flow])
  return {
    ...FIRST_SCENARIO,
    ...{ rain: 'none', cell: grid.size },
    hours: Math.min(MOST_HOURS, (series.at(-1)?.[0] ?? 0) / HOUR + AFTER),
    sources: [{ name: pipe.slice(pipe.lastIndexOf('/') + 1), at: [x, y], series }],
  }
}
