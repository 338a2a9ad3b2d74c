import type { Discipline } from './discipline.ts'

export const water: Discipline = {
  id: 'water',
  name: { zh: '给水', en: 'Water supply' },
  surveyPrefix: 'JS',
  classCode: '1',
  subclasses: [
    { code: '01', letters: 'JY', name: { zh: '原水', en: 'Raw water' } },
    { code: '02', letters: 'SS', name: { zh: '输水', en: 'Transmission' } },
    { code: '03', letters: 'ZS', name: { zh: '中水', en: 'Reclaimed water' } },
    { code: '04', letters: 'JP', name: { zh: '配水', en: 'Distribution' } },
    { code: '05', letters: 'JZ', name: { zh: '直饮水', en: 'Drinking water' } },
    { code: '06', letters: 'XS', name: { zh: '消防水', en: 'Fire water' } },
    { code: '07', letters: 'LS', name: { zh: '绿化水', en: 'Irrigation' } },
    { code: '08', letters: 'JH', name: { zh: '循环水', en: 'Circulation' } },
  ],
  color: [0, 255, 255],
  dash: 'solid',
  levelRefersTo: 'crown',
  flow: 'pressure',
}
