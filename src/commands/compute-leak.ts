import type { InternalManifest } from '../domain/config/city-manifest.ts'
import { crsOf } from '../domain/geo/crs.ts'
import type { AssetId } from '../domain/ids.ts'
import { type LeakPlan, leakKindOf } from '../domain/leak/leak-plan.ts'
import type { LeakQuestion } from '../domain/leak/leak-question.ts'
import type { LeakScenario } from '../domain/leak/leak-scenario.ts'
import { groundAlong, neighboursOf } from '../domain/leak/neighbours-of.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import { timeOfDay } from '../domain/time-of-day.ts'
import type { TwinState } from '../state/store.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'
import { openAsset } from './open-asset.ts'
import { recordAct } from './record-act.ts'
import { runLeak } from './run-leak.ts'

/** Opens the form of a leak on a line or manhole; its record is read first where it is not open. null puts the form away. */
export async function askLeak(context: CommandContext, pipe: AssetId | null): Promise<void> {
  const { store } = context
  store.setState({ leakForm: pipe })
  if (pipe === null) return
  if (store.getState().selection.assetId !== pipe) await openAsset(context, pipe)
  await loadLeakPlan(context)
}

/** Reads what leaks of the city are computed from, once a build. */
export async function loadLeakPlan({ store, ports }: CommandContext): Promise<void> {
  const { internal, leakPlan } = store.getState()
  if (internal?.state !== 'loaded' || leakPlan.state === 'loading' || leakPlan.state === 'loaded') return
  store.setState({ leakPlan: { state: 'loading' } })
  const plan = await ports.city.leak(internal.value)
  if (store.getState().internal === internal) store.setState({ leakPlan: settled(plan) })
}

/**
 * 泄漏模拟: computes a leak of the city.
 *
 * @returns why it could not be asked; what becomes of the run is told by the run
 */
export async function computeLeak(context: CommandContext, scenario: LeakScenario): Promise<Result<null>> {
  const { time } = context.store.getState()
  // unless another hour was chosen, that of what the page shows
  const clock_s = scenario.kind === 'water' ? (scenario.clock_s ?? timeOfDay(time ?? context.clock.now())) : null
  const question = await questionOf(context, { ...scenario, clock_s })
  if (!question.ok) return question
  recordAct(context, 'leaked', scenario.pipe)
  context.store.setState({ leakForm: null })
  void runLeak(context, question.value)
  return succeed(null)
}

async function questionOf(context: CommandContext, scenario: LeakScenario): Promise<Result<LeakQuestion>> {
  const { store, ports } = context
  const { internal, leakPlan } = store.getState()
  if (internal?.state !== 'loaded') return fail('signed-out', 'no internal manifest')
  if (leakPlan.state !== 'loaded') return fail('not-found', 'no leak plan')
  const plan = leakPlan.value
  const part = plan.networks.find(({ discipline }) => discipline === scenario.network)
  if (!part) return fail('not-found', `the plan of leaks has no ${scenario.network} network`)
  const spacesOf = scenario.kind === 'gas' ? plan.spaces : null
  const model = scenario.kind === 'water' ? part.hydraulics : undefined
  const [network, pipes, spaces, hydraulics] = await Promise.all([
    ports.city.network(internal.value, scenario.network),
    ports.city.leakFile(part.pipes),
    spacesOf === null ? succeed(null) : ports.city.leakFile(spacesOf),
    model ? ports.city.leakFile(model.path) : succeed(null),
  ])
  if (!network.ok) return network
  if (!pipes.ok) return pipes
  if (!spaces.ok) return spaces
  if (!hydraulics.ok) return hydraulics
  const beside = await otherDrains(context, internal.value, plan, scenario)
  if (!beside.ok) return beside
  const neighbours = scenario.kind === 'heat' ? heatNeighbours(store.getState(), scenario, plan.crs) : succeed([])
  if (!neighbours.ok) return neighbours
  return succeed({
    ...{
      plan,
      scenario,
      network: network.value,
      pipes: pipes.value,
      spaces: spaces.value,
      hydraulics: hydraulics.value,
    },
    ...{ beside: beside.value, neighbours: neighbours.value },
  })
}

/** The other network of drains of a spill: rain of foul water, foul of rain; null where the city has none. */
async function otherDrains(
  { ports }: CommandContext,
  manifest: InternalManifest,
  { networks }: LeakPlan,
  { kind, network }: LeakScenario,
): Promise<Result<LeakQuestion['beside']>> {
  const part = networks.find(({ discipline }) => leakKindOf(discipline) === kind && discipline !== network)
  if (kind !== 'sewage' || !part) return succeed(null)
  const [links, pipes] = await Promise.all([
    ports.city.network(manifest, part.discipline),
    ports.city.leakFile(part.pipes),
  ])
  if (!links.ok) return links
  return pipes.ok ? succeed({ network: links.value, pipes: pipes.value }) : pipes
}

/** What lies beside the leak in the drawing; without it nothing could be told of it, which is not nothing. */
function heatNeighbours(
  { assets, selection }: TwinState,
  { pipe, share }: LeakScenario,
  crsName: string,
): Result<LeakQuestion['neighbours']> {
  const crs = crsOf(crsName)
  const gid = assets.state === 'loaded' ? assets.value.gidOf.get(pipe) : undefined
  if (assets.state !== 'loaded' || gid === undefined || !crs)
    return fail('not-found', `the drawing does not tell what lies beside ${pipe}`)
  const asset = selection.asset.state === 'loaded' && selection.assetId === pipe ? selection.asset.value : null
  const ground = asset && groundAlong(asset.start_ground_m, asset.end_ground_m, share)
  return succeed(neighboursOf(assets.value, { gid, share, ground }, crs))
}
