import { ARRIVAL_DEPTHS } from '../../../src/domain/inundation/outcome.ts'

/** Dry cells around the grid: whole vectors to each side, three rows for what a step looks at. */
export const MARGIN = { columns: 8, rows: 4 }
/** What a task is in 32-bit words, as `advance` of step.as.ts reads and writes it. */
export const TASK = {
  ...{ words: 12, west: 0, east: 1, south: 2, north: 3 },
  ...{ wetWest: 4, wetEast: 5, wetSouth: 6, wetNorth: 7, fastest: 8 },
  ...{ wetCells: 9, fastCells: 10 },
} as const
/** Arrays of what was worst: depth, speed, hazard, standing and the arrivals. */
const RECORDS = 4 + ARRIVAL_DEPTHS.length
const PAGE = 65_536
/**
 * Cells of a block, what is shared out among threads, and rows of its scratch, which fits a core's fastest cache; the last
 * four of second order say of each row where it is wet. The preview computes so little a cell that it waits for memory, which likes long rows.
 */
const BLOCKS = {
  'second-order': { columns: 64, rows: 64, scratchRows: 22 * 4 + 4 },
  preview: { columns: 256, rows: 64, scratchRows: 3 * 4 },
} as const
/** What one thread changes often and another reads lies this far apart [bytes]. */
const APART = 128

/** One state of the water by its arrays [bytes]. */
export type WaterAt = readonly [depth: number, east: number, north: number]

/** Discharge through the faces of one state [bytes]. */
export type FlowsAt = readonly [east: number, north: number]

/** Where everything lies in the kernel's memory [bytes]; plain numbers, so that a thread can be told. */
export interface Layout {
  readonly columns: number
  readonly rows: number
  /** cells of a block, how many blocks lie in a row, and how many rows of them there are */
  readonly block: { readonly columns: number; readonly rows: number }
  readonly across: number
  readonly up: number
  /** that compute it: no more than there are blocks */
  readonly threads: number
  /** cells of a row with its margins */
  readonly stride: number
  /** cells of an array */
  readonly cells: number
  readonly states: readonly [WaterAt, WaterAt]
  /** of the preview alone: its discharges stand on the faces */
  readonly flows: readonly [FlowsAt, FlowsAt] | null
  readonly riseEast: number
  readonly riseNorth: number
  readonly roughness: number
  /** what of each depth is less than a quantum */
  readonly rest: number
  readonly rain: number
  /** what was worst, in the order of `emptyRecords` */
  readonly records: readonly number[]
  /** 0 = there are none */
  readonly crestEast: number
  readonly crestNorth: number
  readonly control: number
  readonly tasks: number
  readonly taskWords: number
  /** of the first thread */
  readonly scratch: number
  readonly scratchBytes: number
  readonly pages: number
}

/** The scheme of second order, or the local inertial one that costs a fraction. */
export type Scheme = 'second-order' | 'preview'

/**
 * @param columns, rows  of the grid
 * @param wanted  threads, ≥ 1
 */
export function layOut(
  ...[columns, rows, hasCrests, wanted, scheme]: [number, number, boolean, number, Scheme]
): Layout {
  const stride = Math.ceil(columns / 4) * 4 + 2 * MARGIN.columns
  const cells = stride * (rows + 2 * MARGIN.rows)
  let end = PAGE
  const take = (bytes: number) => {
    const from = end
    end += Math.ceil(bytes / APART) * APART
    return from
  }
  const array = () => take(4 * cells)
  const water = () => [array(), array(), array()] as const
  const block = BLOCKS[scheme]
  const [across, up] = [Math.ceil(columns / block.columns), Math.ceil(rows / block.rows)]
  const threads = Math.min(wanted, across * up)
  const taskWords = TASK.words * across * up
  // a row is wider than a block by what is looked at beside it; as in step.as.ts and preview.as.ts
  const scratchBytes = 4 * block.scratchRows * (block.columns + 4 * MARGIN.columns)
  return {
    ...{ columns, rows, block, across, up, threads, stride, cells },
    states: [water(), water()],
    flows:
      scheme === 'preview'
        ? [
            [array(), array()],
            [array(), array()],
          ]
        : null,
    ...{ riseEast: array(), riseNorth: array(), roughness: array(), rest: array(), rain: array() },
    records: Array.from({ length: RECORDS }, array),
    ...{ crestEast: hasCrests ? array() : 0, crestNorth: hasCrests ? array() : 0 },
    ...{ control: take(2 * APART), tasks: take(4 * taskWords), taskWords },
    ...{ scratch: take(threads * scratchBytes), scratchBytes },
    pages: Math.ceil(end / PAGE),
  }
}
