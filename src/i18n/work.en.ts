import type { workZhCN } from './work.zh-CN.ts'

export const workEn: Readonly<Record<keyof typeof workZhCN, string>> = {
  'work.reading': 'Reading network and pipes',
  'work.spaces': 'Finding spaces around',
  'work.network': 'Solving the pressures of the network',
  'work.isolation': 'Finding valves to close',
  'work.members': 'Computing the spread (members of the ensemble)',
  'work.opening': 'Making the hydraulic model',
  'work.ordering': 'Ordering the equations of the network',
  'work.solving': 'Solving the hydraulics',
  'work.candidates': 'Preparing candidate pipes',
  'work.responses': 'Computing responses of the sensors',
  'work.fitting': 'Trying place by place',
  'work.demands': 'Computing what demands leave uncertain',
  'work.share': '{done} of {of}',
  'work.member': 'member {done} of {of}',
  'work.elapsed': '{time} so far',
}
