/** Pieces of work that people wait for; the pages have a word for each. */
export const RUN_PHASES = [
  ...(['reading', 'spaces', 'network', 'isolation', 'members'] as const),
  ...(['opening', 'ordering', 'solving'] as const),
  ...(['outflow', 'warming', 'drains', 'following', 'crossings', 'comparing'] as const),
  ...(['candidates', 'responses', 'fitting', 'demands'] as const),
] as const
export type RunPhase = (typeof RUN_PHASES)[number]

/** What a run is at, told beside its frames and before the first. */
export interface RunProgress {
  readonly phase: RunPhase
  /** so much of the phase is done; 0 of 0 = nobody can say how much there is */
  readonly done: number
  readonly of: number
}
