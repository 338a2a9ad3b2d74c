import { disciplineOf } from '../../src/domain/disciplines/index.ts'
import type { SurveyLine } from '../survey.ts'

/** Is the line a gravity line by its discipline, and no rising main (a pressure is given, or SWMM's FORCE_MAIN)? */
export function runsByGravity({ discipline, pressure, attributes }: SurveyLine): boolean {
  const isRisingMain = (pressure !== null && pressure > 0) || attributes.shape === 'FORCE_MAIN'
  return disciplineOf(discipline).flow === 'gravity' && !isRisingMain
}
