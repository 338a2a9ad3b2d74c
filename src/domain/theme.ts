/** Looks of a page: by day, by night, and on a wall that is read from ten metres. */
export const THEMES = ['light', 'dark', 'wall'] as const
export type Theme = (typeof THEMES)[number]
