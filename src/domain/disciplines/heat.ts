import type { Discipline } from './discipline.ts'

export const heat: Discipline = {
  id: 'heat',
  name: { zh: '热力', en: 'District heat' },
  surveyPrefix: 'RL',
  classCode: '4',
  subclasses: [
    { code: '01', letters: 'RS', name: { zh: '热水', en: 'Hot water' } },
    { code: '02', letters: 'ZQ', name: { zh: '蒸汽', en: 'Steam' } },
  ],
  color: [255, 128, 0],
  dash: 'solid',
  levelRefersTo: 'crown',
  flow: 'pressure',
}
