/** A raster of one value a cell in the plane of a CRS; row 0 in the south, as floods have it. */
export interface RasterFile {
  readonly columns: number
  readonly rows: number
  /** width of a cell [m] */
  readonly size: number
  /** south-west corner [m] */
  readonly west: number
  readonly south: number
  /** "EPSG:4549"; anything else is told as a citation, which a person must choose the CRS by */
  readonly crs: string
  readonly description: string
  /** by cell, NaN = no value */
  readonly bands: readonly { readonly name: string; readonly unit: string; readonly values: Float32Array }[]
}

type Tag = readonly [code: number, type: number, values: readonly number[] | Uint8Array]

const [ASCII, SHORT, LONG, DOUBLE] = [2, 3, 4, 12]
const BYTES: Readonly<Record<number, number>> = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 }
const HEADER = 8
/** "not one of EPSG's" in a GeoKey */
const USER_DEFINED = 32_767
/** of EPSG: metre */
const METRE = 9001

/**
 * GeoTIFF 1.1 (OGC 19-008r4): float32, little-endian, a strip a band, not compressed; NaN is NODATA. Names and units of
 * the bands stand in GDAL's metadata.
 *
 * @throws RangeError when a band has another length than the raster has cells
 */
export function encodeGeoTiff(raster: RasterFile): Uint8Array<ArrayBuffer> {
  const { columns, rows, bands } = raster
  const strip = 4 * columns * rows
  for (const { name, values } of bands)
    if (values.length !== columns * rows)
      throw new RangeError(`encodeGeoTiff: band "${name}" has ${values.length} values, expected ${rows} × ${columns}`)
  const place = (first: number): Tag[] => tagsOf(raster, (band) => first + band * strip)
  // the offsets do not change how long the tags are
  const first = Math.ceil((HEADER + lengthOf(place(0))) / 4) * 4
  const file = new Uint8Array(first + strip * bands.length)
  const view = new DataView(file.buffer)
  view.setUint16(0, 0x4949)
  view.setUint16(2, 42, true)
  view.setUint32(4, HEADER, true)
  writeTags(view, place(first))
  bands.forEach(({ values }, band) => {
    const out = new Float32Array(file.buffer, first + band * strip, columns * rows)
    for (let row = 0; row < rows; row++)
      out.set(values.subarray(row * columns, (row + 1) * columns), (rows - 1 - row) * columns)
  })
  return file
}

function tagsOf(raster: RasterFile, offsetOf: (band: number) => number): Tag[] {
  const { columns, rows, size, west, south, bands } = raster
  const each = (value: number) => bands.map(() => value)
  const { directory, citation } = geoKeys(raster.crs)
  return [
    [256, LONG, [columns]],
    [257, LONG, [rows]],
    [258, SHORT, each(32)],
    [259, SHORT, [1]],
    [262, SHORT, [1]],
    [270, ASCII, text(raster.description)],
    [273, LONG, bands.map((_, band) => offsetOf(band))],
    [277, SHORT, [bands.length]],
    [278, LONG, [rows]],
    [279, LONG, each(4 * columns * rows)],
    [284, SHORT, [2]],
    ...(bands.length > 1 ? [[338, SHORT, each(0).slice(1)] as const] : []),
    [339, SHORT, each(3)],
    [33_550, DOUBLE, [size, size, 0]],
    [33_922, DOUBLE, [0, 0, 0, west, south + rows * size, 0]],
    [34_735, SHORT, directory],
    [34_737, ASCII, text(citation)],
    [42_112, ASCII, text(metadataOf(bands))],
    [42_113, ASCII, text('nan')],
  ]
}

/** Projected, pixels are areas, and the CRS by its EPSG code, or by its own words where it has none. */
function geoKeys(crs: string): { readonly directory: readonly number[]; readonly citation: string } {
  const code = Number(/^EPSG:(\d+)$/i.exec(crs)?.[1] ?? USER_DEFINED)
  const citation = `${crs}|`
  const length = new TextEncoder().encode(citation).length
  const keys = [
    [1024, 0, 1, 1],
    [1025, 0, 1, 1],
    [1026, 34_737, length, 0],
    [3072, 0, 1, code],
    ...(code === USER_DEFINED ? [[3073, 34_737, length, 0]] : []),
    [3076, 0, 1, METRE],
  ]
  return { directory: [1, 1, 1, keys.length, ...keys.flat()], citation }
}

function metadataOf(bands: RasterFile['bands']): string {
  const item = (name: string, sample: number, role: string, value: string) =>
    `<Item name="${name}" sample="${sample}" role="${role}">${escaped(value)}</Item>`
  const items = bands.flatMap(({ name, unit }, i) => [
    item('DESCRIPTION', i, 'description', name),
    item('UNITTYPE', i, 'unittype', unit),
  ])
  return `<GDALMetadata>${items.join('')}</GDALMetadata>`
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(`${value}\0`)
}

function sizeOf([, type, values]: Tag): number {
  return (BYTES[type] as number) * values.length
}

/** A directory, and behind it what does not fit into the four bytes of an entry, on even places. */
function lengthOf(tags: readonly Tag[]): number {
  return tags.reduce((sum, tag) => sum + 12 + (sizeOf(tag) > 4 ? sizeOf(tag) + (sizeOf(tag) % 2) : 0), 2 + 4)
}

function writeTags(view: DataView, tags: readonly Tag[]): void {
  view.setUint16(HEADER, tags.length, true)
  let beyond = HEADER + 2 + 12 * tags.length + 4
  tags.forEach((tag, i) => {
    const [code, type, values] = tag
    const at = HEADER + 2 + 12 * i
    view.setUint16(at, code, true)
    view.setUint16(at + 2, type, true)
    view.setUint32(at + 4, values.length, true)
    const isInside = sizeOf(tag) <= 4
    if (!isInside) view.setUint32(at + 8, beyond, true)
    const from = isInside ? at + 8 : beyond
    values.forEach((value, n) => {
      const to = from + n * (BYTES[type] as number)
      if (type === ASCII) view.setUint8(to, value)
      else if (type === SHORT) view.setUint16(to, value, true)
      else if (type === LONG) view.setUint32(to, value, true)
      else view.setFloat64(to, value, true)
    })
    if (!isInside) beyond += sizeOf(tag) + (sizeOf(tag) % 2)
  })
}
