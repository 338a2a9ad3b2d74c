import type { Discipline } from './discipline.ts'

export const power: Discipline = {
  id: 'power',
  name: { zh: '电力', en: 'Power' },
  surveyPrefix: 'DL',
  classCode: '5',
  subclasses: [
    { code: '01', letters: 'GD', name: { zh: '供电', en: 'Supply' } },
    { code: '02', letters: 'LD', name: { zh: '路灯', en: 'Street lighting' } },
    { code: '03', letters: 'XH', name: { zh: '交通信号', en: 'Traffic signals' } },
    { code: '04', letters: 'DC', name: { zh: '电车', en: 'Tram' } },
    { code: '05', letters: 'GG', name: { zh: '广告', en: 'Advertising' } },
  ],
  color: [255, 0, 0],
  dash: 'dot',
  levelRefersTo: 'crown',
  flow: 'none',
}
