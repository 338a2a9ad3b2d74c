/** What the worker takes out of an IFC file; plain data, so that it crosses between threads. */
export interface IfcFile {
  readonly schema: string
  readonly products: readonly IfcProduct[]
  readonly left: readonly IfcLeftOut[]
  /** products of classes that are not taken, by class */
  readonly skipped: Readonly<Record<string, number>>
  /** of IfcMapConversion; null when the file has none */
  readonly map: IfcMapConversion | null
  /** metres in one length unit of the file */
  readonly unit: number
}

/** One product with its triangles. */
export interface IfcProduct {
  readonly globalId: string
  /** "IfcPipeSegment" */
  readonly type: string
  readonly name: string | null
  /** line number of the entity in the file's own counting: #42 */
  readonly line: number
  /** x, y, z of the project [m]: east, north, up where it has no map conversion */
  readonly positions: Float64Array
  readonly indices: Uint32Array
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  /** PredefinedType of the systems that it belongs to, e.g. "STORMWATER" */
  readonly systems: readonly string[]
  /** classes of what it is contained in, from near to far, e.g. "IfcBridgePart", "IfcBridge" */
  readonly containers: readonly string[]
}

/** A product whose body cannot be used. */
export interface IfcLeftOut {
  readonly globalId: string
  readonly type: string
  readonly line: number
  /** linear: placed or swept along an alignment, which web-ifc 0.0.78 gets wrong */
  readonly reason: 'no-mesh' | 'linear'
  /** classes of its representation items */
  readonly items: string
}

export interface IfcMapConversion {
  readonly eastings: number
  readonly northings: number
  readonly height: number
  readonly abscissa: number
  readonly ordinate: number
  readonly scale: number | null
}

/** From worker to reader. */
export type IfcMessage =
  | { readonly kind: 'read'; readonly file: IfcFile }
  | { readonly kind: 'failed'; readonly detail: string }
