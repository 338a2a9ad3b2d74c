import type { Localized } from '../../src/domain/localized.ts'

/** A geometry as GeoJSON has it, x east first; coordinates are not yet looked at. */
export interface Geometry {
  readonly type: string
  readonly coordinates: unknown
}

export interface RawFeature {
  /** 1-based place in the layer, or the FID where the file has one */
  readonly row: number
  readonly id: string | null
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: Geometry | null
  /** why it cannot be read; null when it can */
  readonly fault: Localized | null
}

/** Features of one file, or of one table in it. Opening reads the head only; each run through them reads the file anew. */
export interface Layer {
  /** on disk, without the name of the layer */
  readonly path: string
  /** as findings name it: "town.gpkg#pipes" */
  readonly label: string
  /** "EPSG:n", a proj4 text or a WKT, as declared; null when it declares none */
  readonly crs: string | null
  /** it has a geometry column (a GeoPackage may have plain tables) */
  readonly hasGeometry: boolean
  /** names of the properties; may take a run through the file */
  fields(): Promise<readonly string[]>
  features(): AsyncIterable<RawFeature>
}

/** A feature without anything but what is given. */
export function rawFeature(given: Partial<RawFeature> & { readonly row: number }): RawFeature {
  return { id: null, properties: {}, geometry: null, fault: null, ...given }
}
