/** Words of the leadership page alone. */
export const leadershipZhCN = {} as const
