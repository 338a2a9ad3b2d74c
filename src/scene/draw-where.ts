import type { ScenePort } from '../ports/scene.ts'
import type { TwinState } from '../state/store.ts'
import { adjacencyMarks, sourceLines, sourceMarks } from './where-marks.ts'

/** spaces beside gas pipes; the id of a mark is that of the space */
export const ADJACENT = 'adjacent'
/** pipes that gas may come from, and the sensors that were asked; the id of a mark is that of either */
export const SOURCES_OF_GAS = 'sources-of-gas'
const SOURCE_LINES = 'sources-of-gas-lines'

/** Draws where gas may get into spaces, and where it comes from. */
export function createWhereDrawing(scene: ScenePort) {
  return {
    drawAdjacency({ adjacency }: TwinState): void {
      const marks = adjacency ? adjacencyMarks(adjacency) : []
      if (marks.length === 0) scene.hide(ADJACENT)
      else scene.show({ kind: 'points', id: ADJACENT, marks })
    },
    drawSource({ leakSource, assets, sensors, theme }: TwinState): void {
      const lines = leakSource && assets.state === 'loaded' ? sourceLines(leakSource, assets.value, theme) : []
      const marks = leakSource ? sourceMarks(leakSource, sensors.state === 'loaded' ? sensors.value : []) : []
      if (lines.length === 0) scene.hide(SOURCE_LINES)
      else scene.show({ kind: 'lines', id: SOURCE_LINES, lines })
      if (marks.length === 0) scene.hide(SOURCES_OF_GAS)
      else scene.show({ kind: 'points', id: SOURCES_OF_GAS, marks })
    },
  }
}
