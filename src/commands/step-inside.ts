import { pathOf, structureGids } from '../domain/asset/asset-index.ts'
import { planPathLength } from '../domain/geo/ellipsoid.ts'
import type { AssetId } from '../domain/ids.ts'
import type { Asset } from '../ports/records.ts'
import { type Address, readAddress } from '../state/address.ts'
import {
  axisAt,
  eyeAt,
  facing,
  keptWithin,
  sectionAt,
  stationOf,
  viewOfSection,
  type Walkway,
  walkwayOf,
  widestLane,
} from '../state/walkway.ts'
import { whenLoaded } from '../state/when-loaded.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

/** one press of a key [m] */
const STRIDE = 2
/** degrees */
const TURN = 15
const FLIGHT_SECONDS = 0.5
/** so many structures are offered, the longest; the others of a large city are found by search */
export const MOST_OFFERED = 40

/** What walking keys and buttons ask for. */
export type Walk = 'forward' | 'back' | 'turn-left' | 'turn-right' | 'start' | 'end'

/** Opens the page inside: what can be entered is listed, and one arrives in what the link names, else in the longest utility tunnel. */
export async function openInside(context: CommandContext, address: Address): Promise<void> {
  const { store, ports } = context
  const [assets, city] = await Promise.all([
    whenLoaded(store, (state) => state.assets),
    whenLoaded(store, (state) => state.city),
  ])
  store.setState({ ground: { state: 'loading' }, structures: { state: 'loading' } })
  void ports.city.ground(city).then((ground) => store.setState({ ground: settled(ground) }))
  const offered = structureGids(assets)
    .map((gid) => ({ id: assets.ids.at(gid) ?? '', length: planPathLength(pathOf(assets, gid)) }))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MOST_OFFERED)
  const answers = await Promise.all(offered.map(({ id }) => ports.records.asset(id)))
  const failure = answers.find((answer) => !answer.ok)
  if (failure && !failure.ok) return store.setState({ structures: { state: 'failed', failure: failure.failure } })
  const found = answers.flatMap((answer) => (answer.ok && walkwayOf(answer.value) ? [answer.value] : []))
  const structures = found.toSorted((a, b) => planPathLength(b.path) - planPathLength(a.path))
  store.setState({ structures: { state: 'loaded', value: structures } })
  const selected = structures.find(({ id }) => id === address.assetId)
  const first = selected ?? structures.find(({ discipline }) => discipline === 'gallery') ?? structures[0]
  const target = address.insideId ?? first?.id
  if (target === undefined) return
  const near = address.view ?? readAddress(address.back?.split('?')[1] ?? '').view
  await enterStructure(context, target, { near, isPlaced: address.view !== null && address.insideId !== null })
}

/**
 * Steps into a structure at its place nearest to `near`, in its widest cabin; in the middle when there is no such place.
 * With `isPlaced` the camera already stands where a link put it.
 */
export async function enterStructure(
  context: CommandContext,
  assetId: AssetId,
  { near, isPlaced }: { readonly near: { lon: number; lat: number } | null; readonly isPlaced?: boolean },
): Promise<void> {
  const { store, ports } = context
  store.setState({ inside: { assetId, asset: { state: 'loading' }, lane: 0 } })
  const asset = settled(await ports.records.asset(assetId))
  if (store.getState().inside?.assetId !== assetId) return
  const way = asset.state === 'loaded' ? walkwayOf(asset.value) : null
  const lane = way ? widestLane(way) : 0
  store.setState({ inside: { assetId, asset, lane } })
  if (isPlaced && store.getState().section) store.setState({ controls: 'orbit' })
  if (!way || isPlaced) return
  store.setState({ section: null, controls: 'walk' })
  await ports.camera.flyTo(eyeAt(way, near ? stationOf(way, near) : way.length / 2, lane), 0)
}

/** Walks along the axis in the direction one looks, or turns; before a cut the cut moves instead. */
export async function walk(context: CommandContext, step: Walk): Promise<void> {
  const place = placeInside(context)
  if (!place) return
  const { way, station, lane, turn, pitch, isForward } = place
  const { section } = context.store.getState()
  if (step === 'turn-left' || step === 'turn-right') {
    if (section) return
    const angle = step === 'turn-left' ? -TURN : TURN
    return context.ports.camera.flyTo(eyeAt(way, station, lane, turn + angle, pitch), FLIGHT_SECONDS / 2)
  }
  const direction = (step === 'forward' ? 1 : -1) * (section ? 1 : isForward)
  const next = step === 'start' ? way.from : step === 'end' ? way.to : keptWithin(way, station + direction * STRIDE)
  if (section) return cutAt(context, next)
  await context.ports.camera.flyTo(
    eyeAt(way, next, lane, turn, pitch),
    step === 'start' || step === 'end' ? 0 : FLIGHT_SECONDS,
  )
}

/** Goes to a chainage [m], looking as before. */
export async function walkTo(context: CommandContext, station: number): Promise<void> {
  const place = placeInside(context)
  if (!place) return
  if (context.store.getState().section) return cutAt(context, station)
  await context.ports.camera.flyTo(eyeAt(place.way, station, place.lane, place.turn, place.pitch), 0)
}

/** Steps into another cabin at the same chainage. */
export async function changeLane(context: CommandContext, lane: number): Promise<void> {
  const place = placeInside(context)
  const { inside } = context.store.getState()
  if (!place || !inside || !place.way.lanes[lane]) return
  context.store.setState({ inside: { ...inside, lane }, section: null, controls: 'walk' })
  await context.ports.camera.flyTo(eyeAt(place.way, place.station, lane, place.turn, place.pitch), FLIGHT_SECONDS)
}

/** Cuts across at a chainage [m] and stands back to see the cut; null closes it and goes back in. */
export async function cutAt(context: CommandContext, station: number | null): Promise<void> {
  const place = placeInside(context)
  if (!place) return
  const { store, ports } = context
  const { way, lane } = place
  if (station === null) {
    const at = place.station
    store.setState({ section: null, controls: 'walk' })
    return ports.camera.flyTo(eyeAt(way, at, lane), 0)
  }
  const kept = keptWithin(way, station)
  // a cut is looked at from outside: one turns around it
  store.setState({ section: sectionAt(way, kept), controls: 'orbit' })
  await ports.camera.flyTo(viewOfSection(way, kept), 0)
}

interface Place {
  readonly way: Walkway
  readonly asset: Asset
  /** of the cut when there is one, else of the eye [m] */
  readonly station: number
  readonly lane: number
  /** of the head from the axis [degrees] */
  readonly turn: number
  readonly pitch: number
  readonly isForward: 1 | -1
}

function placeInside({ store }: CommandContext): Place | null {
  const { inside, view, section } = store.getState()
  if (inside?.asset.state !== 'loaded' || !view) return null
  const way = walkwayOf(inside.asset.value)
  if (!way) return null
  const station = keptWithin(way, stationOf(way, section ? section.at : view))
  return {
    way,
    asset: inside.asset.value,
    station,
    lane: inside.lane,
    turn: view.heading - axisAt(way, station).heading,
    pitch: view.pitch,
    isForward: facing(way, station, view.heading),
  }
}
