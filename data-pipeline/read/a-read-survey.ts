import { tmpdir } from 'node:os'
import { Findings } from '../check/finding.ts'
import type { Survey, SurveyLine, SurveyPoint } from '../survey.ts'
import { readSurvey, type SurveyOptions } from './read-survey.ts'

/** A survey read by a test, with its points and lines as lists. */
export type ListedSurvey = Omit<Survey, 'points' | 'lines'> & {
  readonly points: SurveyPoint[]
  readonly lines: SurveyLine[]
}

export async function readListed(options: SurveyOptions): Promise<ListedSurvey> {
  const points: SurveyPoint[] = []
  const lines: SurveyLine[] = []
  const sinks = {
    points: {
      get count() {
        return points.length
      },
      push: (point: SurveyPoint) => points.push(point) - 1,
      find: (discipline: string, key: string) =>
        points.findIndex((point) => point.discipline === discipline && point.key === key),
    },
    lines: {
      get count() {
        return lines.length
      },
      push: (line: SurveyLine) => void lines.push(line),
    },
    folder: tmpdir(),
    apart: null,
  }
  const survey = await readSurvey(options, new Findings(), async () => sinks)
  return { ...survey, points, lines }
}
