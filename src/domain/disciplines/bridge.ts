import type { Discipline } from './discipline.ts'

export const bridge: Discipline = {
  id: 'bridge',
  name: { zh: '桥梁', en: 'Bridge' },
  surveyPrefix: null,
  classCode: null,
  subclasses: [],
  color: [150, 160, 175],
  dash: 'solid',
  levelRefersTo: 'crown',
  flow: 'none',
}
