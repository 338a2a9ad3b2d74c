import { createSupabaseBackend } from '../adapters/backend/supabase/index.ts'
import { createCityFiles } from '../adapters/city/city-files.ts'
import { createWorkerSimulations } from '../adapters/compute/workers.ts'
import { createDownloads } from '../adapters/files/downloads.ts'
import { sourcesOf } from '../adapters/tiles/index.ts'
import { type Commands, createCommands } from '../commands/index.ts'
import type { PageConfig } from '../domain/config/page-config.ts'
import type { SceneConfig } from '../domain/config/scene-config.ts'
import type { Theme } from '../domain/theme.ts'
import type { ScenePort, Unsubscribe } from '../ports/scene.ts'
import { LEAK_MARKS } from '../scene/draw-leak.ts'
import { ADJACENT, SOURCES_OF_GAS } from '../scene/draw-where.ts'
import { ENTRY } from '../scene/flood-warnings.ts'
import { followScene } from '../scene/follow-scene.ts'
import { RING } from '../scene/selection-overlays.ts'
import { FINDINGS, FLOOD_PLACES, FLOOD_WARNINGS, INCIDENT, ISOLATION, SENSORS, TRACED } from '../scene/sync.ts'
import type { Address } from '../state/address.ts'
import { adjacentRows } from '../state/adjacency.ts'
import { applyAddress, bindAddress } from '../state/bind-address.ts'
import { awaitsSectionEnd } from '../state/flood.ts'
import { createTwinStore, type TwinStore } from '../state/store.ts'
import { loadEngine } from './engines.ts'
import { freePart } from './free-part.ts'

export interface Twin {
  readonly store: TwinStore
  readonly commands: Commands
  /** what the page shows when its address says nothing */
  readonly defaults: { readonly theme: Theme; readonly sceneId: string }
  /** to be called with the element that the scene fills; again when the page lays it out anew */
  readonly onSceneHost: (host: HTMLElement) => void
  /** takes the scene away and ends what is live */
  readonly close: () => void
}

/**
 * Picks an adapter for every port of a staff page and joins them: nothing else in the page knows which they are.
 *
 * @param scenes  the scene configs of the page, the first is shown first
 * @param theme   look of the page when its address names none
 */
export function composeTwin(
  config: PageConfig,
  scenes: readonly [SceneConfig, ...SceneConfig[]],
  address: Address,
  theme: Theme,
): Twin {
  const [first] = scenes
  const defaults = { theme, sceneId: first.id }
  const store = createTwinStore({ locale: address.locale, now: Date.now(), ...defaults })
  // a link to a scene of another page opens this page's first
  const configOf = (id: string) => scenes.find((scene) => scene.id === id) ?? first
  store.setState({ underground: configOf(address.sceneId ?? first.id).underground })
  applyAddress(store, address)
  store.setState(({ sceneId }) => ({ sceneId: configOf(sceneId).id }))
  const backend = createSupabaseBackend(config, location.origin, (count) =>
    store.setState(({ badRows }) => ({ badRows: badRows + count })),
  )
  const renewGrant = once(() => backend.session.renewGrant())
  // The engine draws into an element of its own, which moves on when the page gives the scene another place.
  const canvasHost = Object.assign(document.createElement('div'), { style: 'position: absolute; inset: 0' })
  const host = Promise.withResolvers<HTMLElement>()
  const follower = followScene(store, host.promise, {
    settingOf: configOf,
    loadEngine,
    sourcesOf: (publicManifest, internalManifest, { locale, theme, sceneId }) =>
      sourcesOf(configOf(sceneId), { publicManifest, internalManifest, renewGrant, locale, theme }),
    onMounted: (scene) => followPointer(scene, store, commands),
  })
  const commands = createCommands(store, {
    ...backend,
    city: createCityFiles(config.city, renewGrant),
    simulations: createWorkerSimulations(),
    files: createDownloads(),
    free: () => freePart(canvasHost),
    camera: {
      flyTo: async (view, seconds) => (await follower.current()).flyTo(view, seconds),
      flyHome: async (seconds) => (await follower.current()).flyHome(seconds),
      step: (step) => void follower.current().then((scene) => scene.step(step)),
    },
  })
  const stopAddress = bindAddress(store, (query) => history.replaceState(null, '', query), defaults)
  const stopTwin = commands.openTwin()
  void commands.openLink(address)
  return {
    store,
    commands,
    defaults,
    onSceneHost: (place) => {
      place.append(canvasHost)
      host.resolve(canvasHost)
    },
    close: () => {
      stopAddress()
      stopTwin()
      follower.stop()
    },
  }
}

/** Callers that come while the work is under way share it: a lapsed grant refuses a dozen tiles at once. */
function once(work: () => Promise<unknown>): () => Promise<void> {
  let underWay: Promise<void> | null = null
  return () => {
    underWay ??= work().then(() => {
      underWay = null
    })
    return underWay
  }
}

function openMarkedFinding(store: TwinStore, commands: Commands, id: string): void {
  const { findings } = store.getState().quality
  const finding = findings.state === 'loaded' ? findings.value.find((it) => it.id === id) : undefined
  if (finding) void commands.openFinding(finding)
}

/** 模拟预警: an asset opens its record, an entry the hydrograph before it. */
function openWarning(commands: Commands, id: string): void {
  if (id.startsWith(ENTRY)) void commands.openFloodEntry(id.slice(ENTRY.length))
  else void commands.openAsset(id)
}

/** A marked space opens with the worst of its pairs. */
function openAdjacent(store: TwinStore, commands: Commands, space: string): void {
  const { adjacency } = store.getState()
  const row = adjacency && adjacentRows(adjacency).find((it) => it.space === space)
  if (row) void commands.openAdjacentRow(row)
}

/** 精准溯源: a sensor opens its readings, a candidate its record. */
function openSource(store: TwinStore, commands: Commands, id: string): void {
  const { sensors } = store.getState()
  const isSensor = sensors.state === 'loaded' && sensors.value.some((sensor) => sensor.id === id)
  if (isSensor) void commands.selectSensor(id)
  else void commands.openCandidate(id)
}

/** What the pointer does in the picture: a click opens what it meets, and the place under it is told. */
function followPointer(scene: ScenePort, store: TwinStore, commands: Commands): Unsubscribe {
  const stops = [
    scene.onClick(async (at) => {
      // while something is drawn a click is a place of it, whatever lies there
      if (store.getState().floodWorks.drawing) {
        const place = scene.locate(at)
        if (place) commands.addWorkPlace(place)
        return
      }
      // so is the other end of a section through the water
      if (awaitsSectionEnd(store.getState().flood)) {
        const place = scene.locate(at)
        if (place) commands.markFlood(place)
        return
      }
      const picked = await scene.pick(at)
      const isPicking = store.getState().trace?.state === 'picking'
      if (picked?.kind === 'asset') void (isPicking ? commands.pickTraceEnd(picked.id) : commands.openAsset(picked.id))
      // whoever looks for the other end of a path and misses a pipe does not give up the first one
      else if (isPicking && picked === null) return
      else if (picked?.kind === 'mark' && picked.overlay === SENSORS) void commands.selectSensor(picked.id)
      else if (picked?.kind === 'mark' && picked.overlay === INCIDENT) void commands.openAsset(picked.id)
      else if (picked?.kind === 'mark' && picked.overlay === TRACED) void commands.openAsset(picked.id)
      else if (picked?.kind === 'mark' && picked.overlay === ADJACENT) openAdjacent(store, commands, picked.id)
      else if (picked?.kind === 'mark' && picked.overlay === SOURCES_OF_GAS) openSource(store, commands, picked.id)
      else if (picked?.kind === 'mark' && picked.overlay === FINDINGS) openMarkedFinding(store, commands, picked.id)
      else if (picked?.kind === 'mark' && picked.overlay === FLOOD_WARNINGS) openWarning(commands, picked.id)
      // where a flood is shown the ground under the pointer is asked for its water
      else if (store.getState().flood && (picked === null || picked.overlay === FLOOD_PLACES)) {
        const place = scene.locate(at)
        if (place) commands.markFlood(place)
      }
      // A valve of a result belongs to the result: a click on its number must not open something else.
      else if (picked?.overlay !== ISOLATION && picked?.overlay !== RING && !LEAK_MARKS.includes(picked?.overlay ?? ''))
        commands.closeAsset()
    }),
    scene.onPointer((at) => store.setState({ pointer: at && scene.locate(at) })),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
