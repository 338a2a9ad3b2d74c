/** Coordinates as the file gives them: three numbers a place, in the axis order of their reference. */
export interface GmlPlaces {
  readonly srsName: string | null
  readonly numbers: number[]
}

/** One gml:Polygon, or what a surface is made of; the outer ring first. */
export interface GmlPolygon {
  readonly id: string | null
  /** of a ClosureSurface: the mouth of a tunnel, where there is no wall */
  readonly isVirtual: boolean
  readonly rings: GmlPlaces[]
}

/** What one level of detail of a city object holds. */
export interface GmlGeometry {
  readonly polygons: GmlPolygon[]
  /** ids of polygons that are given elsewhere */
  readonly links: string[]
  readonly curves: GmlPlaces[]
  readonly points: GmlPlaces[]
}

/** A text of a city object, e.g. `uro:depth`. */
export interface GmlAttribute {
  readonly name: string
  readonly text: string
  readonly unit: string | null
  readonly codeSpace: string | null
}

/** One thing with an id: a pipe, a tunnel, a hollow space in it. */
export interface CityObject {
  readonly type: string
  readonly id: string
  /** line of its opening tag */
  readonly row: number
  readonly parent: string | null
  readonly attributes: GmlAttribute[]
  /** by level of detail, 0–4 */
  readonly levels: Map<number, GmlGeometry>
  /** geometries given as a template and a place, which are not read */
  templates: number
}

/** The geometry of a level of detail, made when there is none yet. */
export function geometryOf(object: CityObject, level: number): GmlGeometry {
  const known = object.levels.get(level)
  if (known) return known
  const made: GmlGeometry = { polygons: [], links: [], curves: [], points: [] }
  object.levels.set(level, made)
  return made
}
