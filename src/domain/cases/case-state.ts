/** The closed loop of a case: 采集上报 → 派遣 → 处置 → 办结 → 核查 → 评价. */
export const CASE_STATES = ['reported', 'dispatched', 'handling', 'completed', 'verified', 'rated'] as const
export type CaseState = (typeof CASE_STATES)[number]

/** Where a case came from. */
export const CASE_SOURCES = ['sensor', 'ai', 'patrol', 'public', 'other'] as const

/**
 * Moves of a case: one state on, or back (回退) to where it is done again: a wrong dispatch to the report, work refused
 * on site to the dispatch, work that a check does not accept to the site. What was verified stands. The same list is
 * `app.case_may_move` of supabase/migrations/0212_cases.sql.
 *
 * @source S0 二(五), capabilities.md A4 42
 */
const MOVES: Record<CaseState, readonly CaseState[]> = {
  reported: ['dispatched'],
  dispatched: ['handling', 'reported'],
  handling: ['completed', 'dispatched'],
  completed: ['verified', 'handling'],
  verified: ['rated'],
  rated: [],
}

/** May a case go from one state to another? */
export function caseMayMove(from: CaseState, to: CaseState): boolean {
  return MOVES[from].includes(to)
}
