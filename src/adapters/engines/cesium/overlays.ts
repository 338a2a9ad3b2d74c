import type { LabelCollection, Primitive, Scene } from 'cesium'
import type { Ground } from '../../../domain/geo/ground.ts'
import { OVER } from '../../../domain/geo/place-labels.ts'
import type { Wish } from '../../../domain/geo/room.ts'
import type { FieldGrid, Overlay } from '../../../ports/scene.ts'
import { createFieldSurface, type FieldSurface } from './field-surface.ts'
import type { Frame } from './frame.ts'
import { gridMesh } from './grid-mesh.ts'
import { addLabels, LABEL_GAP, LABEL_SIZE } from './labels.ts'
import { levelOver } from './level-over.ts'
import { linesPrimitive } from './lines.ts'
import { createMarkLayer, type MarkLayer } from './marks.ts'
import type { Palette } from './palette.ts'
import { type StandingLabel, settleLabels, standingLabel } from './standing-labels.ts'

type Of<Kind extends Overlay['kind']> = Extract<Overlay, { kind: Kind }>

/** What stands on the picture under one overlay id. */
interface Drawn {
  readonly kind: Overlay['kind']
  /** draws the next of the same kind into what is there; false = it must be made anew */
  update(overlay: Overlay): boolean
  restyle(palette: Palette): void
  declutter(): void
  /** what it writes on the picture, and what of it writing must not cover [px] */
  readonly labels: () => readonly StandingLabel[]
  readonly taken: () => readonly Wish[]
  remove(): void
}

const NOTHING = { restyle: () => {}, declutter: () => {}, labels: () => [], taken: () => [] }

/** The overlays of a scene: a next one of the same kind only touches what changed. */
export interface Overlays {
  show(overlay: Overlay): void
  hide(id: string): void
  restyle(palette: Palette): void
  /** to be called when the camera rests */
  declutter(): void
}

export function createOverlays(
  scene: Scene,
  frame: Frame,
  first: Palette,
  { groundOf, onFailed }: { readonly groundOf: () => Ground | null; readonly onFailed: (detail: string) => void },
): Overlays {
  const drawn = new Map<string, Drawn>()
  let palette = first
  let isSettling = false
  const settle = () => {
    const all = [...drawn.values()]
    settleLabels(
      all.flatMap(({ labels }) => labels()),
      all.flatMap(({ taken }) => taken()),
    )
    scene.requestRender()
  }
  /** Several changes of one turn make room once. */
  const settleSoon = () => {
    if (isSettling) return
    isSettling = true
    queueMicrotask(() => {
      isSettling = false
      if (!scene.isDestroyed()) settle()
    })
  }
  const make = (overlay: Overlay): Drawn => {
    switch (overlay.kind) {
      case 'points':
        return points(createMarkLayer(scene, frame, overlay.id, palette), overlay)
      case 'lines':
        return fixed(scene, 'lines', scene.primitives.add(linesPrimitive(overlay.lines, frame)) as Primitive)
      case 'labels':
        return texts(scene, frame, overlay, palette)
      case 'depth-grid':
      case 'plume':
        return field(scene, frame, overlay, groundOf(), onFailed)
    }
  }
  return {
    show(overlay) {
      const old = drawn.get(overlay.id)
      settleSoon()
      if (old?.kind === overlay.kind && old.update(overlay)) return
      old?.remove()
      drawn.set(overlay.id, make(overlay))
    },
    hide(id) {
      drawn.get(id)?.remove()
      if (drawn.delete(id)) settleSoon()
    },
    restyle(next) {
      palette = next
      for (const item of drawn.values()) item.restyle(next)
    },
    declutter() {
      for (const item of drawn.values()) item.declutter()
      settle()
    },
  }
}

function points(layer: MarkLayer, first: Of<'points'>): Drawn {
  const update = (overlay: Overlay) => {
    if (overlay.kind === 'points') layer.update(overlay.marks)
    return true
  }
  update(first)
  return { kind: 'points', ...layer, update }
}

/** Drawn once: the next one takes its place. */
function fixed(
  scene: Scene,
  kind: Overlay['kind'],
  primitive: Primitive | LabelCollection,
  more: Partial<Pick<Drawn, 'restyle' | 'labels'>> = {},
): Drawn {
  return { ...NOTHING, kind, update: () => false, remove: () => scene.primitives.remove(primitive), ...more }
}

function texts(scene: Scene, frame: Frame, { id, labels, givesWay }: Of<'labels'>, palette: Palette): Drawn {
  const { collection, restyle } = addLabels(scene, frame, labels, 'plain', palette)
  const standing = labels.map(({ apart }, order) =>
    standingLabel(scene, collection.get(order), {
      ...{ size: LABEL_SIZE, gap: LABEL_GAP, sides: OVER, order },
      isKept: !givesWay || order === 0,
      ...(apart === undefined ? {} : { group: id, apart }),
    }),
  )
  return fixed(scene, 'labels', collection, { restyle, labels: () => standing })
}

/** Sheets over a grid: one on the water, or one for each height of a plume. */
function field(
  scene: Scene,
  frame: Frame,
  first: Of<'depth-grid'> | Of<'plume'>,
  ground: Ground | null,
  onFailed: (detail: string) => void,
): Drawn {
  const { grid } = first
  const mesh = gridMesh(grid, frame)
  const lifts = liftsOf(first)
  const sheets: readonly FieldSurface[] = lifts.map((lift) => createFieldSurface(scene, grid, mesh, lift, onFailed))
  const update = (overlay: Overlay): boolean => {
    if (overlay.kind !== 'depth-grid' && overlay.kind !== 'plume') return false
    if (!isSameGrid(overlay.grid, grid) || liftsOf(overlay).join() !== lifts.join()) return false
    if (overlay.kind === 'depth-grid') sheets[0]?.update(overlay.depth, overlay.level, overlay.steps)
    else
      overlay.sheets.forEach(({ height, aboveGround, concentration }, i) => {
        const level = ground && aboveGround !== undefined ? levelOver(ground, grid, aboveGround - height) : null
        sheets[i]?.update(concentration, level, overlay.steps)
      })
    return true
  }
  update(first)
  return {
    ...NOTHING,
    ...{ kind: first.kind, update },
    remove: () => {
      for (const sheet of sheets) sheet.remove()
    },
  }
}

function liftsOf(overlay: Of<'depth-grid'> | Of<'plume'>): number[] {
  return overlay.kind === 'plume' ? overlay.sheets.map(({ height }) => height) : [0]
}

function isSameGrid(a: FieldGrid, b: FieldGrid): boolean {
  return a.columns === b.columns && a.rows === b.rows && a.bounds.join() === b.bounds.join()
}
