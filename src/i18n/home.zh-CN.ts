/** Words of the home page alone. */
export const homeZhCN = {} as const
