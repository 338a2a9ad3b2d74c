import type { Discipline } from './discipline.ts'

export const industry: Discipline = {
  id: 'industry',
  name: { zh: '工业', en: 'Industrial' },
  surveyPrefix: 'GY',
  classCode: '7',
  subclasses: [],
  color: [0, 0, 0],
  dash: 'solid',
  levelRefersTo: 'crown',
  flow: 'pressure',
}
