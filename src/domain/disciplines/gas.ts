import type { Discipline } from './discipline.ts'

export const gas: Discipline = {
  id: 'gas',
  name: { zh: '燃气', en: 'Gas' },
  surveyPrefix: 'RQ',
  classCode: '3',
  subclasses: [
    { code: '01', letters: 'MQ', name: { zh: '煤气', en: 'Town gas' } },
    { code: '02', letters: 'YH', name: { zh: '液化气', en: 'Liquefied petroleum gas' } },
    { code: '03', letters: 'TR', name: { zh: '天然气', en: 'Natural gas' } },
  ],
  color: [255, 0, 255],
  dash: 'solid',
  levelRefersTo: 'crown',
  flow: 'pressure',
}
