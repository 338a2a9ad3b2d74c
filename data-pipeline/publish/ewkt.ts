interface Position {
  readonly lon: number
  readonly lat: number
  readonly height: number
}

/** EWKT of a point, SRID 4490: lon, lat [degrees, 9 digits = 0.1 mm] and H [m, 4 digits]. */
export function pointEwkt(position: Position): string {
  return `SRID=4490;POINT Z (${position3(position)})`
}

/** EWKT of a line of at least two positions. */
export function lineEwkt(path: readonly Position[]): string {
  return `SRID=4490;LINESTRING Z (${path.map(position3).join(', ')})`
}

/** EWKT of areas with H 0, because the column wants a third number and a district has no level of its own. */
export function multiPolygonEwkt(
  polygons: readonly (readonly (readonly { readonly lon: number; readonly lat: number }[])[])[],
): string {
  const ring = (positions: readonly { readonly lon: number; readonly lat: number }[]) =>
    `(${positions.map(({ lon, lat }) => `${lon.toFixed(9)} ${lat.toFixed(9)} 0`).join(', ')})`
  return `SRID=4490;MULTIPOLYGON Z (${polygons.map((rings) => `(${rings.map(ring).join(', ')})`).join(', ')})`
}

/** The rings of our own `multiPolygonEwkt`, in plan. */
export function multiPolygonOf(ewkt: string): { lon: number; lat: number }[][][] {
  const positions = /(-?[\d.]+) (-?[\d.]+) -?[\d.]+/g
  const ringsOf = (polygon: string) =>
    polygon
      .split('), (')
      .map((ring) => [...ring.matchAll(positions)].map(([, lon, lat]) => ({ lon: Number(lon), lat: Number(lat) })))
  return ewkt.split(/\(\(+/).slice(1).map(ringsOf)
}

function position3({ lon, lat, height }: Position): string {
  return `${lon.toFixed(9)} ${lat.toFixed(9)} ${height.toFixed(4)}`
}
