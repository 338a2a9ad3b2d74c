/** Words of the planner page alone. */
export const plannerZhCN = {} as const
