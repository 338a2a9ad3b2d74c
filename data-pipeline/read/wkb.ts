import type { Geometry } from './layer.ts'

const TYPES = [
  '',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
]
/** flags of PostGIS before the ISO numbering (1000 Z, 2000 M, 3000 both) */
const [EWKB_Z, EWKB_M, EWKB_SRID] = [0x80000000, 0x40000000, 0x20000000]
/** bytes of an envelope in a GeoPackage geometry by its indicator: none, xy, xyz, xym, xyzm */
const ENVELOPES = [0, 32, 48, 48, 64]

/**
 * The geometry of a GeoPackage blob: "GP", version, flags, SRS id, envelope, then a WKB (OGC 12-128).
 *
 * @returns null for an empty geometry
 * @throws RangeError when it is none or cut short
 */
export function geoPackageGeometry(blob: Uint8Array): Geometry | null {
  const flags = blob[3] ?? 0
  const envelope = ENVELOPES[(flags >> 1) & 7]
  if (blob[0] !== 0x47 || blob[1] !== 0x50 || envelope === undefined || (flags & 0x20) !== 0) {
    throw new RangeError('no GeoPackage geometry')
  }
  return (flags & 0x10) !== 0 ? null : wkbGeometry(blob.subarray(8 + envelope))
}

/** Reads a WKB in either byte order, ISO or PostGIS numbering; z is kept as the third coordinate, m is not. */
function wkbGeometry(bytes: Uint8Array): Geometry | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const geometry = (): Geometry | null => {
    const isLittle = view.getUint8(at) === 1
    const code = view.getUint32(at + 1, isLittle)
    at += (code & EWKB_SRID) !== 0 ? 9 : 5
    const plain = code & 0xffff
    const [kind, dimension] = [plain % 1000, Math.floor(plain / 1000)]
    const hasZ = (code & EWKB_Z) !== 0 || dimension === 1 || dimension === 3
    const hasM = (code & EWKB_M) !== 0 || dimension === 2 || dimension === 3
    const count = () => {
      at += 4
      return view.getUint32(at - 4, isLittle)
    }
    const several = <Item>(read: () => Item): Item[] => {
      const items: Item[] = []
      for (let left = count(); left > 0; left--) items.push(read())
      return items
    }
    const vertex = (): number[] => {
      const size = 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0)
      const values = Array.from({ length: hasZ ? 3 : 2 }, (_, i) => view.getFloat64(at + i * 8, isLittle))
      at += size * 8
      return values
    }
    const type = TYPES[kind]
    if (!type) throw new RangeError(`WKB of type ${code}`)
    if (type === 'Point') return { type, coordinates: vertex() }
    if (type === 'LineString') return { type, coordinates: several(vertex) }
    if (type === 'Polygon') return { type, coordinates: several(() => several(vertex)) }
    return { type, coordinates: several(geometry).map((part) => part?.coordinates ?? null) }
  }
  return geometry()
}
