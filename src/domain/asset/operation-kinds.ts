import { z } from 'zod'
import type { Localized } from '../localized.ts'

/** What is recorded of an asset in operation. */
export const OPERATION_KINDS = ['patrol', 'inspection', 'repair', 'leak', 'renovation', 'scrapping'] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

export const operationKindNames: Record<OperationKind, Localized> = {
  patrol: { zh: '巡检', en: 'Patrol' },
  inspection: { zh: '检测', en: 'Inspection' },
  repair: { zh: '维修', en: 'Repair' },
  leak: { zh: '泄漏', en: 'Leak' },
  renovation: { zh: '改造', en: 'Renovation' },
  scrapping: { zh: '报废', en: 'Scrapping' },
}

/** Most characters of the text of a record, and of its grade. */
export const LONGEST_FINDING = 1000
export const LONGEST_GRADE = 50

/** A record as somebody enters it; days are YYYY-MM-DD, null = not known. */
export interface OperationEntry {
  readonly kind: OperationKind
  readonly doneOn: string
  readonly finding: string | null
  readonly grade: string | null
  readonly cost_10k_cny: number | null
  readonly nextDueOn: string | null
  /** along the line from its start point [m] */
  readonly chainage_m: number | null
}

export type OperationProblem =
  | 'no-done-date'
  | 'done-in-future'
  | 'no-due-date'
  | 'due-before-done'
  | 'negative-cost'
  | 'outside-line'
  | 'no-finding'

/**
 * What is wrong with a record before it is sent, in the order in which a form asks; the server asks the same (`add_operation_record`).
 *
 * @param today  of China, YYYY-MM-DD
 * @param length  of the line [m]; null = no line, which has no places along it
 */
export function operationProblems(entry: OperationEntry, today: string, length: number | null): OperationProblem[] {
  const { doneOn, nextDueOn, cost_10k_cny: cost, chainage_m: chainage, finding, kind } = entry
  return [
    ...(!isDay(doneOn) ? (['no-done-date'] as const) : doneOn > today ? (['done-in-future'] as const) : []),
    // a patrol may find nothing; whatever else was done is of no use without what it was
    ...(kind !== 'patrol' && (finding ?? '').trim() === '' ? (['no-finding'] as const) : []),
    ...(chainage !== null && !(length !== null && chainage >= 0 && chainage <= length)
      ? (['outside-line'] as const)
      : []),
    ...(cost !== null && !(cost >= 0) ? (['negative-cost'] as const) : []),
    ...(nextDueOn === null ? [] : dueProblems(nextDueOn, doneOn)),
  ]
}

function dueProblems(nextDueOn: string, doneOn: string): OperationProblem[] {
  if (!isDay(nextDueOn)) return ['no-due-date']
  return nextDueOn <= doneOn ? ['due-before-done'] : []
}

function isDay(text: string): boolean {
  return z.iso.date().safeParse(text).success
}
