import type { SensorId } from '../domain/ids.ts'
import type { CandidatePipe, LeakSourceOutcome } from '../domain/leak/leak-source.ts'
import type { Analysis } from './analysis.ts'

/** 精准溯源 of gas or of water as the page shows it: one at a time. */
export interface LeakSource {
  readonly kind: 'gas' | 'water'
  /** the sensor that it was asked of */
  readonly sensorId: SensorId
  /** of the readings [ms] */
  readonly from: number
  readonly to: number
  readonly analysis: Analysis<LeakSourceOutcome>
}

/** The pipes that hold 90 %, likeliest first, with what set they are of; none until it is done. */
export function likelyPipes({ analysis }: LeakSource): readonly (CandidatePipe & { readonly isHalf: boolean })[] {
  if (analysis.state !== 'done') return []
  const { pipes, half, ninety } = analysis.summary.outcome
  return pipes.slice(0, ninety).map((pipe, i) => ({ ...pipe, isHalf: i < half }))
}
