import { z } from 'zod'
import type { LonLat } from '../geo/coordinates.ts'
import type { Localized } from '../localized.ts'

/** What the isolation simulation (id "isolation") is asked. */
export const isolationInputSchema = z.strictObject({
  /** bytes of a network file (network-file.ts) */
  network: z.instanceof(ArrayBuffer),
  /** names these bytes, e.g. "demo/<build>/water": equal keys must have equal bytes, the worker then reuses its segments */
  networkKey: z.string().min(1),
  /** what leaks: a pipe or a node of the network, by id */
  element: z.union([z.strictObject({ link: z.string() }), z.strictObject({ node: z.string() })]),
  /** valves found not to close, besides those that the network already knows */
  inoperableValves: z.array(z.strictObject({ link: z.string(), node: z.string() })).optional(),
})
export type IsolationInput = z.infer<typeof isolationInputSchema>

/** A valve, told by the link it sits on and that link's end. `at` is the node's place; null when it is not known. */
export interface ValvePlace {
  readonly link: string
  readonly node: string
  /** drawing indices; 0 = not drawn */
  readonly linkGid: number
  readonly nodeGid: number
  readonly at: LonLat | null
}

export interface ValveToClose extends ValvePlace {
  /** plan distance from the leak in a straight line [m]; null when a place is not known */
  readonly distance: number | null
  /** nobody has recorded whether it works: taken to work, and the page says so */
  readonly isAssumed: boolean
}

export interface RedundantValve extends ValvePlace {
  /** why closing it changes nothing */
  readonly reason: Localized
}

export interface CustomerCutOff {
  readonly id: string
  readonly name: string
  readonly class: string
  readonly node: string
  readonly people: number
}

/** Which valves to shut around a leak, and who is then without supply. */
export interface IsolationOutcome {
  readonly element: { readonly kind: 'link' | 'node'; readonly id: string; readonly gid: number }
  /** of the whole network: number of segments, and elements (nodes + links) of the largest */
  readonly segments: { readonly count: number; readonly largest: number }
  /** what the valves shut in: drawing indices, 0 left out, and counts of all elements */
  readonly segment: Extent
  /** in the order to close them: nearest to the leak first */
  readonly valves: readonly ValveToClose[]
  /** sources in the segment, by id: they feed the leak whatever valve is shut, until they are shut, too; empty = the valves stop it */
  readonly sources: readonly string[]
  /** at the edge or inside, known not to work: the segment had to grow past them */
  readonly inoperable: readonly ValvePlace[]
  /** at the edge or inside, and no need to close them */
  readonly redundant: readonly RedundantValve[]
  /** without a path to a source once all that is shut, the segment itself included; had one before, or lies in the segment */
  readonly cutOff: Extent & {
    readonly customers: readonly CustomerCutOff[]
    /** hospitals and schools first */
    readonly classes: readonly { readonly class: string; readonly customers: number; readonly people: number }[]
    readonly people: number
  }
  /** without a path to a source even before: the data are incomplete there, nothing is said about them */
  readonly unsupplied: { readonly nodes: number; readonly customers: number }
}

export interface Extent {
  readonly nodeGids: Int32Array
  readonly linkGids: Int32Array
  readonly nodes: number
  readonly links: number
}
