import type { insideZhCN } from './inside.zh-CN.ts'

export const insideEn = {} satisfies Record<keyof typeof insideZhCN, string>
