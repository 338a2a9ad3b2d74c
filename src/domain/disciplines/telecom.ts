import type { Discipline } from './discipline.ts'

export const telecom: Discipline = {
  id: 'telecom',
  name: { zh: '通信', en: 'Telecom' },
  surveyPrefix: 'TX',
  classCode: '6',
  subclasses: [
    { code: '01', letters: 'DH', name: { zh: '电话', en: 'Telephone' } },
    { code: '02', letters: 'DS', name: { zh: '有线电视', en: 'Cable television' } },
    { code: '03', letters: 'XX', name: { zh: '信息网络', en: 'Data network' } },
    { code: '04', letters: 'GB', name: { zh: '广播', en: 'Broadcast' } },
  ],
  color: [0, 255, 0],
  dash: 'dash',
  levelRefersTo: 'crown',
  flow: 'none',
}
