import type { plannerZhCN } from './planner.zh-CN.ts'

export const plannerEn = {} satisfies Record<keyof typeof plannerZhCN, string>
