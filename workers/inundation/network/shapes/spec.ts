import type { ForceMain } from '../force-main.ts'

/** Shapes that are known by their widths in shares of depth and greatest width. */
export type ProportionedShape =
  | 'EGG'
  | 'HORSESHOE'
  | 'GOTHIC'
  | 'CATENARY'
  | 'SEMIELLIPTICAL'
  | 'BASKETHANDLE'
  | 'SEMICIRCULAR'

/** A cross-section as it was ordered: lengths in m. Width is the greatest one; slopes are horizontal by vertical. */
export type ShapeSpec =
  | { readonly type: 'CIRCULAR'; readonly depth: number }
  | { readonly type: 'FORCE_MAIN'; readonly depth: number; readonly friction: ForceMain }
  | { readonly type: 'FILLED_CIRCULAR'; readonly depth: number; readonly filled: number }
  | { readonly type: 'RECT_CLOSED'; readonly depth: number; readonly width: number }
  /** walls that do not rub: 0, 1 or 2 */
  | { readonly type: 'RECT_OPEN'; readonly depth: number; readonly width: number; readonly smoothWalls: number }
  | {
      readonly type: 'TRAPEZOIDAL'
      readonly depth: number
      readonly bottom: number
      readonly left: number
      readonly right: number
    }
  | { readonly type: 'TRIANGULAR' | 'PARABOLIC'; readonly depth: number; readonly width: number }
  | { readonly type: 'POWER'; readonly depth: number; readonly width: number; readonly exponent: number }
  | { readonly type: 'RECT_TRIANGULAR'; readonly depth: number; readonly width: number; readonly triangle: number }
  | { readonly type: 'RECT_ROUND'; readonly depth: number; readonly width: number; readonly radius: number }
  | { readonly type: 'MODBASKETHANDLE'; readonly depth: number; readonly width: number; readonly radius: number }
  | { readonly type: ProportionedShape; readonly depth: number }
  | { readonly type: 'HORIZ_ELLIPSE' | 'VERT_ELLIPSE' | 'ARCH'; readonly depth: number; readonly width: number }
  /** widths by depth, both in shares of the full depth, the depths rising to 1 */
  | {
      readonly type: 'CUSTOM'
      readonly depth: number
      readonly shares: readonly (readonly [depth: number, width: number])[]
    }
  | Transect

/** A surveyed cross-section of a channel or street. */
export interface Transect {
  readonly type: 'TRANSECT'
  /** from bank to bank, levels above any datum [m] */
  readonly stations: readonly (readonly [station: number, level: number])[]
  /** where the main channel begins and ends [m] */
  readonly banks: readonly [number, number]
  /** Manning's n left, in the channel and right [s/m^(1/3)] */
  readonly roughness: readonly [number, number, number]
  /** length along the bed over that of the flood plain [-]; the roughness is raised by its root */
  readonly meander: number
}
