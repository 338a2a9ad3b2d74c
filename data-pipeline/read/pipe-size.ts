import type { LineSection } from '../survey.ts'

const MILLIMETRE = 0.001
/** no pipe of a census is thinner than 10 mm or wider than 10 m */
const LOWEST = 10
const HIGHEST = 10_000

/**
 * PSize of CJJ 61: "300", "DN300", "Φ300" [mm], or "400X600" (width × height of a duct bank or box, mm). A number below
 * 10 is taken as metres, and `isMetres` says so.
 *
 * @returns null when the text is no size
 */
export function pipeSize(text: string): { readonly section: LineSection; readonly isMetres: boolean } | null {
  const plain = text.replace(/^(DN|De|d|Φ|φ|Ø|%%c)\s*/i, '').replace(/\s*(mm|毫米)$/i, '')
  const parts = plain.split(/\s*[xX×*]\s*/).map(Number)
  if (parts.length > 2 || plain === '' || parts.some((value) => !Number.isFinite(value) || value <= 0)) return null
  const isMetres = parts.every((value) => value < LOWEST)
  const scale = isMetres ? 1 : MILLIMETRE
  if (parts.some((value) => value * (scale / MILLIMETRE) < LOWEST || value * (scale / MILLIMETRE) > HIGHEST))
    return null
  const [width = 0, height = width] = parts.map((value) => value * scale)
  return { section: { kind: parts.length === 1 ? 'circle' : 'rectangle', width, height }, isMetres }
}
