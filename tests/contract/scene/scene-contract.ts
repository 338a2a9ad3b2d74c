import type { AssetIndex } from '../../../src/domain/asset/asset-index.ts'
import type { PublicManifest } from '../../../src/domain/config/city-manifest.ts'
import type {
  Overlay,
  Picked,
  Rgba,
  SceneAbility,
  SceneEvent,
  ScenePort,
  ScreenPoint,
  TileSource,
  Viewpoint,
  WaterFrame,
  WaterGrid,
} from '../../../src/ports/scene.ts'

/** What can be seen of a scene at one moment. */
export interface Seen {
  /** share of the picture [0…1] in a pure colour, however it is lit */
  shareOf(color: Rgba): number
  /** share of the picture [0…1] that looks different in another */
  differenceTo(other: Seen): number
}

/** A mounted scene with the contract city in it, and eyes and hands for it. */
export interface SceneKit {
  readonly scene: ScenePort
  readonly manifest: PublicManifest
  readonly index: AssetIndex
  /** H of the ground, which is flat [m] */
  readonly ground: number
  /** the sources of the city that this engine draws; the one of the assets is `assets` */
  readonly sources: readonly TileSource[]
  /** the middle of the canvas */
  readonly middle: ScreenPoint
  /** events since the mount */
  readonly events: readonly SceneEvent[]
  /** where the engine last said that the eye is; null before its first word */
  view(): Viewpoint | null
  /** waits until nothing loads and the picture stands still */
  see(): Promise<Seen>
  /** waits until nothing has been drawn for a while. @throws Error when that never comes */
  rest(): Promise<void>
  /** brings the pointer to a point of the canvas, or away from it, and clicks there if asked */
  point(at: ScreenPoint | null, isClick?: boolean): Promise<void>
}

/** One promise of the port. `keep` puts the scene back as it was: checks follow one another on the same scene. */
export interface Check {
  readonly name: string
  run(kit: SceneKit): Promise<void>
}

export const ASSETS = 'assets'
const MAGENTA: Rgba = [255, 0, 255, 255]
const GREEN: Rgba = [0, 255, 0, 255]
/** of water: nothing else in the city is painted so */
const CYAN: Rgba = [0, 255, 255, 255]
const YELLOW: Rgba = [255, 255, 0, 255]
/** share of the picture from which it counts as changed, and below which as the same */
const CHANGED = 0.0008
const SAME = 0.0004
/** height of the eye above the ground [m] */
const NEAR = 60
/** between the pipes and the road of the contract city, 50 m from both */
const EMPTY_GROUND = { lon: 120.3 + 850 / 90_000, lat: 36.06 + 100 / 111_000 }
const PATIENCE = 30_000

export const sceneContract: readonly Check[] = [
  {
    name: 'loads its sources and says so, without a fault',
    async run({ scene, sources, events, see }) {
      await see()
      must(sources.length >= 2, 'the engine draws fewer than two sources of the city')
      must(
        events.some(({ kind }) => kind === 'ready'),
        'no event "ready"',
      )
      const faults = events.filter(({ kind }) => kind === 'source-failed' || kind === 'render-failed')
      must(faults.length === 0, `faults: ${JSON.stringify(faults)}`)
      must(scene.forms.size > 0, 'an engine without forms')
    },
  },
  {
    name: 'flies where it was told, and says where it is',
    async run(kit) {
      const { scene, manifest } = kit
      const [west, south, east, north] = manifest.bounds
      const middle = { lon: (west + east) / 2, lat: (south + north) / 2 }
      const wanted = scene.abilities.has('tilt')
        ? { ...middle, height: 250, heading: 30, pitch: -40 }
        : { ...middle, height: 250, heading: 0, pitch: -90 }
      await arriveAt(kit, wanted)
      await scene.flyHome(0)
    },
  },
  {
    name: 'finds the asset that stands where one looks',
    async run(kit) {
      for (const asset of [105, 550]) {
        const id = idOf(asset)
        await lookAt(kit, id)
        const picked = await pickMiddle(kit)
        must(
          picked?.kind === 'asset' && picked.id === id && picked.gid === kit.index.gidOf.get(id),
          `expected ${id} (gid ${kit.index.gidOf.get(id)}), got ${JSON.stringify(picked)}`,
        )
      }
    },
  },
  {
    name: 'finds nothing on empty ground',
    async run(kit) {
      await lookAtEmptyGround(kit)
      const picked = await pickMiddle(kit)
      must(picked === null, `got ${JSON.stringify(picked)}`)
    },
  },
  {
    name: 'tells the place under the pointer',
    async run(kit) {
      const { lon, lat } = await lookAtEmptyGround(kit)
      const at = kit.scene.locate(kit.middle)
      must(at !== null, 'no place in the middle of the picture')
      must(metresBetween(at, { lon, lat }) < 0.5, `${JSON.stringify(at)}, expected ${lon}, ${lat}`)
      const expected = kit.scene.abilities.has('terrain') ? kit.ground : 0
      must(Math.abs(at.height - expected) < 0.1, `H ${at.height}, expected ${expected}`)
    },
  },
  {
    name: 'tells of the pointer and of clicks, in points of the canvas',
    async run({ scene, middle, point }) {
      const pointed: (ScreenPoint | null)[] = []
      const clicked: ScreenPoint[] = []
      const stops = [scene.onPointer((at) => pointed.push(at)), scene.onClick((at) => clicked.push(at))]
      await point(middle, true)
      await until(
        () => clicked.length === 1 && pointed.length > 0,
        () => `clicks ${JSON.stringify(clicked)}`,
      )
      for (const at of [clicked[0], pointed.at(-1)])
        must(at != null && Math.hypot(at.x - middle.x, at.y - middle.y) < 2, `got ${JSON.stringify(at)}`)
      await point(null)
      await until(
        () => pointed.at(-1) === null,
        () => 'no word that the pointer left',
      )
      for (const stop of stops) stop()
      const before = clicked.length
      await point(middle, true)
      await point(null)
      must(clicked.length === before, 'a listener that was taken away is still called')
    },
  },
  {
    name: 'paints every asset in the colour of its gid',
    async run(kit) {
      const { scene, index, see } = kit
      const id = idOf(550)
      await lookAt(kit, id)
      scene.paint({ rgba: everyAsset(index, MAGENTA) })
      const all = await see()
      must(all.shareOf(MAGENTA) > 0.02, `magenta on ${all.shareOf(MAGENTA)} of the picture`)
      const one = everyAsset(index, MAGENTA)
      one.set(GREEN, 4 * (index.gidOf.get(id) ?? 0))
      scene.paint({ rgba: one })
      // the engine has copied it: what becomes of the array afterwards changes nothing
      one.fill(0)
      const seen = await see()
      must(seen.shareOf(GREEN) > 0.0005, 'the one asset is not green')
      must(seen.shareOf(GREEN) < all.shareOf(MAGENTA) / 4, 'more than the one asset is green')
      must(seen.shareOf(MAGENTA) > 0.01, 'the others are not magenta')
    },
  },
  {
    name: 'hides an asset of alpha 0, and does not find it',
    async run(kit) {
      const { scene, index, see } = kit
      const id = idOf(550)
      await lookAt(kit, id)
      scene.paint({ rgba: everyAsset(index, [255, 0, 255, 0]) })
      const seen = await see()
      must(seen.shareOf(MAGENTA) === 0, `still magenta on ${seen.shareOf(MAGENTA)} of the picture`)
      const picked = await pickMiddle(kit)
      must(picked === null, `a hidden asset was found: ${JSON.stringify(picked)}`)
      scene.paint({ rgba: everyAsset(index, MAGENTA) })
      must((await see()).shareOf(MAGENTA) > 0.02, 'the assets do not come back')
    },
  },
  // In the contract city engines of tiles show four-sided tubes from 3 km on, and lines from 6 km on.
  ...[4500, 7000].map((height) => overviewCheck(height)),
  ...(['points', 'lines', 'labels', 'depth-grid', 'plume'] as const).map((kind) => overlayCheck(kind)),
  {
    name: 'draws water where a cell is wet and nowhere else, where it says that it can',
    async run(kit) {
      const { scene, see } = kit
      const grid = aWaterGrid(await lookAtEmptyGround(kit))
      const before = await see()
      scene.showWater(grid)
      scene.setWater(waterOn(grid, () => true))
      const all = await see()
      if (!scene.abilities.has('water')) {
        must(all.differenceTo(before) < SAME, 'the picture changes, although the engine does not claim it')
        return
      }
      must(all.shareOf(CYAN) > 0.01, `cyan on ${all.shareOf(CYAN)} of the picture`)
      const halves = [(column: number) => column < 6, (column: number) => column >= 6]
      for (const isWet of halves) {
        scene.setWater(waterOn(grid, isWet))
        const share = (await see()).shareOf(CYAN) / all.shareOf(CYAN)
        // the edge is drawn in its own colour
        must(share > 0.42 && share < 0.52, `half of the cells are wet, ${share} of the water is drawn`)
      }
      scene.setWater(waterOn(grid, () => false))
      must((await see()).differenceTo(before) < SAME, 'a dry grid is drawn')
      scene.setWater(waterOn(grid, () => true))
      must((await see()).differenceTo(all) < SAME, 'the same water does not look the same again')
      scene.clearWater()
      must((await see()).differenceTo(before) < SAME, 'water is left')
      scene.setWater(waterOn(grid, () => true))
      must((await see()).differenceTo(before) < SAME, 'water without a grid is drawn')
    },
  },
  {
    name: 'draws water in the colour of its tint, and replaces the grid before',
    async run(kit) {
      const { scene, see } = kit
      const at = await lookAtEmptyGround(kit)
      if (!scene.abilities.has('water')) return
      const grid = aWaterGrid(at)
      scene.showWater(grid)
      scene.setWater(waterOn(grid, () => true))
      const cyan = (await see()).shareOf(CYAN)
      const tint = new Uint16Array(grid.columns * grid.rows).map((_, cell) => (cell % grid.columns < 6 ? 40_000 : 7))
      const steps = [
        { from: 0, color: CYAN },
        { from: 30_000, color: YELLOW },
      ]
      scene.setWater({ ...waterOn(grid, () => true), flow: null, tint, steps })
      const seen = await see()
      const [yellow, rest] = [seen.shareOf(YELLOW) / cyan, seen.shareOf(CYAN) / cyan]
      must(yellow > 0.4 && yellow < 0.55 && rest > 0.4, `yellow ${yellow}, cyan ${rest} of the water`)
      scene.showWater(grid)
      must((await see()).shareOf(YELLOW) === 0, 'water of the grid before is left')
      scene.clearWater()
    },
  },
  {
    name: 'splits two waters at a line, "left" left of it, and draws "own" alone without one',
    async run(kit) {
      const { scene, see } = kit
      const at = await lookAtEmptyGround(kit)
      if (!scene.abilities.has('water')) return
      const grid = aWaterGrid(at)
      const wet = waterOn(grid, () => true)
      scene.showWater(grid)
      scene.setWater(wet)
      const whole = (await see()).shareOf(CYAN)
      scene.showWater(grid, 'left')
      scene.setWater({ ...wet, steps: [{ from: 0.02, color: YELLOW }] }, 'left')
      for (const [share, left] of [
        [null, 0],
        [0.01, 0],
        [0.5, 0.5],
        [0.99, 1],
      ] as const) {
        scene.splitWater(share)
        const seen = await see()
        const [yellow, cyan] = [seen.shareOf(YELLOW) / whole, seen.shareOf(CYAN) / whole]
        must(
          Math.abs(yellow - left) < 0.06 && Math.abs(cyan - 1 + left) < 0.06,
          `split at ${share}: ${yellow} left and ${cyan} own of the water`,
        )
      }
      scene.splitWater(0.5)
      scene.clearWater('left')
      const half = await see()
      must(half.shareOf(YELLOW) === 0, 'the left water is still there')
      must(Math.abs(half.shareOf(CYAN) / whole - 0.5) < 0.06, 'own water is left of the line')
      scene.splitWater(null)
      scene.clearWater()
    },
  },
  {
    name: 'lays water on its level: under the ground it is hidden, and over it seen from below, where it says that it can',
    async run(kit) {
      const { scene, see } = kit
      const at = await lookAtEmptyGround(kit)
      if (!['water', 'terrain', 'underground'].every((ability) => scene.abilities.has(ability as SceneAbility))) return
      const sunk = aWaterGrid({ ...at, height: at.height - 6 })
      scene.showWater(sunk)
      scene.setWater(waterOn(sunk, () => true))
      must((await see()).shareOf(CYAN) === 0, 'water 5 m under the ground is seen through it')
      const grid = aWaterGrid(at)
      scene.showWater(grid)
      scene.setWater(waterOn(grid, () => true))
      scene.setUnderground({ isOn: true, groundAlpha: 0.3 })
      await arriveAt(kit, { ...at, height: at.height - 25, heading: 0, pitch: 80 })
      const below = await see()
      scene.clearWater()
      must(below.differenceTo(await see()) > 0.01, 'water is not seen from below')
      scene.setUnderground({ isOn: false, groundAlpha: 1 })
    },
  },
  {
    name: 'finds the mark that one clicks',
    async run(kit) {
      const at = await lookAtEmptyGround(kit)
      const overlay = anOverlay('points', at)
      kit.scene.show(overlay)
      await kit.see()
      const picked = await pickMiddle(kit)
      must(
        picked?.kind === 'mark' && picked.overlay === overlay.id && picked.id === 'mark',
        `got ${JSON.stringify(picked)}`,
      )
      kit.scene.hide(overlay.id)
      await kit.see()
      must((await pickMiddle(kit)) === null, 'a mark that was taken away is found')
    },
  },
  {
    name: 'refuses a source of a form it does not know, and nothing else happens',
    async run({ scene, events, see }) {
      const before = await see()
      const count = events.length
      const forms = ['3d-tiles', 'terrain', 'vector', 'flat', 'holograms'].filter(
        (form) => !(scene.forms as ReadonlySet<string>).has(form),
      )
      for (const form of forms) {
        await scene.addSource({ form, id: `unknown-${form}`, url: '/nowhere' } as unknown as TileSource)
        const told = events.slice(count).filter(({ kind }) => kind === 'source-failed')
        must(
          told.some((event) => event.kind === 'source-failed' && event.source === `unknown-${form}`),
          `no "source-failed" for ${form}`,
        )
      }
      must((await see()).differenceTo(before) < SAME, 'the picture changed')
      must(!events.slice(count).some((event) => event.kind === 'render-failed'), 'the engine failed')
    },
  },
  {
    name: 'changes its look while it runs',
    async run(kit) {
      await lookAtEmptyGround(kit)
      await changesPicture(
        kit,
        'the look "dark"',
        () => kit.scene.setLook({ theme: 'dark', controls: 'orbit' }),
        () => kit.scene.setLook({ theme: 'light', controls: 'orbit' }),
      )
    },
  },
  {
    name: 'opens the ground, where it says that it can',
    async run(kit) {
      await lookAtEmptyGround(kit)
      await changesPicture(
        kit,
        'the open ground',
        () => kit.scene.setUnderground({ isOn: true, groundAlpha: 0.3 }),
        () => kit.scene.setUnderground({ isOn: false, groundAlpha: 1 }),
        'underground',
      )
    },
  },
  {
    name: 'cuts a section, where it says that it can',
    async run(kit) {
      const at = await lookAt(kit, idOf(550))
      await changesPicture(
        kit,
        'the section',
        () => kit.scene.setSection({ at, heading: 90, pitch: 0 }),
        () => kit.scene.setSection(null),
        'section',
      )
    },
  },
  {
    name: 'hides a source and shows it again',
    async run(kit) {
      await lookAt(kit, idOf(550))
      await changesPicture(
        kit,
        'hiding the assets',
        () => kit.scene.setSourceVisible(ASSETS, false),
        () => kit.scene.setSourceVisible(ASSETS, true),
      )
      kit.scene.setSourceVisible(ASSETS, false)
      await kit.see()
      const picked = await pickMiddle(kit)
      kit.scene.setSourceVisible(ASSETS, true)
      must(picked === null, `an asset of a hidden source was found: ${JSON.stringify(picked)}`)
    },
  },
  {
    name: 'takes off what lies on the ground, and lays it there again',
    async run(kit) {
      const roads = kit.sources.find(({ form }) => form === 'vector')
      must(roads !== undefined, 'no source of roads')
      const { lon, lat } = await lookAtEmptyGround(kit)
      await arriveAt(kit, { lon: lon + 50 / 90_000, lat, height: kit.ground + NEAR, heading: 0, pitch: -90 })
      await changesPicture(
        kit,
        'hiding the roads',
        () => kit.scene.setSourceVisible(roads.id, false),
        () => kit.scene.setSourceVisible(roads.id, true),
      )
      const before = await kit.see()
      kit.scene.removeSource(roads.id)
      must((await kit.see()).differenceTo(before) > CHANGED, 'the road is still there')
      await kit.scene.addSource(roads)
      must((await kit.see()).differenceTo(before) < SAME, 'the road does not come back as it was')
    },
  },
  {
    name: 'draws nothing while nothing changes',
    async run(kit) {
      await lookAtEmptyGround(kit)
      await kit.rest()
    },
  },
  {
    name: 'removes a source and takes it back, painted as before',
    async run(kit) {
      const assets = kit.sources.find(({ id }) => id === ASSETS)
      must(assets !== undefined, 'no source of assets')
      await lookAt(kit, idOf(550))
      kit.scene.paint({ rgba: everyAsset(kit.index, MAGENTA) })
      await kit.see()
      kit.scene.removeSource(ASSETS)
      must((await kit.see()).shareOf(MAGENTA) === 0, 'the assets are still there')
      must((await pickMiddle(kit)) === null, 'an asset of a removed source was found')
      await kit.scene.addSource(assets)
      must((await kit.see()).shareOf(MAGENTA) > 0.02, 'the assets do not come back as they were painted')
    },
  },
  {
    name: 'comes closer at the press of a button',
    async run({ scene }) {
      const views: Viewpoint[] = []
      const stop = scene.onView((view) => views.push(view))
      const before = views.length
      scene.step('closer')
      await until(
        () => views.length > before,
        () => 'no word of the step "closer"',
      )
      stop()
      await scene.flyHome(0)
    },
  },
]

/** @throws Error with the message when the promise is broken */
export function must(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

/** RGBA of every asset of a city. */
export function everyAsset(index: AssetIndex, color: Rgba): Uint8Array {
  const rgba = new Uint8Array(index.ids.length * 4)
  for (let gid = 1; gid < index.ids.length; gid += 1) rgba.set(color, 4 * gid)
  return rgba
}

function idOf(pipe: number): string {
  return `contract/water/A${pipe}~B${pipe}~1`
}

/** From afar an engine may draw some of the assets only, but those are what they are from near by. */
function overviewCheck(height: number): Check {
  return {
    name: `finds, paints and hides assets in the overview from ${height} m`,
    async run(kit) {
      const { scene, index, see } = kit
      // flat engines have no overviews, and go no further than where their city fills some of the picture
      if (!scene.forms.has('3d-tiles')) return
      const pipes = index.ids.length - 1
      // with the ground open what is thinner than a pixel is widened
      scene.setUnderground({ isOn: true, groundAlpha: 0.5 })
      const at = await lookAt(kit, idOf(100 * Math.floor(pipes / 200) + 50), height)
      const painted = async (color: Rgba) => {
        scene.paint({ rgba: everyAsset(index, color) })
        return see()
      }
      const hidden = await painted([255, 0, 255, 0])
      // far colours are paler by the haze, so pictures are compared
      const magenta = await painted(MAGENTA)
      must(magenta.differenceTo(hidden) > SAME, `hiding changes ${magenta.differenceTo(hidden)} of the picture`)
      const green = await painted(GREEN)
      must(green.differenceTo(magenta) > SAME, `painting changes ${green.differenceTo(magenta)} of the picture`)
      const { gid, place } = await firstPicked(kit)
      must(metresBetween(place, at) < 150, `found ${metresBetween(place, at)} m from where one looks`)
      const one = everyAsset(index, [255, 0, 255, 0])
      one.set(GREEN, 4 * gid)
      scene.paint({ rgba: one })
      await see()
      const again = await firstPicked(kit)
      must(again.gid === gid, `a hidden asset was found: ${again.gid}, not ${gid}`)
      scene.setUnderground({ isOn: false, groundAlpha: 1 })
      await painted(MAGENTA)
    },
  }
}

/** The asset nearest to the middle that a pick finds: from afar one may point between two. */
async function firstPicked({ scene, index, middle }: SceneKit) {
  for (let reach = 0; reach <= 12; reach += 2)
    for (const [x, y] of [
      [0, 0],
      [reach, 0],
      [-reach, 0],
      [0, reach],
      [0, -reach],
    ] as const) {
      const picked = await scene.pick({ x: middle.x + x, y: middle.y + y })
      if (picked?.kind !== 'asset') continue
      const gid = index.gidOf.get(picked.id) ?? 0
      must(gid > 0 && picked.gid === gid, `${picked.id} has gid ${gid}, not ${picked.gid}`)
      return { gid, place: { lon: index.lon[gid] ?? 0, lat: index.lat[gid] ?? 0 } }
    }
  throw new Error('no asset is found near the middle of the picture')
}

function overlayCheck(kind: Overlay['kind']): Check {
  return {
    name: `shows the overlay "${kind}" and takes it away`,
    async run(kit) {
      const overlay = anOverlay(kind, await lookAtEmptyGround(kit))
      await changesPicture(
        kit,
        `the overlay "${kind}"`,
        () => kit.scene.show(overlay),
        () => kit.scene.hide(overlay.id),
      )
    },
  }
}

/** Does something that must be seen, and undoes it; without the ability it must not be seen. */
async function changesPicture(
  kit: SceneKit,
  what: string,
  change: () => void,
  undo: () => void,
  ability?: SceneAbility,
): Promise<void> {
  const before = await kit.see()
  change()
  const after = await kit.see()
  undo()
  const again = await kit.see()
  const difference = after.differenceTo(before)
  if (ability && !kit.scene.abilities.has(ability)) {
    must(difference < SAME, `${what} changes ${difference} of the picture, although the engine does not claim it`)
  } else {
    must(difference > CHANGED, `${what} changes only ${difference} of the picture`)
  }
  must(again.differenceTo(before) < SAME, `${what} leaves ${again.differenceTo(before)} of the picture changed`)
}

/** Flies to where the middle of an asset is in the middle of the picture. */
async function lookAt(kit: SceneKit, id: string, above = NEAR) {
  const { index, ground } = kit
  const gid = index.gidOf.get(id) ?? 0
  const at = { lon: index.lon[gid] ?? 0, lat: index.lat[gid] ?? 0, height: index.height[gid] ?? 0 }
  await arriveAt(kit, { ...at, height: ground + above, heading: 0, pitch: -90 })
  await kit.see()
  return at
}

async function lookAtEmptyGround(kit: SceneKit) {
  const { ground } = kit
  const at = { ...EMPTY_GROUND, height: ground }
  await arriveAt(kit, { ...at, height: ground + NEAR, heading: 0, pitch: -90 })
  await kit.see()
  return at
}

/** Flies and waits for the engine's own word that it is there: 0.5 m, 0.2 degrees. */
async function arriveAt({ scene, view }: SceneKit, wanted: Viewpoint): Promise<void> {
  await scene.flyTo(wanted, 0)
  await until(
    () => {
      const now = view()
      return now !== null && isSameView(now, wanted)
    },
    () => `is at ${JSON.stringify(view())}, should be at ${JSON.stringify(wanted)}`,
  )
}

function isSameView(a: Viewpoint, b: Viewpoint): boolean {
  const turned = (((a.heading - b.heading) % 360) + 540) % 360
  return (
    metresBetween(a, b) < 0.5 &&
    Math.abs(a.height - b.height) < 0.5 &&
    Math.abs(turned - 180) < 0.2 &&
    Math.abs(a.pitch - b.pitch) < 0.2
  )
}

function pickMiddle({ scene, middle }: SceneKit): Promise<Picked | null> {
  return scene.pick(middle)
}

/** An overlay of every kind around a place: about 30 m wide. */
function anOverlay(kind: Overlay['kind'], at: { lon: number; lat: number; height: number }): Overlay {
  const [lon, lat] = [15 / 90_000, 15 / 111_000]
  const id = `contract-${kind}`
  const above = { ...at, height: at.height + 1 }
  const grid = {
    bounds: [at.lon - lon, at.lat - lat, at.lon + lon, at.lat + lat] as const,
    columns: 12,
    rows: 10,
  }
  const cells = grid.columns * grid.rows
  const steps = [
    { from: 0.1, color: [90, 160, 230, 200] },
    { from: 0.5, color: [20, 60, 160, 220] },
  ] as const
  switch (kind) {
    case 'points':
      return { kind, id, marks: [{ id: 'mark', at: above, shape: 'hexagon', ring: 'red', isAlwaysVisible: true }] }
    case 'lines':
      return {
        kind,
        id,
        lines: [
          {
            id: 'line',
            path: [
              { ...above, lon: at.lon - lon },
              { ...above, lon: at.lon + lon },
            ],
            color: [255, 0, 0, 255],
            width: 6,
          },
        ],
      }
    case 'labels':
      return { kind, id, labels: [{ at: above, text: '给水 DN300' }] }
    case 'depth-grid':
      return {
        kind,
        id,
        grid,
        depth: Float32Array.from({ length: cells }, (_, cell) => (cell % 12 < 3 ? 0.02 : cell % 12 < 7 ? 0.3 : 0.9)),
        level: new Float32Array(cells).fill(at.height + 0.9),
        steps,
      }
    case 'plume':
      return {
        kind,
        id,
        grid,
        sheets: [2, 5].map((height) => ({
          height: at.height + height,
          concentration: Float32Array.from({ length: cells }, (_, cell) => (cell % 12) / 12),
        })),
        steps,
      }
  }
}

/** 12 × 10 cells around a place, 36 m by 30 m, the bed at its height. */
function aWaterGrid(at: { lon: number; lat: number; height: number }): WaterGrid {
  const [columns, rows, size] = [12, 10, 3]
  return {
    columns,
    rows,
    bed: new Float32Array(columns * rows).fill(at.height),
    place: (column, row) => ({
      lon: at.lon + ((column - columns / 2) * size) / 90_000,
      lat: at.lat + ((row - rows / 2) * size) / 111_000,
    }),
  }
}

/** A metre of water that stands. */
function waterOn({ columns, rows }: WaterGrid, isWet: (column: number) => boolean): WaterFrame {
  return {
    time: 0,
    depth: Uint16Array.from({ length: columns * rows }, (_, cell) => (isWet(cell % columns) ? 1000 : 0)),
    flow: null,
    tint: null,
    steps: [{ from: 0.02, color: CYAN }],
  }
}

function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  return Math.hypot((a.lon - b.lon) * 90_000, (a.lat - b.lat) * 111_000)
}

/** Waits for a condition, a moment at a time. @throws Error with `otherwise` when it never comes true */
async function until(condition: () => boolean, otherwise: () => string): Promise<void> {
  const end = Date.now() + PATIENCE
  while (!condition()) {
    must(Date.now() < end, otherwise())
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
