import type { Survey } from '../survey.ts'

/** One quality rule over a whole survey; it adds what it finds to the survey's findings and counts to its facts. */
export type Rule = (survey: Survey) => void
