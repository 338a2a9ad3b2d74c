import type { CellFace, SurfaceSolver } from '../../surface/grid.ts'
import type { Act } from '../act.ts'
import type { Series } from '../series.ts'

/** A face that a line follows, and how far along the line it lies [m]. */
export interface LineFace extends CellFace {
  readonly along: number
  /** the next cell lies to the left of the line, seen from its start */
  readonly nextIsLeft: boolean
}

/**
 * A flood barrier, a stop log, a gate that lies on faces: the crest of a line in time. It moves on with each step.
 *
 * @param crest  [m]; no higher than the bed = it lets all pass
 */
export function moveCrest(solver: Pick<SurfaceSolver, 'setCrest'>, faces: readonly LineFace[], crest: Series): Act {
  let last = Number.NaN
  return {
    longestStep: (time) => crest.bendsAfter(time) - time,
    begin(time) {
      const level = crest.at(time)
      if (level === last) return
      last = level
      for (const { column, row, side } of faces) solver.setCrest(column, row, side, level)
    },
    apply() {},
  }
}

/**
 * A wall that is put up at an instant, all of it at once; before it there is what there was.
 *
 * @param faces  each with the level of its crest [m]
 * @param from  [s]
 */
export function putUp(
  solver: Pick<SurfaceSolver, 'setCrest'>,
  faces: readonly { readonly face: CellFace; readonly crest: number }[],
  from: number,
): Act {
  let isUp = false
  return {
    longestStep: (time) => (time < from ? from - time : Number.POSITIVE_INFINITY),
    begin(time) {
      if (isUp || time < from) return
      isUp = true
      for (const { face, crest } of faces) solver.setCrest(face.column, face.row, face.side, crest)
    },
    apply() {},
  }
}

/** A dike that breaks. */
export interface Breach {
  /** of the dike [m] */
  readonly crest: number
  /** place of its middle along the line [m] */
  readonly middle: number
  /** of the gap in time [m] */
  readonly width: Series
  /** of its ground in time [m] */
  readonly level: Series
}

/**
 * A gap that grows in a dike, rectangular. A face that lies in it in part has its crest lowered by that part, so that the gap
 * grows smoothly and one narrower than a cell passes less than a cell would.
 *
 * @param size  width of a cell [m]
 */
export function breakDike(
  solver: Pick<SurfaceSolver, 'setCrest'>,
  size: number,
  faces: readonly LineFace[],
  { crest, middle, width, level }: Breach,
): Act {
  let last = ''
  return {
    longestStep: (time) => Math.min(width.bendsAfter(time), level.bendsAfter(time)) - time,
    begin(time) {
      const [half, ground] = [Math.max(0, width.at(time)) / 2, Math.min(crest, level.at(time))]
      if (last === `${half} ${ground}`) return
      last = `${half} ${ground}`
      for (const { column, row, side, along } of faces) {
        const [from, to] = [Math.max(along - size / 2, middle - half), Math.min(along + size / 2, middle + half)]
        const share = Math.max(0, to - from) / size
        solver.setCrest(column, row, side, crest - share * (crest - ground))
      }
    },
    apply() {},
  }
}
