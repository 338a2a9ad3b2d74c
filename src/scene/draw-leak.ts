import type { Overlay, ScenePort } from '../ports/scene.ts'
import { leakSummary, shownLeakFrame } from '../state/leak.ts'
import { type LeakClasses, leakClasses } from '../state/leak-classes.ts'
import type { TwinState } from '../state/store.ts'
import { isolationMarks } from './isolation-marks.ts'
import { leakAreas, leakColors, leakLines, leakNumbers, leakPoint } from './leak-marks.ts'
import { leakPlume } from './leak-plume.ts'

/** valves to close and the point of the leak: a click on them opens nothing else */
export const LEAK_MARKS: readonly string[] = ['leak-valves', 'leak-point']
const [VALVES, POINT] = LEAK_MARKS as readonly [string, string]
const [PLACES, NUMBERS, AREAS, AREA_NAMES] = ['leak-places', 'leak-numbers', 'leak-areas', 'leak-area-names'] as const
const PLUME = 'leak-plume'

/** What of a leak the scene shows, each part by what it is made of. */
export function createLeakDrawing(scene: ScenePort) {
  let classes: LeakClasses | null = null
  const show = (overlay: Overlay, isEmpty: boolean) => {
    if (isEmpty) scene.hide(overlay.id)
    else scene.show(overlay)
  }
  return {
    /** the same ones for as long as no place changes its class */
    classesOf({ leak }: TwinState): LeakClasses | null {
      classes = leak && leakClasses(leak, classes)
      return classes
    },
    colorsOf: ({ leak, theme }: TwinState) => (leak && classes ? leakColors(leak, classes, theme) : null),
    frameOf: ({ leak }: TwinState) => leak && shownLeakFrame(leak),
    summaryOf: ({ leak }: TwinState) => leak && leakSummary(leak),
    drawPlaces({ leak, assets, theme }: TwinState) {
      const index = assets.state === 'loaded' ? assets.value : null
      const lines = leak && classes ? leakLines(leak, classes, index, theme) : []
      show({ kind: 'lines', id: PLACES, lines }, lines.length === 0)
    },
    drawNumbers({ leak }: TwinState) {
      const labels = leak && classes ? leakNumbers(leak, classes) : []
      show({ kind: 'labels', id: NUMBERS, labels, givesWay: true }, labels.length === 0)
    },
    drawPlume({ leak, theme }: TwinState) {
      const plume = leak && leakPlume(PLUME, leak, theme)
      if (plume) scene.show(plume)
      else scene.hide(PLUME)
    },
    drawMeasures({ leak, assets, locale, theme, run }: TwinState) {
      const outcome = leak && leakSummary(leak)?.outcome
      const index = assets.state === 'loaded' ? assets.value : null
      // numbered valves of 关阀分析 would stand in the same places
      const isFree = run?.state !== 'done'
      const valves = outcome?.isolation && index && isFree ? isolationMarks(outcome.isolation, index) : []
      const point = leak ? leakPoint(leak) : []
      const { lines, labels } = leak ? leakAreas(leak, locale, theme) : { lines: [], labels: [] }
      show({ kind: 'points', id: VALVES, marks: valves }, valves.length === 0)
      show({ kind: 'points', id: POINT, marks: point }, point.length === 0)
      show({ kind: 'lines', id: AREAS, lines }, lines.length === 0)
      show({ kind: 'labels', id: AREA_NAMES, labels, givesWay: true }, labels.length === 0)
    },
  }
}
