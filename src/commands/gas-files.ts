import type { LeakPlan } from '../domain/leak/leak-plan.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import { loadLeakPlan } from './compute-leak.ts'
import type { CommandContext } from './context.ts'

/** What is known of a city's gas pipes and of the spaces beside them. */
export interface GasFiles {
  readonly plan: LeakPlan
  readonly network: ArrayBuffer
  readonly pipes: ArrayBuffer
  readonly spaces: ArrayBuffer
}

/** Reads them; `not-found` with a sentence for people where the build has none. */
export async function gasFiles(context: CommandContext): Promise<Result<GasFiles>> {
  const { store, ports } = context
  await loadLeakPlan(context)
  const { internal, leakPlan } = store.getState()
  if (internal?.state !== 'loaded') return fail('signed-out', 'no internal manifest')
  if (leakPlan.state === 'failed') return { ok: false, failure: leakPlan.failure }
  if (leakPlan.state !== 'loaded') return fail('failed', 'the plan of leaks is still being read')
  const plan = leakPlan.value
  const gas = plan.networks.find(({ discipline }) => discipline === 'gas')
  if (!gas) return fail('not-found', 'the plan of leaks has no gas network', NO_GAS)
  if (plan.spaces === null) return fail('not-found', 'the plan of leaks has no spaces', NO_SPACES)
  const [network, pipes, spaces] = await Promise.all([
    ports.city.network(internal.value, 'gas'),
    ports.city.leakFile(gas.pipes),
    ports.city.leakFile(plan.spaces),
  ])
  if (!network.ok) return network
  if (!pipes.ok) return pipes
  if (!spaces.ok) return spaces
  return succeed({ plan, network: network.value, pipes: pipes.value, spaces: spaces.value })
}

const NO_GAS = { zh: '本城市没有燃气管网数据。', en: 'This city has no gas network.' }
const NO_SPACES = {
  zh: '本批次数据没有井室、管沟、地下室等地下空间。',
  en: 'This build has no wells, ducts, basements or other spaces below ground.',
}
