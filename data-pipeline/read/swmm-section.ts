import type { LineSection } from '../survey.ts'

/** width of standard closed shapes as a share of their height; SWMM 5 source, xsect.c */
const WIDTH_OF_HEIGHT: Record<string, number> = {
  EGG: 0.667,
  HORSESHOE: 1,
  GOTHIC: 0.84,
  CATENARY: 0.9,
  SEMIELLIPTICAL: 1,
  BASKETHANDLE: 0.944,
  SEMICIRCULAR: 1.64,
}
const ROUND = ['CIRCULAR', 'FORCE_MAIN', 'FILLED_CIRCULAR']
const BOXES = ['RECT_CLOSED', 'RECT_TRIANGULAR', 'RECT_ROUND', 'MODBASKETHANDLE']
const OVALS = ['HORIZ_ELLIPSE', 'VERT_ELLIPSE', 'ARCH']
const OPEN = ['RECT_OPEN', 'TRAPEZOIDAL', 'TRIANGULAR', 'PARABOLIC', 'POWER']
/** described by a transect or street elsewhere in the file: open, measures not in this row */
const TRANSECTS = ['IRREGULAR', 'STREET']

/**
 * Section of an [XSECTIONS] row: link, shape, Geom1 (height), Geom2 (width), …
 *
 * @param unit  metres in one length unit of the file
 * @returns null when the shape is not known or its measures are not in the row (standard sizes, CUSTOM)
 */
export function swmmSection(words: readonly string[], unit: number): LineSection | null {
  const shape = words[1]?.toUpperCase() ?? ''
  const height = Number(words[2]) * unit
  const width = Number(words[3]) * unit
  if (TRANSECTS.includes(shape)) return { kind: 'open', width: 0, height: 0 }
  if (!(height > 0)) return null
  if (ROUND.includes(shape)) return { kind: 'circle', width: height, height }
  const share = WIDTH_OF_HEIGHT[shape]
  if (share !== undefined) return { kind: 'egg', width: height * share, height }
  if (OPEN.includes(shape)) return { kind: 'open', width: width > 0 ? width : 0, height }
  if (!(width > 0)) return null
  if (BOXES.includes(shape)) return { kind: 'rectangle', width, height }
  if (OVALS.includes(shape)) return { kind: 'egg', width, height }
  return null
}
