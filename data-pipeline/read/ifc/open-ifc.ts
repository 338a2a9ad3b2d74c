import { type FlatMesh, IFCMAPCONVERSION, IFCPRODUCT, IFCPRODUCTDEFINITIONSHAPE, IfcAPI, LogLevel } from 'web-ifc'
import type { IfcFile, IfcLeftOut, IfcMapConversion, IfcProduct } from './ifc-file.ts'
import { ifcRelations } from './ifc-relations.ts'
import { type Line, listOf, numberOf, referenceOf, textOf } from './ifc-values.ts'

/** Spaces and the ground, which are no bodies of the city's lifelines. */
const NOT_TAKEN = /^Ifc(Site|Space|SpatialZone|OpeningElement|Annotation|Grid|GeographicElement|Virtual.*)$/
/** representations that are no body */
const NO_BODY = /^(Axis|FootPrint|Box|CoG|Annotation|Clearance|Profile|Reference|Plan)$/
const SWEPT_ALONG = /^Ifc(FixedReferenceSweptAreaSolid|SectionedSolid.*|SectionedSurface|DirectrixDerived.*)$/
const DEEPEST = 50

/**
 * Opens an IFC 2x3, 4 or 4.3 file by web-ifc and takes out its products; blocks the thread that it runs in.
 *
 * @throws Error when web-ifc cannot open it
 */
export async function openIfc(bytes: Uint8Array): Promise<IfcFile> {
  const api = new IfcAPI()
  await api.Init(undefined, true)
  api.SetLogLevel(LogLevel.LOG_LEVEL_OFF)
  const model = api.OpenModel(bytes, { COORDINATE_TO_ORIGIN: false })
  if (model < 0) throw new Error(`web-ifc: cannot open the model (${model})`)
  const line = (id: number): Line => api.GetLine(model, id) as Line
  const typeOf = (id: number) => api.GetNameFromTypeCode(api.GetLineType(model, id))
  const relations = ifcRelations(api, model, line, typeOf)
  const products: IfcProduct[] = []
  const left: IfcLeftOut[] = []
  const drawn = new Set<number>()
  const skipped: Record<string, number> = {}
  const describe = (id: number) => {
    const own = line(id)
    return { own, globalId: textOf(own.GlobalId) ?? `#${id}`, type: typeOf(id), line: id }
  }
  api.StreamAllMeshes(model, (mesh) => {
    const id = mesh.expressID
    drawn.add(id)
    const { own, ...product } = describe(id)
    if (NOT_TAKEN.test(product.type)) {
      skipped[product.type] = (skipped[product.type] ?? 0) + 1
      return
    }
    if (isLinear(own, line, typeOf)) {
      left.push({ ...product, reason: 'linear', items: itemsOf(own, line, typeOf).join(', ') })
      return
    }
    const kind = textOf(own.PredefinedType)
    products.push({
      ...product,
      name: textOf(own.Name),
      ...trianglesOf(api, model, mesh),
      attributes: { ...(kind === null ? {} : { PredefinedType: kind }), ...relations.propertiesOf(id) },
      systems: relations.systemsOf(id),
      containers: relations.containersOf(id),
    })
  })
  const shapes = new Set<number | null>()
  for (const id of new Set([...api.GetLineIDsWithType(model, IFCPRODUCT, true), ...drawn])) {
    const { own, ...product } = describe(id)
    shapes.add(referenceOf(own.Representation))
    if (drawn.has(id)) continue
    const items = NOT_TAKEN.test(product.type) ? [] : itemsOf(own, line, typeOf)
    if (items.length > 0) left.push({ ...product, reason: 'no-mesh', items: items.join(', ') })
  }
  // a shape of nobody belongs to a class of a draft of IFC 4.3 that web-ifc does not know
  for (const id of api.GetLineIDsWithType(model, IFCPRODUCTDEFINITIONSHAPE)) {
    const items = shapes.has(id) ? [] : itemsOf({ Representation: id }, line, typeOf)
    if (items.length > 0)
      left.push({ globalId: `#${id}`, type: '?', line: id, reason: 'no-mesh', items: items.join(', ') })
  }
  const file = {
    schema: api.GetModelSchema(model),
    products,
    left,
    skipped,
    map: mapConversionOf(api, model, line),
    unit: unitOf(line, relations.units),
  }
  api.CloseModel(model)
  return file
}

/** Triangles in the project's axes: web-ifc turns z up into y up, which is turned back here. */
function trianglesOf(api: IfcAPI, model: number, mesh: FlatMesh): { positions: Float64Array; indices: Uint32Array } {
  const positions: number[] = []
  const indices: number[] = []
  for (let at = 0; at < mesh.geometries.size(); at++) {
    const { geometryExpressID, flatTransformation: m } = mesh.geometries.get(at)
    const geometry = api.GetGeometry(model, geometryExpressID)
    const vertices = api.GetVertexArray(geometry.GetVertexData(), geometry.GetVertexDataSize())
    const first = positions.length / 3
    // six numbers a vertex: place and normal
    for (let v = 0; v < vertices.length; v += 6) {
      const [x = 0, y = 0, z = 0] = vertices.subarray(v, v + 3)
      const world = (row: number) =>
        (m[row] ?? 0) * x + (m[4 + row] ?? 0) * y + (m[8 + row] ?? 0) * z + (m[12 + row] ?? 0)
      positions.push(world(0), -world(2), world(1))
    }
    for (const index of api.GetIndexArray(geometry.GetIndexData(), geometry.GetIndexDataSize()))
      indices.push(first + index)
    geometry.delete()
  }
  return { positions: Float64Array.from(positions), indices: Uint32Array.from(indices) }
}

/** Whether a product stands or is swept along an alignment. */
function isLinear(own: Line, line: (id: number) => Line, typeOf: (id: number) => string): boolean {
  let placement = referenceOf(own.ObjectPlacement)
  for (let depth = 0; placement !== null && depth < DEEPEST; depth++) {
    if (typeOf(placement) === 'IfcLinearPlacement') return true
    placement = referenceOf(line(placement).PlacementRelTo)
  }
  return itemsOf(own, line, typeOf).some((item) => SWEPT_ALONG.test(item))
}

/** Classes of the items of a product's bodies, each once. */
function itemsOf(own: Line, line: (id: number) => Line, typeOf: (id: number) => string): string[] {
  const shape = referenceOf(own.Representation)
  if (shape === null) return []
  const classes = new Set<string>()
  for (const id of listOf(line(shape).Representations)) {
    const representation = line(id)
    if (NO_BODY.test(textOf(representation.RepresentationIdentifier) ?? '')) continue
    for (const item of listOf(representation.Items)) classes.add(typeOf(item))
  }
  return [...classes]
}

function mapConversionOf(api: IfcAPI, model: number, line: (id: number) => Line): IfcMapConversion | null {
  for (const id of api.GetLineIDsWithType(model, IFCMAPCONVERSION, true)) {
    const own = line(id)
    return {
      eastings: numberOf(own.Eastings) ?? 0,
      northings: numberOf(own.Northings) ?? 0,
      height: numberOf(own.OrthogonalHeight) ?? 0,
      abscissa: numberOf(own.XAxisAbscissa) ?? 1,
      ordinate: numberOf(own.XAxisOrdinate) ?? 0,
      scale: numberOf(own.Scale),
    }
  }
  return null
}

/** Metres in the project's length unit; web-ifc has multiplied by it already. */
function unitOf(line: (id: number) => Line, units: readonly number[]): number {
  for (const id of units) {
    const own = line(id)
    if (textOf(own.UnitType) !== 'LENGTHUNIT') continue
    const measure = referenceOf(own.ConversionFactor)
    if (measure !== null) return numberOf(line(measure).ValueComponent) ?? 1
    return { MILLI: 1e-3, CENTI: 1e-2, DECI: 0.1, KILO: 1e3 }[textOf(own.Prefix) ?? ''] ?? 1
  }
  return 1
}
