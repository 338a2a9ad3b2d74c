import { ASSET_KINDS } from '../domain/asset/asset.ts'
import { type AssetIndex, pathOf } from '../domain/asset/asset-index.ts'
import { disciplines } from '../domain/disciplines/index.ts'
import type { AssetId } from '../domain/ids.ts'
import type { TraceKind, TraceOutcome, TraceQuestion } from '../domain/network/trace-result.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import type { RunSummary } from '../domain/run-summary.ts'
import { type TraceAsk, tracedGids, tracedOutcome } from '../state/trace.ts'
import { direction, frame } from '../state/viewpoints.ts'
import { loadLeakPlan } from './compute-leak.ts'
import type { CommandContext } from './context.ts'
import { setUnderground } from './set-underground.ts'

const SIMULATION = 'trace'
/** assets of a result that are framed with every vertex; of more only their places are */
const FRAMED_WHOLE = 2000

/** 追溯 from an asset; a path asks for its other end first. What was computed or shown before gives way. */
export async function traceNetwork(context: CommandContext, kind: TraceKind, subject: AssetId): Promise<void> {
  const ask: TraceAsk = { kind, subject, to: null }
  context.running.current?.abort()
  context.running.current = null
  context.store.setState({ run: null })
  if (kind === 'path') context.store.setState({ trace: { state: 'picking', ask, isElsewhere: false } })
  else await traceAsked(context, ask)
}

/** Takes the other end of a path. One of another network is not taken, and the page says so. */
export async function pickTraceEnd(context: CommandContext, to: AssetId): Promise<void> {
  const { trace, assets } = context.store.getState()
  if (trace?.state !== 'picking' || assets.state !== 'loaded') return
  const [here, there] = [describe(assets.value, trace.ask.subject), describe(assets.value, to)]
  if (!here || !there || here.discipline !== there.discipline || there.kind === 'structure') {
    context.store.setState({ trace: { ...trace, isElsewhere: true } })
    return
  }
  await traceAsked(context, { ...trace.ask, to })
}

/** Asks again what could not be answered. */
export async function retryTrace(context: CommandContext): Promise<void> {
  const { trace } = context.store.getState()
  if (trace) await traceAsked(context, trace.ask)
}

/** Stops the trace under way; the page then says that it was cancelled. */
export function cancelTrace({ store, running }: CommandContext): void {
  const { trace } = store.getState()
  if (trace?.state !== 'running') return
  running.current?.abort()
  running.current = null
  store.setState({ trace: { state: 'failed', ask: trace.ask, failure: { kind: 'cancelled', detail: 'by the user' } } })
}

/** Takes the trace off the page and out of the scene; a filter by it goes too. */
export function closeTrace(context: CommandContext): void {
  cancelTrace(context)
  context.store.setState(({ filter }) => ({ trace: null, filter: { ...filter, among: null } }))
}

/** Leaves only what the trace found or may have found in the picture, or everything again. */
export function filterByTrace({ store }: CommandContext, isFiltering: boolean): void {
  const { trace, assets, filter } = store.getState()
  const outcome = tracedOutcome(trace)
  if (!isFiltering) store.setState({ filter: { ...filter, among: null } })
  if (!isFiltering || !outcome || assets.state !== 'loaded') return
  const among = new Uint8Array(assets.value.ids.length)
  for (const gid of tracedGids(outcome)) among[gid] = 1
  store.setState({ filter: { ...filter, among } })
}

/** Shows the whole of what the trace found, with the ground opened. */
export async function frameTrace(context: CommandContext): Promise<void> {
  const { trace, assets, underground } = context.store.getState()
  const outcome = tracedOutcome(trace)
  if (!outcome || assets.state !== 'loaded') return
  const { lon, lat, height } = assets.value
  const gids = [outcome.element.gid, ...tracedGids(outcome)].filter((gid) => gid > 0 && gid < lon.length)
  const points = gids.flatMap((gid) => {
    const path = gids.length > FRAMED_WHOLE ? [] : pathOf(assets.value, gid)
    return path.length > 0 ? path : [{ lon: lon[gid] ?? 0, lat: lat[gid] ?? 0, height: height[gid] ?? 0 }]
  })
  if (points.length === 0) return
  if (!underground.isOn) setUnderground(context, true)
  const { camera, free } = context.ports
  await camera.flyTo(frame(points, await free(), ...direction(context.store.getState())))
}

async function traceAsked(context: CommandContext, ask: TraceAsk): Promise<void> {
  const { store, running } = context
  running.current?.abort()
  const abort = new AbortController()
  running.current = abort
  store.setState(({ filter }) => ({ trace: { state: 'running', ask }, filter: { ...filter, among: null } }))
  const result = await compute(context, ask, abort.signal)
  if (running.current !== abort) return
  running.current = null
  store.setState({
    trace: result.ok
      ? { state: 'done', ask, summary: result.value }
      : { state: 'failed', ask, failure: result.failure },
  })
  if (result.ok) void frameTrace(context)
}

async function compute(
  context: CommandContext,
  { kind, subject, to }: TraceAsk,
  signal: AbortSignal,
): Promise<Result<RunSummary<TraceOutcome>>> {
  const { store, ports } = context
  const { internal, assets } = store.getState()
  if (internal?.state !== 'loaded') return fail('signed-out', 'no internal manifest')
  if (assets.state !== 'loaded') return fail('not-found', 'traceNetwork: the asset index is not here')
  const [here, there] = [describe(assets.value, subject), to === null ? null : describe(assets.value, to)]
  if (!here) return fail('not-found', `traceNetwork: "${subject}" is not in this build`)
  const [network, pipes] = await Promise.all([
    ports.city.network(internal.value, here.discipline),
    pipesOf(context, here.discipline),
  ])
  if (!network.ok) return network
  if (!pipes.ok) return pipes
  if (signal.aborted) return fail('cancelled', 'aborted')
  const { city, build } = internal.value
  const question: TraceQuestion = {
    network: network.value,
    networkKey: `${city}/${build}/${here.discipline}`,
    pipes: pipes.value,
    ...{ kind, element: here.element, to: there?.element ?? null },
  }
  return await ports.simulations.run(SIMULATION, question, { onFrame: () => {}, signal })
}

/** What the build tells of a network's pipes; null = it holds nothing, which the answer then says. */
async function pipesOf(context: CommandContext, discipline: string): Promise<Result<TraceQuestion['pipes']>> {
  await loadLeakPlan(context)
  const { leakPlan, internal } = context.store.getState()
  if (internal?.state !== 'loaded') return succeed(null)
  // somebody else may be reading it just now
  const read = leakPlan.state === 'loading' ? await context.ports.city.leak(internal.value) : null
  const plan = leakPlan.state === 'loaded' ? leakPlan.value : read?.ok ? read.value : null
  const part = plan?.networks.find((one) => one.discipline === discipline)
  if (!plan || !part) return succeed(null)
  const { city } = context.ports
  const [file, hydraulics] = await Promise.all([
    city.leakFile(part.pipes),
    part.hydraulics ? city.leakFile(part.hydraulics.path) : succeed(null),
  ])
  if (!file.ok) return file
  return hydraulics.ok ? succeed({ plan, file: file.value, hydraulics: hydraulics.value }) : hydraulics
}

/** What an asset is in a network; null = this build has no such asset. */
function describe(index: AssetIndex, id: AssetId) {
  const gid = index.gidOf.get(id)
  if (gid === undefined) return null
  const kind = ASSET_KINDS[index.kind[gid] ?? 0]
  const discipline = disciplines[index.discipline[gid] ?? 0]?.id ?? ''
  return { kind, discipline, element: kind === 'line' ? { link: id } : { node: id } }
}
