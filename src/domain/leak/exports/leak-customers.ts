import type { LonLat } from '../../geo/coordinates.ts'
import { asKnown } from '../leak-digits.ts'
import type { LeakOutcome } from '../leak-outcome.ts'
import type { ExportedLeak } from './exported-leak.ts'

/** What a leak, or what is closed for it, does to a customer. */
export interface ConcernedCustomer {
  readonly what: keyof typeof CONCERNS
  readonly id: string
  readonly name: string
  readonly class: string
  readonly people: number
  /** of its demand [1] */
  readonly supplied: number | null
  /** when the water comes [s] */
  readonly arrival: number | null
  /** of water from outside, at most [1] */
  readonly outside: number | null
  /** null = its place is not among those of the run */
  readonly at: LonLat | null
  readonly evidence: LeakOutcome['evidence']
}

/** In the order in which they are told. */
export const CONCERNS = {
  short: '泄漏期间供应不足（未关阀）short while it leaks and nothing is closed',
  'short after': '关阀后仍连通、供应不足 connected and short once valves are closed',
  'cut off': '关阀后停供 cut off once valves are closed',
  'drawn in': '可能受侵入水影响 may get water from outside',
  downstream: '漏点下游 below the leak',
} as const

/** Customers whom a leak concerns, kind by kind, hospitals and schools first in each. Times and intrusion are of class C. */
export function concernedCustomers({ outcome, places }: Pick<ExportedLeak, 'outcome' | 'places'>): ConcernedCustomer[] {
  const { evidence, short, shortAfter, isolation, travel } = outcome
  const numbers = new Map(places.map(({ id, at }) => [id, at]))
  const none = { supplied: null, arrival: null, outside: null }
  const lacking = (what: 'short' | 'short after', list: typeof short) =>
    list.map(({ share, place, ...of }) => ({
      ...{ ...none, ...of, what, supplied: asKnown(share, evidence), at: places[place ?? -1]?.at ?? null, evidence },
    }))
  const coming = (what: 'drawn in' | 'downstream', list: NonNullable<typeof travel>['drawnIn']) =>
    list.map(({ seconds, share, place, ...of }) => ({
      ...{ ...none, ...of, what, evidence: 'C' as const, at: places[place ?? -1]?.at ?? null },
      ...{ arrival: asKnown(seconds, 'C'), outside: asKnown(share, 'C') },
    }))
  return [
    ...lacking('short', short),
    ...lacking('short after', shortAfter ?? []),
    // by connection alone: nothing of it is computed
    ...(isolation?.cutOff.customers ?? []).map(({ node, ...of }) => ({
      ...{ ...none, ...of, what: 'cut off' as const, at: numbers.get(node) ?? null, evidence },
    })),
    ...coming('drawn in', travel?.drawnIn ?? []),
    ...coming('downstream', travel?.downstream ?? []),
  ]
}
