import { describe, it } from 'vitest'
import { createRecordingScene } from '../../../src/adapters/engines/recording/index.ts'
import type { AssetIndex } from '../../../src/domain/asset/asset-index.ts'
import type { Picked, Rgba, SceneEvent, ScenePort, TileSource } from '../../../src/ports/scene.ts'
import { anAssetIndex, aPublicManifest } from '../../../src/scene/a-city.ts'
import { ASSETS, type SceneKit, type Seen, sceneContract } from './scene-contract.ts'

const MIDDLE = { x: 320, y: 180 }
const assets: TileSource = { form: 'flat', id: ASSETS, url: '/flat.bin' }
const roads: TileSource = { form: 'vector', id: 'roads', url: '/roads.geojson', color: [255, 255, 255, 255] }

describe('the recording fake', async () => {
  const kit = await aKit()
  for (const { name, run } of sceneContract) it(name, () => run(kit))
})

async function aKit(): Promise<SceneKit> {
  const index = aRowOfPipes()
  const recording = createRecordingScene()
  const events: SceneEvent[] = []
  const under = () => {
    const { view } = recording
    for (let gid = 1; view && gid < index.ids.length; gid += 1)
      if (index.lon[gid] === view.lon && index.lat[gid] === view.lat) return gid
    return 0
  }
  const alphaOf = (gid: number) => recording.rgba?.[4 * gid + 3] ?? 255
  const isShown = () => recording.sources.get(ASSETS)?.isVisible === true
  /** what an engine would find in the middle of the picture */
  const answer = (): Picked | null => {
    for (const overlay of recording.overlays.values())
      if (overlay.kind === 'points') return { kind: 'mark', overlay: overlay.id, id: overlay.marks[0]?.id ?? '' }
    const gid = under()
    return gid > 0 && isShown() && alphaOf(gid) > 0 ? { kind: 'asset', id: index.ids.at(gid) ?? '', gid } : null
  }
  const scene: ScenePort = Object.assign(Object.create(recording) as ScenePort, {
    pick: () => {
      recording.answerPick(answer())
      return recording.pick(MIDDLE)
    },
  })
  scene.onEvent((event) => events.push(event))
  const manifest = aPublicManifest()
  await scene.mount({} as HTMLElement, manifest, { theme: 'light', controls: 'orbit' })
  for (const source of [roads, assets]) await scene.addSource(source)
  recording.tell({ kind: 'ready' })
  return {
    scene,
    manifest,
    index,
    ground: 0,
    sources: [roads, assets],
    middle: MIDDLE,
    events,
    view: () => recording.view,
    rest: async () => {},
    see: async () => seenOf(recording, isShown() ? recording.rgba : null),
    point: async (at, isClick = false) => {
      recording.point(at)
      if (at && isClick) recording.click(at)
    },
  }
}

/** What the fake remembers, as a picture: equal when nothing that is drawn differs. */
function seenOf(recording: ReturnType<typeof createRecordingScene>, rgba: Uint8Array | null): Seen {
  const { sources, overlays, underground, section, look } = recording
  const water = waterColors(recording)
  const inAnyOrder = [...sources].sort(([a], [b]) => a.localeCompare(b))
  const text = JSON.stringify([
    inAnyOrder,
    [...overlays],
    underground?.isOn ?? false,
    section,
    look,
    rgba?.join(),
    water,
  ])
  const seen = {
    text,
    shareOf: (color: Rgba) => {
      const wet = water.filter((at) => at.join() === color.join()).length / Math.max(1, water.length)
      if (!rgba || wet > 0) return wet
      let count = 0
      for (let gid = 1; gid < rgba.length / 4; gid += 1)
        if (color.every((value, channel) => rgba[4 * gid + channel] === value)) count += 1
      return count / (rgba.length / 4 - 1)
    },
    differenceTo: (other: Seen) => (Reflect.get(other, 'text') === text ? 0 : 1),
  }
  return seen
}

/**
 * Colour of each cell that would be seen, as if the grid filled the picture: each of its own side of the split, and none under the
 * closed ground, which lies at H = 0.
 */
function waterColors(recording: ReturnType<typeof createRecordingScene>): readonly Rgba[] {
  const { water, waterLeft, split } = recording
  const own = cellColors(water, recording)
  if (split === null || !water) return own
  const left = cellColors(waterLeft, recording)
  const { columns } = water.grid
  return own.map((color, cell) =>
    ((cell % columns) + 0.5) / columns < split ? (left[cell] ?? ([0, 0, 0, 0] as const)) : color,
  )
}

function cellColors(
  water: ReturnType<typeof createRecordingScene>['water'],
  { underground }: ReturnType<typeof createRecordingScene>,
): readonly Rgba[] {
  if (!water?.frame) return []
  const { depth, tint, steps } = water.frame
  const colors = Array.from(depth, (millimetres, cell): Rgba => {
    const isHidden = (water.grid.bed[cell] ?? 0) + millimetres / 1000 < 0 && underground?.isOn !== true
    const value = tint?.[cell] ?? millimetres / 1000
    const step = steps.findLast(({ from }) => value >= from)
    return millimetres === 0 || isHidden || !step ? [0, 0, 0, 0] : step.color
  })
  return colors.some(([, , , alpha]) => alpha > 0) ? colors : []
}

function aRowOfPipes(): AssetIndex {
  const pipes = Array.from({ length: 1000 }, (_, i) => ({ id: `contract/water/A${i}~B${i}~1`, discipline: 'water' }))
  const index = anAssetIndex(pipes)
  const lon = Array.from(index.ids, (_, gid) => 120 + gid / 100_000)
  return { ...index, lon: Float64Array.from(lon), lat: new Float64Array(lon.length).fill(36) }
}
