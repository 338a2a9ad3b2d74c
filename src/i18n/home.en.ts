import type { homeZhCN } from './home.zh-CN.ts'

export const homeEn = {} satisfies Record<keyof typeof homeZhCN, string>
