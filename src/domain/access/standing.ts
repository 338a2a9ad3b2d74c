/**
 * Whether a role holds, and if not why; 'none' = no role was ever given. While it is not good, the role is 'public'. Of
 * several reasons the first to be dealt with is told.
 */
export const STANDINGS = ['good', 'must-change-password', 'lacks-second-factor', 'disabled', 'none'] as const
export type Standing = (typeof STANDINGS)[number]
