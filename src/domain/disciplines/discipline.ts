import type { Localized } from '../localized.ts'

/** One kind of network or structure, told once: tables, tiles, pages and lookup rows all read it from here. */
export interface Discipline {
  readonly id: string
  readonly name: Localized
  /** table prefix of a CJJ 61 survey, e.g. "JS" for JSPOINT/JSLINE; null for structures */
  readonly surveyPrefix: string | null
  /** class digit of the 8-digit element code (CJJ 61-2017 appendix B); null for structures */
  readonly classCode: string | null
  /** subclass digits and letters, e.g. { code: '04', letters: 'JP' } */
  readonly subclasses: readonly { readonly code: string; readonly letters: string; readonly name: Localized }[]
  /** CJJ 61-2017 appendix B, exact; 0…255 */
  readonly color: readonly [red: number, green: number, blue: number]
  /** second cue beside colour, because rain and foul share one brown */
  readonly dash: 'solid' | 'dash' | 'dot'
  /** what a surveyed depth and level refer to: the crown of pressure pipes and ducts, the inner bottom of gravity sewers */
  readonly levelRefersTo: 'crown' | 'invert'
  readonly flow: 'pressure' | 'gravity' | 'none'
}
