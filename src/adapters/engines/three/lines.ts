import { Group } from 'three'
import { LineMaterial } from 'three/addons/lines/LineMaterial.js'
import { LineSegments2 } from 'three/addons/lines/LineSegments2.js'
import { LineSegmentsGeometry } from 'three/addons/lines/LineSegmentsGeometry.js'
import type { Line } from '../../../ports/scene.ts'
import type { Frame } from './frame.ts'

export interface DrawnGroup {
  readonly group: Group
  dispose(): void
}

/** Lines of constant width on screen, seen through whatever stands before them; one object for each width and opacity. */
export function drawLines(lines: readonly Line[], frame: Frame): DrawnGroup {
  const kinds = new Map<string, Line[]>()
  for (const line of lines) {
    const kind = `${line.width}/${line.color[3]}`
    kinds.set(kind, [...(kinds.get(kind) ?? []), line])
  }
  const group = new Group()
  const drawn = [...kinds.values()].map((same) => {
    const positions: number[] = []
    const colors: number[] = []
    for (const { path, color } of same) {
      const places = path.map((point) => frame.toLocal(point).toArray())
      const rgb = color.slice(0, 3).map((value) => value / 255)
      for (let i = 1; i < places.length; i += 1) {
        positions.push(...(places[i - 1] ?? []), ...(places[i] ?? []))
        colors.push(...rgb, ...rgb)
      }
    }
    const geometry = new LineSegmentsGeometry().setPositions(positions).setColors(colors)
    const material = new LineMaterial({
      linewidth: same[0]?.width ?? 1,
      opacity: (same[0]?.color[3] ?? 255) / 255,
      vertexColors: true,
      transparent: true,
      depthTest: false,
    })
    const object = new LineSegments2(geometry, material)
    object.frustumCulled = false
    object.renderOrder = 3
    if (positions.length > 0) group.add(object)
    return { geometry, material }
  })
  return {
    group,
    dispose() {
      for (const { geometry, material } of drawn) {
        geometry.dispose()
        material.dispose()
      }
    },
  }
}
