/** Words of the emergency page alone. */
export const emergencyZhCN = {} as const
