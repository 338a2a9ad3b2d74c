import { BufferAttribute, BufferGeometry, CanvasTexture, Group, Points, ShaderMaterial, type Vector3 } from 'three'
import { withRoom } from '../../../domain/geo/declutter.ts'
import {
  drawMarkIcon,
  ICON_SIZE,
  MARK_RINGS,
  MARK_SHAPES,
  type MarkRing,
  type MarkShape,
} from '../../../domain/sensing/mark-icon.ts'
import type { Theme } from '../../../domain/theme.ts'
import type { Mark, ScreenPoint } from '../../../ports/scene.ts'
import type { Frame } from './frame.ts'
import { type Labels, project } from './labels.ts'
import type { Stage } from './stage.ts'

/** an icon in the atlas is drawn at this many times its size, for sharp screens */
const SHARPNESS = 3
/** least distance of two marks at full size [px] */
const SPACING = 22
/** a mark without room keeps its place on the picture, small */
const CROWDED = 0.35
/** height of a wall on which an icon has its plain size [px] */
const WALL_HEIGHT = 720
/** how near a click must come [px] */
const REACH = 13

const VERTEX = `
attribute vec2 cell;
attribute float size;
uniform float u_ratio;
varying vec2 vCell;
void main() {
  vCell = cell;
  // Half a metre towards the eye, so that what a mark belongs to does not cover it.
  vec4 seen = modelViewMatrix * vec4(position, 1.0);
  seen.xyz *= 1.0 - clamp(0.5 / length(seen.xyz), 0.0, 0.3);
  gl_Position = projectionMatrix * seen;
  gl_PointSize = size * u_ratio * clamp(1.0 - (gl_Position.w - 400.0) / 6500.0, 0.6, 1.0);
}`

const FRAGMENT = `
uniform sampler2D u_atlas;
varying vec2 vCell;
void main() {
  vec2 at = (vCell + gl_PointCoord) / vec2(${MARK_SHAPES.length}.0, ${MARK_RINGS.length}.0);
  gl_FragColor = texture2D(u_atlas, at);
  if (gl_FragColor.a < 0.1) discard;
}`

/** The marks of one overlay: a point each, with their icons in one texture. */
export interface MarkLayer {
  update(marks: readonly Mark[]): void
  /** gives room to the most urgent; to be called when the camera has moved */
  declutter(): void
  /** mark under a point of the canvas; null = none near */
  pick(at: ScreenPoint): string | null
  setTheme(theme: Theme): void
  remove(): void
}

export function createMarkLayer(
  stage: Stage,
  frame: Frame,
  labels: Labels,
  { overlay, theme }: { readonly overlay: string; readonly theme: Theme },
): MarkLayer {
  const atlas = { value: atlasOf(theme) }
  const ratio = { value: ratioOf(stage, theme) }
  const group = new Group()
  group.renderOrder = 4
  stage.scene.add(group)
  // Those that are always visible are drawn last, over everything.
  const layers = [true, false].map((isTested) => {
    const points = new Points(
      new BufferGeometry(),
      new ShaderMaterial({
        vertexShader: VERTEX,
        fragmentShader: FRAGMENT,
        uniforms: { u_atlas: atlas, u_ratio: ratio },
        transparent: true,
        depthTest: isTested,
        depthWrite: false,
      }),
    )
    points.frustumCulled = false
    points.renderOrder = isTested ? 4 : 5
    group.add(points)
    return { isTested, points, marks: [] as Mark[] }
  })
  let drawn: { mark: Mark; position: Vector3 }[] = []

  const declutter = () => {
    const room = withRoom(
      drawn.map(({ mark, position }) => ({
        at: project(stage, position),
        urgency: MARK_RINGS.length - MARK_RINGS.indexOf(mark.ring) + (mark.label === undefined ? 0 : 10),
      })),
      SPACING,
    )
    const sizeOf = new Map(drawn.map(({ mark }, i) => [mark, room[i] ? ICON_SIZE : ICON_SIZE * CROWDED]))
    for (const { points, marks } of layers) {
      const sizes = points.geometry.getAttribute('size')
      marks.forEach((mark, i) => {
        sizes?.setX(i, sizeOf.get(mark) ?? ICON_SIZE)
      })
      if (sizes) sizes.needsUpdate = true
    }
  }
  return {
    update(marks) {
      drawn = marks.map((mark) => ({ mark, position: frame.toLocal(mark.at) }))
      for (const layer of layers) {
        const own = drawn.filter(({ mark }) => (mark.isAlwaysVisible ?? false) !== layer.isTested)
        layer.marks = own.map(({ mark }) => mark)
        fill(layer.points.geometry, own)
      }
      labels.set(
        `marks/${overlay}`,
        drawn.flatMap(({ mark, position }) =>
          mark.label === undefined ? [] : [{ position, text: mark.label, look: 'mark' as const }],
        ),
      )
      declutter()
    },
    declutter,
    pick(at) {
      let nearest: { id: string; distance: number } | null = null
      for (const { mark, position } of drawn) {
        // a ring alone is clicked through
        if (mark.ring === 'selected') continue
        const on = project(stage, position)
        const distance = on ? Math.hypot(on.x - at.x, on.y - at.y) : Number.POSITIVE_INFINITY
        if (distance <= REACH && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)) {
          nearest = { id: mark.id, distance }
        }
      }
      return nearest?.id ?? null
    },
    setTheme(next) {
      atlas.value.dispose()
      atlas.value = atlasOf(next)
      ratio.value = ratioOf(stage, next)
    },
    remove() {
      labels.set(`marks/${overlay}`, [])
      stage.scene.remove(group)
      atlas.value.dispose()
      for (const { points } of layers) {
        points.geometry.dispose()
        points.material.dispose()
      }
    },
  }
}

function fill(geometry: BufferGeometry, drawn: readonly { readonly mark: Mark; readonly position: Vector3 }[]): void {
  geometry.dispose()
  const positions = new Float32Array(drawn.length * 3)
  const cells = new Float32Array(drawn.length * 2)
  drawn.forEach(({ mark, position }, i) => {
    position.toArray(positions, 3 * i)
    cells.set(cellOf(mark.shape, mark.ring), 2 * i)
  })
  geometry.setAttribute('position', new BufferAttribute(positions, 3))
  geometry.setAttribute('cell', new BufferAttribute(cells, 2))
  geometry.setAttribute('size', new BufferAttribute(new Float32Array(drawn.length), 1))
}

function cellOf(shape: MarkShape, ring: MarkRing): [number, number] {
  return [MARK_SHAPES.indexOf(shape), MARK_RINGS.indexOf(ring)]
}

/** Pixels of the screen for each of the icon; on the wall icons grow with it, as everything there does. */
function ratioOf({ renderer, size }: Stage, theme: Theme): number {
  return renderer.getPixelRatio() * (theme === 'wall' ? Math.max(1, size.height / WALL_HEIGHT) : 1)
}

/** Every icon there is, shapes across and rings down. */
function atlasOf(theme: Theme): CanvasTexture {
  const canvas = document.createElement('canvas')
  const side = ICON_SIZE * SHARPNESS
  canvas.width = MARK_SHAPES.length * side
  canvas.height = MARK_RINGS.length * side
  const context = canvas.getContext('2d')
  for (const shape of MARK_SHAPES) {
    for (const ring of MARK_RINGS) {
      const [column, row] = cellOf(shape, ring)
      context?.setTransform(SHARPNESS, 0, 0, SHARPNESS, (column + 0.5) * side, (row + 0.5) * side)
      if (context) drawMarkIcon(context, shape, ring, theme)
    }
  }
  const texture = new CanvasTexture(canvas)
  texture.flipY = false
  return texture
}
