import { remembered } from './remembered.ts'

/** Year out of "2008", "2008-05", "20080512", "2008年"; null when none is there. */
export const yearCell = remembered((text: string): number | null => {
  const year = Number(/^(1[89]\d\d|20\d\d)/.exec(text)?.[1])
  return Number.isFinite(year) ? year : null
})
