import type { emergencyZhCN } from './emergency.zh-CN.ts'

export const emergencyEn = {} satisfies Record<keyof typeof emergencyZhCN, string>
