/** Words of the inside page alone. */
export const insideZhCN = {} as const
