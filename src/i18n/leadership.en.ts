import type { leadershipZhCN } from './leadership.zh-CN.ts'

export const leadershipEn = {} satisfies Record<keyof typeof leadershipZhCN, string>
