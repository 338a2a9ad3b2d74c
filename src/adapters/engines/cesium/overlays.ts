import type { LabelCollection, Primitive, Scene } from 'cesium'
import type { FieldGrid, Overlay } from '../../../ports/scene.ts'
import { createFieldSurface, type FieldSurface } from './field-surface.ts'
import type { Frame } from './frame.ts'
import { gridMesh } from './grid-mesh.ts'
import { addLabels } from './labels.ts'
import { linesPrimitive } from './lines.ts'
import { createMarkLayer, type MarkLayer } from './marks.ts'
import type { Palette } from './palette.ts'

type Of<Kind extends Overlay['kind']> = Extract<Overlay, { kind: Kind }>

/** What stands on the picture under one overlay id. */
interface Drawn {
  readonly kind: Overlay['kind']
  /** draws the next of the same kind into what is there; false = it must be made anew */
  update(overlay: Overlay): boolean
  restyle(palette: Palette): void
  declutter(): void
  remove(): void
}

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
  onFailed: (detail: string) => void,
): Overlays {
  const drawn = new Map<string, Drawn>()
  let palette = first
  const make = (overlay: Overlay): Drawn => {
    switch (overlay.kind) {
      case 'points':
        return points(createMarkLayer(scene, frame, overlay.id, palette), overlay)
      case 'lines':
        return fixed(scene, 'lines', scene.primitives.add(linesPrimitive(overlay.lines, frame)) as Primitive)
      case 'labels': {
        const { collection, restyle } = addLabels(scene, frame, overlay.labels, 'plain', palette)
        return fixed(scene, 'labels', collection, restyle)
      }
      case 'depth-grid':
      case 'plume':
        return field(scene, frame, overlay, onFailed)
    }
  }
  return {
    show(overlay) {
      const old = drawn.get(overlay.id)
      if (old?.kind === overlay.kind && old.update(overlay)) return
      old?.remove()
      drawn.set(overlay.id, make(overlay))
    },
    hide(id) {
      drawn.get(id)?.remove()
      drawn.delete(id)
    },
    restyle(next) {
      palette = next
      for (const item of drawn.values()) item.restyle(next)
    },
    declutter() {
      for (const item of drawn.values()) item.declutter()
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
  restyle: Drawn['restyle'] = () => {},
): Drawn {
  return { kind, restyle, update: () => false, declutter: () => {}, remove: () => scene.primitives.remove(primitive) }
}

/** Sheets over a grid: one on the water, or one for each height of a plume. */
function field(
  scene: Scene,
  frame: Frame,
  first: Of<'depth-grid'> | Of<'plume'>,
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
      overlay.sheets.forEach(({ concentration }, i) => {
        sheets[i]?.update(concentration, null, overlay.steps)
      })
    return true
  }
  update(first)
  return {
    kind: first.kind,
    update,
    restyle: () => {},
    declutter: () => {},
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
