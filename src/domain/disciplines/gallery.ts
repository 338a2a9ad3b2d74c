import type { Discipline } from './discipline.ts'

export const gallery: Discipline = {
  id: 'gallery',
  name: { zh: '综合管廊', en: 'Utility tunnel' },
  surveyPrefix: null,
  classCode: null,
  subclasses: [],
  color: [120, 135, 120],
  dash: 'solid',
  levelRefersTo: 'crown',
  flow: 'none',
}
