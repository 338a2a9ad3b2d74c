/** Whether a role holds, and if not why; 'none' = no role was ever given. While it is not good, the role is 'public'. */
export const STANDINGS = ['good', 'must-change-password', 'disabled', 'none'] as const
export type Standing = (typeof STANDINGS)[number]
