import type { Survey } from '../survey.ts'

/** One quality rule over a whole survey; it adds what it finds to the survey's findings. */
export interface Rule {
  readonly id: string
  check(survey: Survey): void
}
