import type { AssetStatus, QualityLevel } from '../src/domain/asset/asset.ts'
import type { LonLat, LonLatHeight } from '../src/domain/geo/coordinates.ts'
import type { Crs } from '../src/domain/geo/crs.ts'
import type { FloodPlan } from '../src/domain/inundation/flood-plan.ts'
import type { GasGrades } from '../src/domain/leak/gas-grades.ts'
import type { Localized } from '../src/domain/localized.ts'
import type { RowsByTable } from '../src/domain/records/rows.ts'
import type { Findings } from './check/finding.ts'
import type { KeyedHydraulics } from './read/epanet-hydraulics.ts'
import type { Raster } from './read/raster.ts'

/** The normal form between readers and everything after them: SI units, H, lon/lat beside the source's plane metres. */
export interface Place {
  /** source CRS, east and north; metres unless the CRS is geographic */
  readonly x: number
  readonly y: number
  readonly lon: number
  readonly lat: number
}

interface Source {
  readonly file: string
  readonly row: number
}

/** What points and lines have alike; null = not known. */
export interface CommonAttributes {
  readonly subclass: string | null
  readonly elementCode: string | null
  readonly name: string | null
  readonly roadId: string | null
  readonly districtId: string | null
  readonly owner: string | null
  readonly status: AssetStatus
  readonly builtYear: number | null
  readonly projectId: string | null
  readonly qualityLevel: QualityLevel | null
  readonly horizontalError: number | null
  readonly verticalError: number | null
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>
}

export interface SurveyPoint extends CommonAttributes, Place {
  /** unique in its discipline */
  readonly key: string
  readonly discipline: string
  /** H of the ground [m] */
  readonly ground: number | null
  /** H of the well's bottom [m]; null when it has no well or it is not known */
  readonly bottom: number | null
  readonly feature: string | null
  readonly appurtenance: string | null
  /** the source says that water, gas or heat comes in here; null = judge by its feature */
  readonly isOperable: boolean | null
  readonly source: Source
}

/** Inside measures [m]. An open channel is a section too, but no tube. */
export interface LineSection {
  readonly kind: 'circle' | 'rectangle' | 'egg' | 'open'
  /** diameter of a circle */
  readonly width: number
  readonly height: number
}

/** One end of a line: depth below ground [m] and level [m, H] of the line's reference (crown or invert). */
export interface LineEnd {
  readonly depth: number | null
  readonly level: number | null
  readonly ground: number | null
}

export interface SurveyLine extends CommonAttributes {
  readonly key: string
  readonly discipline: string
  /** keys of points; null where the source names none that exists */
  readonly startPoint: string | null
  readonly endPoint: string | null
  /** running numbers of these points, where the reader knows them; -1 = to be found by the key */
  readonly pointNumbers?: readonly [start: number, end: number]
  readonly path: readonly Place[]
  readonly start: LineEnd
  readonly end: LineEnd
  /** what depth and level refer to */
  readonly reference: 'crown' | 'invert'
  readonly section: LineSection | null
  /** [m]; null = not known and taken as 0 */
  readonly wall: number | null
  readonly material: string | null
  readonly burial: string | null
  /** MPa */
  readonly pressure: number | null
  /** kV */
  readonly voltage: number | null
  /** as the source records it [m] */
  readonly recordedLength: number | null
  readonly source: Source
}

/** A link that is no pipe: pump, orifice, weir. In the network and the tables, not in the drawing. */
export interface SurveyDevice extends CommonAttributes {
  readonly key: string
  readonly discipline: string
  readonly kind: string
  readonly startPoint: string
  readonly endPoint: string
  readonly path: readonly Place[]
  readonly source: Source
}

export type StructureShape =
  | {
      readonly kind: 'bridge'
      readonly width: number
      readonly thickness: number
      readonly pierSpacing: number | null
      readonly mainSpan: number | null
      /** what carries the main span; null = the deck alone */
      readonly support: 'cable-stayed' | 'suspension' | null
      /** of the pylons above the deck [m]; null = not known */
      readonly pylonHeight: number | null
      /** of cables or hangers along the deck [m]; null = not known */
      readonly cableSpacing: number | null
    }
  | {
      readonly kind: 'tunnel'
      readonly innerRadius: number
      readonly thickness: number
      /** roadway or track bed above the lowest point inside [m]; 0 = none told */
      readonly floor: number
    }
  | {
      readonly kind: 'gallery'
      readonly cabins: readonly { readonly name: string; readonly width: number }[]
      readonly height: number
      readonly wall: number
    }

export interface SurveyStructure extends CommonAttributes {
  readonly key: string
  readonly discipline: string
  readonly kind: string
  /** deck top, tunnel axis or gallery floor, H */
  readonly path: readonly (Place & LonLatHeight)[]
  readonly shape: StructureShape
  readonly source: Source
}

/** Triangles of a body, in the order that is seen from outside where the source keeps it. */
export interface ModelMesh {
  /** lon, lat [degrees], H [m] of each vertex */
  readonly positions: Float64Array
  /** three vertices a triangle */
  readonly indices: Uint32Array
}

/** A body that its source gives by its surface: CityGML, CityJSON, IFC. Its readers push through `modelSink`. */
export interface SurveyModel extends CommonAttributes {
  /** unique in its discipline */
  readonly key: string
  readonly discipline: string
  /** the source's word: "Manhole", "HollowSpace", "IfcPipeSegment" */
  readonly kind: string
  readonly mesh: ModelMesh
  readonly source: Source
}

export interface SurveyBuilding {
  readonly rings: readonly (readonly { readonly lon: number; readonly lat: number }[])[]
  readonly ground: number | null
  readonly height: number
  readonly source?: Source
  /** its own shape, where the source has more than a block */
  readonly mesh?: ModelMesh
  /** id of the point of the storm sewers that its roof drains to; null = not known */
  readonly roofTo?: string | null
}

/** Tables that only a flood is computed from. */
export interface FloodTables {
  readonly storms: FloodPlan['storms']
  readonly waters: FloodPlan['waters']
  /** levels of rivers and lakes as they usually stand, H [m] */
  readonly normalLevels: (LonLat & { readonly level: number })[]
  /** who lives in a 100 m cell, by its middle */
  readonly people: (LonLat & { readonly people: number })[]
}

interface LandCover {
  readonly class: string
  readonly polygons: readonly (readonly (readonly { readonly lon: number; readonly lat: number }[])[])[]
}

/** Rows that go to the database as the tables give them; asset references are already whole ids. */
export type TableRows = {
  -readonly [Name in Exclude<
    keyof RowsByTable,
    'asset' | 'public_cell' | 'finding' | 'finding_rule'
  >]: RowsByTable[Name][]
}

/** Height of the ground [m, H] at a place, or null outside the model. */
export type GroundModel = (lon: number, lat: number) => number | null

/** Takes points; each is given a running number in the city. */
export interface PointSink {
  /** points taken so far: the number of the next one */
  readonly count: number
  /** @returns the running number; -1 when another point or line of its discipline has the key, which is told */
  push(point: SurveyPoint): number
  /** the running number of a point of a discipline; -1 when none was pushed */
  find(discipline: string, key: string): number
}

/** Takes lines, after the points that they name. */
export interface LineSink {
  readonly count: number
  push(line: SurveyLine): void
}

export interface Survey {
  readonly city: string
  readonly name: Localized
  readonly isExample: boolean
  /** 审图号 of the public map; null = none */
  readonly mapReview: string | null
  /** of gas in spaces, by the rule of the city; null = none was given */
  readonly gasGrades: GasGrades | null
  /** set once by the reader of a local network, whose middle is known only after reading */
  crs: Crs
  /** declared vertical datum */
  readonly vertical: string
  /** "egm96", "local" or a GeoTIFF file */
  readonly geoid: string
  /** pushed, never read back: a city's rows are larger than the memory */
  readonly points: PointSink
  readonly lines: LineSink
  readonly devices: SurveyDevice[]
  readonly structures: SurveyStructure[]
  readonly models: SurveyModel[]
  readonly buildings: SurveyBuilding[]
  readonly landCover: LandCover[]
  readonly tables: TableRows
  readonly flood: FloodTables
  /** hydraulic models of networks, by the keys of their nodes and links */
  readonly hydraulics: { readonly discipline: string; readonly keyed: KeyedHydraulics }[]
  readonly dem: { readonly raster: Raster; readonly at: GroundModel } | null
  /** folder of the lifecycle documents; null when there is none */
  readonly documents: string | null
  readonly findings: Findings
  /** tables of a census after CJJ 61, as findings name them: some rules hold for its rows only */
  readonly censusFiles: string[]
  /** every file read, for the build's hash */
  readonly inputs: string[]
  /** said in the report: units converted, sections, counts by reader */
  readonly facts: Record<string, string | number>
}

export const NO_ATTRIBUTES: CommonAttributes = {
  subclass: null,
  elementCode: null,
  name: null,
  roadId: null,
  districtId: null,
  owner: null,
  status: 'in-use',
  builtYear: null,
  projectId: null,
  qualityLevel: null,
  horizontalError: null,
  verticalError: null,
  attributes: {},
}

/** A line end of what a source gives [m]: level = ground − depth, whichever is missing follows from the other two. */
export function lineEndOf(ground: number | null, givenDepth: number | null, givenLevel: number | null): LineEnd {
  const level = givenLevel ?? (ground !== null && givenDepth !== null ? ground - givenDepth : null)
  return { ground, level, depth: givenDepth ?? (ground !== null && level !== null ? ground - level : null) }
}

export function emptyTables(): TableRows {
  return {
    organisation: [],
    district: [],
    road: [],
    responsibility: [],
    project: [],
    lifecycle_stage: [],
    document: [],
    operation_record: [],
    customer: [],
    entry: [],
    risk: [],
    sensor: [],
    sensor_threshold: [],
  }
}
