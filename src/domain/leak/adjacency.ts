import { z } from 'zod'
import type { LonLatHeight } from '../geo/coordinates.ts'
import { leakPlanSchema } from './leak-plan.ts'

const fileSchema = z.instanceof(ArrayBuffer)

/** How far a gas pipe and a space lie apart at most to be told [m]; and how many pairs are. */
export const ADJACENCY_REACHES = [2, 5, 10, 15, 30] as const
export const USUAL_REACH = 5
const MOST_PAIRS = 500

/** 燃气相邻空间 of a city: its files as they are fetched. */
export const adjacencyQuestionSchema = z.object({
  plan: leakPlanSchema,
  /** the network file and the pipe file of gas, and the space file */
  network: fileSchema,
  pipes: fileSchema,
  spaces: fileSchema,
  /** of the calendar, for the age of pipes */
  year: z.int(),
  reach_m: z.number().positive().max(100).default(USUAL_REACH),
  most: z.int().min(1).max(100_000).default(MOST_PAIRS),
})
export type AdjacencyQuestion = z.input<typeof adjacencyQuestionSchema>

/** A gas pipe and a space within reach of each other. */
export interface AdjacentRow {
  /** asset ids; a part of a long space has `#<number>` behind it */
  readonly pipe: string
  readonly space: string
  /** drawing indices; 0 = not drawn */
  readonly pipeGid: number
  readonly spaceGid: number
  /** of SPACE_KINDS */
  readonly kind: string
  /** of the space; null = without a place on the globe */
  readonly at: LonLatHeight | null
  /** clear of both walls: in space where both depths are known, else in plan [m] */
  readonly distance: number
  /** 水平净距, 垂直净距 [m]; vertical null = a depth is not known */
  readonly horizontal: number
  readonly vertical: number | null
  /** what GB 50289 asks for between the pipe and a drain or duct: beside each other, or where they cross; null = it does not say */
  readonly required: {
    readonly metres: number
    /** null = not verified, 示例值 */
    readonly clause: string | null
    readonly isAtCrossing: boolean
  } | null
  /** 0…1, an order to look at them in, no probability */
  readonly rank: number
  /** that the pipe is laid for, above the air [kPa]; null = not known */
  readonly pressure_kpa: number | null
  /** [years]; null = not known */
  readonly age: number | null
  /** as surveyed; empty = not known */
  readonly material: string
  /** who is about the space; null = not known */
  readonly people: number | null
  /** a methane sensor stands in it, or, of a drain or duct, in a well at one of its ends */
  readonly hasSensor: boolean
  readonly isSensorInWell: boolean
  /** something of it is not known and was taken as the worst */
  readonly isAssumed: boolean
}

/** Where gas of a city may get into spaces. */
export interface AdjacencyOutcome {
  readonly reach: number
  /** worst first, as many as were asked for */
  readonly pairs: readonly AdjacentRow[]
  /** all that there are */
  readonly pairCount: number
  /** gas pipes and spaces that were looked at */
  readonly pipes: number
  readonly spaces: number
  readonly spacesInReach: number
  /** of them those with a methane sensor, drains and ducts by that of a well at their end too */
  readonly watched: number
  /** 无甲烷监测: spaces in reach without a methane sensor, each with its worst pipe, worst first; all of them */
  readonly unwatched: readonly AdjacentRow[]
  readonly evidence: 'C'
}

export const ADJACENCY_COLUMNS = [
  ...[
    'rank',
    'space',
    'kind',
    'pipe',
    'distance_m',
    'horizontal_m',
    'vertical_m',
    'required_m',
    'required_clause',
    'required_verified',
    'required_at_crossing',
    'pressure_kpa',
    'age_years',
    'material',
  ],
  ...['people', 'has_sensor', 'sensor_in_well'],
  ...['something_assumed', 'weight', 'lon', 'lat'],
] as const

/** Rows for a file: columns as above; null = not known. */
export function adjacencyTable(rows: readonly AdjacentRow[]): (string | number | null)[][] {
  return rows.map((row, i) => [
    ...[i + 1, row.space, row.kind, row.pipe, row.distance, row.horizontal, row.vertical, ...requiredCells(row)],
    ...[row.pressure_kpa, row.age, row.material, row.people, Number(row.hasSensor), Number(row.isSensorInWell)],
    ...[Number(row.isAssumed), row.rank, row.at?.lon ?? null, row.at?.lat ?? null],
  ])
}

/** Whoever reads the distance alone must not take an example for the standard: where it stands, or that it stands nowhere, is beside it. */
function requiredCells({ required }: AdjacentRow): (string | number | null)[] {
  if (!required) return [null, null, null, null]
  const { metres, clause, isAtCrossing } = required
  return [metres, clause ?? '示例值，未核对 example, not verified', Number(clause !== null), Number(isAtCrossing)]
}
