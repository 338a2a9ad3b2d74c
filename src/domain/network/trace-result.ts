import { z } from 'zod'
import { leakPlanSchema } from '../leak/leak-plan.ts'
import type { Localized } from '../localized.ts'
import type { DirectionBasis } from './flow-directions.ts'
import type { CustomerCutOff } from './isolation-result.ts'

/** 追溯: what may be asked of a network at one of its assets. */
export const TRACE_KINDS = ['upstream', 'downstream', 'connected', 'path', 'loop', 'customers'] as const
export type TraceKind = (typeof TRACE_KINDS)[number]

const elementSchema = z.union([z.strictObject({ link: z.string() }), z.strictObject({ node: z.string() })])

/** What the simulation "trace" is asked. */
export const traceQuestionSchema = z.strictObject({
  /** bytes of a network file (network-file.ts) */
  network: z.instanceof(ArrayBuffer),
  /** names these bytes: equal keys must have equal bytes, the worker then reuses what it knows of them */
  networkKey: z.string().min(1),
  /**
   * what the network can be solved from, and which of its pipes are in use: the plan of leaks, the bytes of the pipe file and of its
   * own hydraulic model (hydraulics-file.ts; null = the city has none); null = not known, then all count as in use and only proven
   * directions are followed
   */
  pipes: z
    .strictObject({
      plan: leakPlanSchema,
      file: z.instanceof(ArrayBuffer),
      hydraulics: z.instanceof(ArrayBuffer).nullable(),
    })
    .nullable(),
  kind: z.enum(TRACE_KINDS),
  /** a pipe or a node of the network, by id */
  element: elementSchema,
  /** the other end of a path; null for the other kinds */
  to: elementSchema.nullable(),
})
export type TraceQuestion = z.infer<typeof traceQuestionSchema>

/** A pipe or a node, by its id and its drawing index; 0 = not drawn. */
export interface TraceElement {
  readonly kind: 'link' | 'node'
  readonly id: string
  readonly gid: number
}

/** A set of a network's elements. */
export interface TraceSet {
  /** drawing indices, 0 left out; of a path in its order */
  readonly linkGids: Int32Array
  readonly nodeGids: Int32Array
  /** counts of all elements, also of those that are not drawn */
  readonly links: number
  readonly nodes: number
  /** of its links [m] */
  readonly length: number
}

/** What a trace finds: a selection that other tools take. */
export interface TraceOutcome {
  readonly kind: TraceKind
  readonly discipline: string
  readonly element: TraceElement
  readonly to: TraceElement | null
  readonly basis: DirectionBasis
  /** found links whose direction is computed (按计算流向) and not proven, and what was solved; null = there are none */
  readonly computed: { readonly links: number; readonly state: Localized } | null
  /** valves of both sets */
  readonly valves: {
    /** by the survey: nothing is found past them */
    readonly closed: number
    /** nobody told how they stand: taken as open */
    readonly untold: number
    readonly inoperable: number
    /** nobody told whether they work */
    readonly unproven: number
  }
  /** null = there is no such path, or no loop */
  readonly found: TraceSet | null
  /** reached only past links whose direction is not known, by connection alone; it may be there, or not */
  readonly possible: TraceSet
  /** links of both sets that rise along the direction they were surveyed to flow in */
  readonly rising: number
  /** at nodes that are surely found: hospitals and schools first */
  readonly customers: readonly CustomerCutOff[]
  readonly classes: readonly { readonly class: string; readonly customers: number; readonly people: number }[]
  readonly people: number
  /** at nodes that may be found */
  readonly possibleCustomers: number
}
