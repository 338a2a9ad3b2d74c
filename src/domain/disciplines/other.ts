import type { Discipline } from './discipline.ts'

export const other: Discipline = {
  id: 'other',
  name: { zh: '其他', en: 'Other' },
  surveyPrefix: 'QT',
  classCode: '8',
  subclasses: [
    { code: '01', letters: 'ZH', name: { zh: '综合管沟', en: 'Common duct' } },
    { code: '02', letters: 'BM', name: { zh: '不明管线', en: 'Unknown line' } },
  ],
  color: [102, 0, 204],
  dash: 'dot',
  levelRefersTo: 'crown',
  flow: 'none',
}
