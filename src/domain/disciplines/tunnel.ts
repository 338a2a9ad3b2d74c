import type { Discipline } from './discipline.ts'

export const tunnel: Discipline = {
  id: 'tunnel',
  name: { zh: '隧道', en: 'Tunnel' },
  surveyPrefix: null,
  classCode: null,
  subclasses: [],
  color: [140, 140, 150],
  dash: 'solid',
  levelRefersTo: 'crown',
  flow: 'none',
}
