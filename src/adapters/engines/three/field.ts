import { BufferAttribute, BufferGeometry, DoubleSide, Group, Mesh, ShaderMaterial } from 'three'
import type { FieldGrid, FieldStep, Overlay, Rgba } from '../../../ports/scene.ts'
import type { Frame } from './frame.ts'
import type { DrawnGroup } from './lines.ts'

const VERTEX = `
attribute vec4 tint;
varying vec4 vTint;
void main() {
  vTint = tint;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`
const FRAGMENT = `
varying vec4 vTint;
void main() { gl_FragColor = vTint; }`

/** Water on the ground: a quad for each wet cell at its own level, joined at the corners, coloured by its depth. */
export function drawDepthGrid(overlay: Overlay & { kind: 'depth-grid' }, frame: Frame): DrawnGroup {
  const { grid, depth, level, steps } = overlay
  return drawn([quads(grid, (cell) => stepColor(depth[cell], steps), cornerLevels(grid, level), frame)])
}

/** Gas or smoke: sheets above one another, coloured by concentration. */
export function drawPlume(overlay: Overlay & { kind: 'plume' }, frame: Frame): DrawnGroup {
  const { grid, sheets, steps } = overlay
  return drawn(
    sheets
      .toSorted((a, b) => a.height - b.height)
      .map(({ height, concentration }) =>
        quads(
          grid,
          (cell) => stepColor(concentration[cell], steps),
          () => height,
          frame,
        ),
      ),
  )
}

function drawn(geometries: readonly BufferGeometry[]): DrawnGroup {
  const group = new Group()
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
  })
  for (const geometry of geometries) {
    const mesh = new Mesh(geometry, material)
    mesh.renderOrder = 2
    mesh.frustumCulled = false
    group.add(mesh)
  }
  return {
    group,
    dispose() {
      material.dispose()
      for (const geometry of geometries) geometry.dispose()
    },
  }
}

/** Colour of the highest step that a value reaches; null below the first and outside. */
function stepColor(value: number | undefined, steps: readonly FieldStep[]): Rgba | null {
  if (value === undefined || Number.isNaN(value)) return null
  return steps.findLast((step) => value >= step.from)?.color ?? null
}

/** H of a corner of the grid [m]: the mean of the wet cells around it. */
function cornerLevels({ columns, rows }: FieldGrid, level: Float32Array): (column: number, row: number) => number {
  return (column, row) => {
    let sum = 0
    let count = 0
    for (const y of [row - 1, row]) {
      for (const x of [column - 1, column]) {
        const value = x >= 0 && x < columns && y >= 0 && y < rows ? (level[y * columns + x] ?? Number.NaN) : Number.NaN
        if (Number.isNaN(value)) continue
        sum += value
        count += 1
      }
    }
    return count === 0 ? Number.NaN : sum / count
  }
}

function quads(
  grid: FieldGrid,
  colorOf: (cell: number) => Rgba | null,
  heightAt: (column: number, row: number) => number,
  frame: Frame,
): BufferGeometry {
  const { columns, rows, bounds } = grid
  const [west, south, east, north] = bounds
  const corner = (column: number, row: number) =>
    frame.toLocal({
      lon: west + ((east - west) * column) / columns,
      lat: north - ((north - south) * row) / rows,
      height: heightAt(column, row),
    })
  const positions: number[] = []
  const tints: number[] = []
  const index: number[] = []
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const color = colorOf(row * columns + column)
      if (!color) continue
      const first = positions.length / 3
      for (const [x, y] of [
        [column, row],
        [column, row + 1],
        [column + 1, row + 1],
        [column + 1, row],
      ] as const) {
        positions.push(...corner(x, y).toArray())
        tints.push(...color.map((value) => value / 255))
      }
      index.push(first, first + 1, first + 2, first, first + 2, first + 3)
    }
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3))
  geometry.setAttribute('tint', new BufferAttribute(new Float32Array(tints), 4))
  geometry.setIndex(index)
  return geometry
}
