import type { Discipline } from './discipline.ts'

export const storm: Discipline = {
  id: 'storm',
  name: { zh: '雨水', en: 'Storm sewer' },
  surveyPrefix: 'YS',
  classCode: '2',
  subclasses: [{ code: '01', letters: 'YS', name: { zh: '雨水', en: 'Storm water' } }],
  color: [76, 57, 38],
  dash: 'dash',
  levelRefersTo: 'invert',
  flow: 'gravity',
}
