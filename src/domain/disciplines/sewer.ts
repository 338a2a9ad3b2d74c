import type { Discipline } from './discipline.ts'

export const sewer: Discipline = {
  id: 'sewer',
  name: { zh: '污水', en: 'Foul sewer' },
  surveyPrefix: 'WS',
  classCode: '2',
  subclasses: [
    { code: '02', letters: 'WS', name: { zh: '污水', en: 'Foul water' } },
    { code: '03', letters: 'HS', name: { zh: '合流', en: 'Combined' } },
  ],
  color: [76, 57, 38],
  dash: 'solid',
  levelRefersTo: 'invert',
  flow: 'gravity',
}
