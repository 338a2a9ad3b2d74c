import '../../../../src/nonce.ts'
import './harness.css'
import { loadEngine } from '../../../../src/compose/engines.ts'
import { NO_FILTER } from '../../../../src/domain/asset/asset-filter.ts'
import { decodeAssetIndex } from '../../../../src/domain/asset/asset-index.ts'
import {
  type InternalManifest,
  internalManifestSchema,
  publicManifestSchema,
} from '../../../../src/domain/config/city-manifest.ts'
import type { SceneEvent, ScenePort, ScreenPoint, TileSource, Viewpoint } from '../../../../src/ports/scene.ts'
import { assetPaint } from '../../../../src/scene/asset-paint.ts'
import type { OutsideTileset } from '../../../kit/outside-tilesets.ts'
import { ASSETS, must, type SceneKit, type Seen, sceneContract } from '../scene-contract.ts'
import { lookAtOutside, type OutsideView } from './look-at-outside.ts'
import { seenIn } from './seen.ts'
import { watchLeaks } from './watch-leaks.ts'

/** Pictures of a scene that changes no more, after so many at most. */
const MOST_PICTURES = 150
const STILL = 0.0002
/** Frames without drawing that count as rest: longer than any engine waits before it takes a look at its camera. */
const REST_FRAMES = 90
const MOST_FRAMES = 1200
/** H of the contract city's ground [m] */
const GROUND = 3
const LOOK = { theme: 'light', controls: 'orbit' } as const

declare global {
  interface Window {
    /** given by the browser's driver: a PNG of the host in base64 */
    takePicture(): Promise<string>
    /** the pointer to a point of the host or away from it, and a click */
    movePointer(at: ScreenPoint | null, isClick: boolean): Promise<void>
    contract: {
      open(engine: string): Promise<void>
      names(): string[]
      run(check: string): Promise<void>
      leaks(engine: string, times: number): Promise<{ contexts: number; listeners: number; isEmpty: boolean }>
      outside(engine: string, tileset: OutsideTileset): Promise<OutsideView>
      repaint(times: number): Promise<{ assets: number; milliseconds: number[] }>
    }
  }
}

const host = document.querySelector<HTMLElement>('#host')
const leaks = watchLeaks()
const drawn = countDrawing()
let kit: SceneKit | null = null

window.contract = {
  async open(engine) {
    kit = await openKit(engine)
  },
  names: () => sceneContract.map(({ name }) => name),
  async run(name) {
    const check = sceneContract.find((candidate) => candidate.name === name)
    must(check !== undefined && kit !== null, `no check "${name}", or no scene`)
    await check.run(kit)
  },
  /** Mounts and disposes again and again; what is left alive afterwards, and what the last rounds added. */
  async leaks(engine, times) {
    kit?.scene.dispose()
    kit = null
    let listeners = 0
    for (let round = 0; round < times; round += 1) {
      const scene = await loadEngine(engine)
      await scene.mount(theHost(), await publicManifest(base(scene)), LOOK)
      scene.dispose()
      // libraries listen once for all their life; from the second round on nothing may be added
      if (round === 1) listeners = leaks.listeners()
    }
    return {
      contexts: leaks.liveContexts(),
      listeners: leaks.listeners() - listeners,
      isEmpty: theHost().querySelector('canvas') === null,
    }
  },
  /** Opens one tileset of others alone, looks down at it, and takes it away again. */
  async outside(engine, tileset) {
    kit?.scene.dispose()
    kit = null
    const scene = await loadEngine(engine)
    const city = await publicManifest(base(scene))
    return await lookAtOutside(scene, theHost(), { city, tileset, look: LOOK, standsStill })
  },
  /** Main-thread time [ms] of our own code for one painting of all assets: the rule and the engine's `paint`. */
  async repaint(times) {
    must(kit !== null, 'no scene')
    const { scene, index } = kit
    const milliseconds: number[] = []
    for (let round = 0; round < times; round += 1) {
      const started = performance.now()
      const rgba = assetPaint(index, {
        theme: 'light',
        palette: 'discipline',
        filter: NO_FILTER,
        hiddenDisciplines: new Set(),
        selectedGid: (round % 100) + 1,
        isTinted: false,
        isolation: null,
        trace: null,
      })
      scene.paint({ rgba })
      milliseconds.push(performance.now() - started)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    return { assets: index.ids.length - 1, milliseconds }
  },
}

async function openKit(engine: string): Promise<SceneKit> {
  const scene = await loadEngine(engine)
  const events: SceneEvent[] = []
  let pending = 0
  let view: Viewpoint | null = null
  scene.onEvent((event) => {
    events.push(event)
    if (event.kind === 'loading') pending = event.pending
  })
  scene.onView((next) => {
    view = next
  })
  const manifest = await publicManifest(base(scene))
  const internal = internalManifestSchema.parse(await (await fetch(`${base(scene)}/internal/city.json`)).json())
  const index = decodeAssetIndex(await (await fetch(`${base(scene)}/internal/${internal.flat}`)).arrayBuffer())
  await scene.mount(theHost(), manifest, LOOK)
  const sources = sourcesFor(scene, internal)
  for (const source of sources) await scene.addSource(source)
  const { clientWidth, clientHeight } = theHost()
  return {
    scene,
    manifest,
    index,
    ground: GROUND,
    sources,
    events,
    view: () => view,
    middle: { x: clientWidth / 2, y: clientHeight / 2 },
    rest,
    see: () => standsStill(() => pending === 0),
    point: (at, isClick = false) => window.movePointer(at, isClick),
  }
}

/** Every source of the city that the engine draws; assets are tiles, or the flat extract for engines without tiles. */
function sourcesFor(scene: ScenePort, internal: InternalManifest): TileSource[] {
  const of = base(scene)
  const all: TileSource[] = [
    { form: 'terrain', id: 'terrain', url: `${of}/public/terrain.bin`, tiles: `${of}/public/terrain` },
    {
      form: 'vector',
      id: 'roads',
      url: `${of}/public/roads.geojson`,
      color: [255, 255, 255, 255],
      labelProperty: 'name_zh',
    },
    scene.forms.has('3d-tiles')
      ? {
          form: '3d-tiles',
          id: ASSETS,
          url: `${of}/internal/${internal.tilesets.pipes}`,
          isAsset: true,
          color: [120, 130, 140, 255],
        }
      : { form: 'flat', id: ASSETS, url: `${of}/internal/${internal.flat}` },
  ]
  return all.filter((source) => scene.forms.has(source.form))
}

async function standsStill(isLoaded: () => boolean): Promise<Seen> {
  let before: Seen | null = null
  for (let count = 0; count < MOST_PICTURES; count += 1) {
    // frames first: what was asked for a moment ago is drawn in one of the next
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
    const now = await seenIn(await window.takePicture())
    if (before && isLoaded() && now.differenceTo(before) < STILL) return now
    before = now
  }
  throw new Error('the picture never stands still')
}

async function rest(): Promise<void> {
  let before = drawn()
  for (let frame = 0, still = 0; frame < MOST_FRAMES; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const now = drawn()
    still = now === before ? still + 1 : 0
    before = now
    if (still === REST_FRAMES) return
  }
  throw new Error(`it still draws after ${MOST_FRAMES} frames`)
}

/** Counts the calls that clear a picture: every engine begins one so. */
function countDrawing(): () => number {
  let count = 0
  const { clear } = WebGL2RenderingContext.prototype
  WebGL2RenderingContext.prototype.clear = function (this: WebGL2RenderingContext, mask: number) {
    count += 1
    clear.call(this, mask)
  }
  return () => count
}

/** Flat engines are given a tenth of the city: a software renderer takes minutes for more. */
function base(scene: ScenePort): string {
  return scene.forms.has('3d-tiles') ? '/city-10000' : '/city-1000'
}

async function publicManifest(of: string) {
  return publicManifestSchema.parse(await (await fetch(`${of}/public/city.json`)).json())
}

function theHost(): HTMLElement {
  if (!host) throw new Error('harness: no host')
  return host
}
