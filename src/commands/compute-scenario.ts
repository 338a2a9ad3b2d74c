import { crsOf } from '../domain/geo/crs.ts'
import type { FloodPlan } from '../domain/inundation/flood-plan.ts'
import type { FloodQuestion } from '../domain/inundation/flood-question.ts'
import type { FloodPreset, FloodScenario } from '../domain/inundation/scenario.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import { worksOfScenario } from '../state/flood-works.ts'
import type { CommandContext } from './context.ts'
import { liveRain } from './live-rain.ts'
import { settled } from './loading.ts'
import { recordAct } from './record-act.ts'
import { runFlood } from './run-flood.ts'

/** Reads what a flood of the city is computed from, once a build. */
export async function loadFloodPlan({ store, ports }: CommandContext): Promise<void> {
  const { internal, floodPlan } = store.getState()
  if (internal?.state !== 'loaded' || floodPlan.state === 'loading' || floodPlan.state === 'loaded') return
  store.setState({ floodPlan: { state: 'loading' } })
  const plan = await ports.city.flood(internal.value)
  if (store.getState().internal === internal) store.setState({ floodPlan: settled(plan) })
}

/**
 * 内涝模拟: computes a scenario for the city.
 *
 * @param preset    that the scenario is; null = none
 * @param scenario  without what staff drew, which comes from the state
 * @returns why it could not be asked; what becomes of the run is told by the run
 */
export async function computeScenario(
  context: CommandContext,
  preset: FloodPreset | null,
  scenario: FloodScenario,
): Promise<Result<null>> {
  const whole = withWorks(context, scenario)
  if (!whole) return fail('invalid', 'computeScenario: the bottom of a breach is not told')
  const question = await questionOf(context, whole)
  if (!question.ok) return question
  const rain = scenario.rain === 'design' ? `P=${scenario.returnPeriod}` : scenario.rain
  recordAct(context, 'flooded', preset ?? rain, String(scenario.hours))
  void runFlood(context, preset, question.value)
  return succeed(null)
}

/** With the barriers and breaches that were drawn; null while something of them is not told. */
function withWorks({ store }: CommandContext, scenario: FloodScenario): FloodScenario | null {
  const { floodPlan, floodWorks } = store.getState()
  const crs = floodPlan.state === 'loaded' ? crsOf(floodPlan.value.crs) : null
  const works = crs ? worksOfScenario(floodWorks.works, crs) : { barriers: [], breaches: [] }
  return works && { ...scenario, ...works }
}

async function questionOf(context: CommandContext, scenario: FloodScenario): Promise<Result<FloodQuestion>> {
  const { store, ports } = context
  const { floodPlan } = store.getState()
  if (floodPlan.state !== 'loaded') return fail('not-found', 'no flood plan')
  const plan = floodPlan.value
  const grid = plan.grids.find(({ size }) => size === scenario.cell)
  if (!grid) return fail('not-found', `no ground in cells of ${scenario.cell} m`)
  const [ground, surface, drainage, rain] = await Promise.all([
    ports.city.floodFile(grid.path),
    fileOf(context, plan.surface),
    fileOf(context, plan.drainage?.path ?? null),
    scenario.rain === 'live' ? liveRain(context, plan.gauges) : succeed(null),
  ])
  if (!ground.ok) return ground
  if (!surface.ok) return surface
  if (!drainage.ok) return drainage
  if (!rain.ok) return rain
  return succeed({
    ...{ plan, scenario, ground: ground.value, surface: surface.value, drainage: drainage.value },
    liveRain: rain.value,
  })
}

async function fileOf({ ports }: CommandContext, path: FloodPlan['surface']): Promise<Result<ArrayBuffer | null>> {
  return path === null ? succeed(null) : await ports.city.floodFile(path)
}
