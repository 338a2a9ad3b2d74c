import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'

/** Measure of a round tube [m]. */
export interface Section {
  readonly kind: 'circle'
  readonly diameter: number
}

/**
 * The shape of one structure, in lon, lat [degrees] and normal height H [m]: the tile writer alone turns H into
 * ellipsoidal height.
 */
export type Shape =
  /** cable, handrail: path = axis */
  | { readonly kind: 'tube'; readonly path: readonly LonLatHeight[]; readonly section: Section }
  /** building or pier: rings lon/lat, first outer then holes, each closed or not */
  | {
      readonly kind: 'prism'
      readonly rings: readonly (readonly { lon: number; lat: number }[])[]
      readonly bottom: number
      readonly top: number
    }
  /** bridge deck: top surface along the path */
  | {
      readonly kind: 'deck'
      readonly path: readonly LonLatHeight[]
      readonly width: number
      readonly thickness: number
      /** height of the walls along both edges [m]; 0 = none */
      readonly parapet: number
    }
  /** hollow box with cabins side by side; path = middle of the floor */
  | {
      readonly kind: 'gallery'
      readonly path: readonly LonLatHeight[]
      readonly cabins: readonly { readonly name: string; readonly width: number }[]
      readonly height: number
      readonly wall: number
    }
  /** road or metro tunnel: hollow tube; path = axis */
  | {
      readonly kind: 'lining'
      readonly path: readonly LonLatHeight[]
      readonly innerRadius: number
      readonly thickness: number
      /** flat floor above the lowest point inside [m]; 0 = none */
      readonly floor: number
    }
  /** a body by its triangles, drawn from both sides */
  | {
      readonly kind: 'mesh'
      /** lon, lat, H of each vertex */
      readonly positions: Float64Array
      /** three vertices a triangle */
      readonly indices: Uint32Array
    }

/** What the property table tells; all tilesets of a city have the same columns. */
export interface FeatureProperties {
  readonly id: string
  readonly gid: number
  /** id of one of `disciplines` */
  readonly discipline: string
  readonly material: string
  /** inside measures [m]; 0 when not known */
  readonly width: number
  readonly height: number
  readonly year: number
  /** exact H [m]; NaN when not known */
  readonly startLevel: number
  readonly endLevel: number
}

export interface TileFeature {
  readonly properties: FeatureProperties
  readonly shape: Shape
  /** draws first in coarse levels: width or height [m] */
  readonly prominence: number
}

/** Outer shape without identity, for public tiles: no id, gid, level, size or owner reaches them. */
export interface PublicFeature {
  readonly shape: Shape
  /** category only: "bridge" */
  readonly category: string
  readonly prominence: number
}
