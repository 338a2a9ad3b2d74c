import type { Result } from '../domain/result.ts'

/** The server's own word on whether it can answer. */
export interface ServerPort {
  /** `starting` while the database comes up, with the step in `detail`; `offline` when nothing answers. */
  health(): Promise<Result<null>>
}
