/** What a simulation is at: `domain/run-progress.ts`. */
export const workZhCN = {
  'work.reading': '正在读取管网与管段数据',
  'work.spaces': '正在查找周边地下空间',
  'work.network': '正在求解管网压力',
  'work.isolation': '正在查找应关阀门',
  'work.members': '正在计算扩散（集合成员）',
  'work.opening': '正在建立管网水力模型',
  'work.ordering': '正在排列管网方程',
  'work.solving': '正在求解管网水力',
  'work.candidates': '正在准备候选管段',
  'work.responses': '正在计算测点响应',
  'work.fitting': '正在逐点试算',
  'work.demands': '正在计算用水量的不确定性',
  'work.share': '{done}/{of}',
  'work.member': '集合成员 {done}/{of}',
  'work.elapsed': '已用 {time}',
} as const
