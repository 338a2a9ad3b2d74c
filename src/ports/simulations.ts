import type { Result } from '../domain/result.ts'

/** Runs a registered simulation off the main thread; aborting the signal ends the worker, always. */
export interface SimulationPort {
  run<Input, Frame, Summary>(
    id: string,
    input: Input,
    options: { readonly onFrame: (frame: Frame) => void; readonly signal: AbortSignal },
  ): Promise<Result<Summary>>
}
