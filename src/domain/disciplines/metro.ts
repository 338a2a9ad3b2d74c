import type { Discipline } from './discipline.ts'

export const metro: Discipline = {
  id: 'metro',
  name: { zh: '地铁', en: 'Metro' },
  surveyPrefix: null,
  classCode: null,
  subclasses: [],
  color: [130, 140, 165],
  dash: 'solid',
  levelRefersTo: 'crown',
  flow: 'none',
}
