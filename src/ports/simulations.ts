import type { Result } from '../domain/result.ts'
import type { RunProgress } from '../domain/run-progress.ts'

export interface RunOptions<Frame> {
  readonly onFrame: (frame: Frame) => void
  readonly signal: AbortSignal
  /** called once with what takes orders of people to this run; a simulation says which it obeys, one that has ended none */
  readonly onOpen?: (order: (what: unknown) => void) => void
  /** what the run is at, also before its first frame */
  readonly onProgress?: (progress: RunProgress) => void
  /** a run that tells nothing, no frame and no progress, for so long is ended as failed [ms]; left out = never */
  readonly mostSilence?: number
}

/** Runs a registered simulation off the main thread; aborting the signal ends the worker, always. */
export interface SimulationPort {
  run<Input, Frame, Summary>(id: string, input: Input, options: RunOptions<Frame>): Promise<Result<Summary>>
}
