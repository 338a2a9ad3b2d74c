import sqlite from 'node-sqlite3-wasm'

type Cell = string | number | null

/** A layer of a test's GeoPackage. */
interface GeoPackageLayer {
  /** EPSG code; 0 = undefined */
  readonly srs: number
  /** geometry as bytes of a WKB, null = none; a table without geometry when it is absent in all */
  readonly features: readonly { readonly wkb?: Uint8Array | null; readonly values: Readonly<Record<string, Cell>> }[]
}

/** Writes a GeoPackage with these layers. */
export function writeGeoPackage(path: string, layers: Readonly<Record<string, GeoPackageLayer>>): void {
  const database = new sqlite.Database(path)
  try {
    database.exec(`
      create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text,
        organization_coordsys_id integer, definition text, description text);
      create table gpkg_contents (table_name text primary key, data_type text, srs_id integer);
      create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer,
        z tinyint, m tinyint);
      insert into gpkg_spatial_ref_sys values ('Undefined', 0, 'NONE', 0, 'undefined', null);`)
    for (const [name, { srs, features }] of Object.entries(layers)) writeLayer(database, name, srs, features)
  } finally {
    database.close()
  }
}

function writeLayer(
  database: InstanceType<typeof sqlite.Database>,
  name: string,
  srs: number,
  features: GeoPackageLayer['features'],
): void {
  const hasGeometry = features.some(({ wkb }) => wkb !== undefined)
  const columns = Object.keys(features[0]?.values ?? {})
  if (srs > 0) {
    database.run('insert or ignore into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, null)', ['', srs, 'EPSG', srs, ''])
  }
  database.run('insert into gpkg_contents values (?, ?, ?)', [name, hasGeometry ? 'features' : 'attributes', srs])
  if (hasGeometry) {
    database.run('insert into gpkg_geometry_columns values (?, ?, ?, ?, 0, 0)', [name, 'geom', 'GEOMETRY', srs])
  }
  const named = columns.map((column) => `, "${column}"`).join('')
  database.exec(`create table "${name}" (fid integer primary key${hasGeometry ? ', geom blob' : ''}${named})`)
  for (const { wkb, values } of features) {
    const blob = wkb ? Buffer.concat([Buffer.from([0x47, 0x50, 0, 1, 0, 0, 0, 0]), wkb]) : null
    const cells = [...(hasGeometry ? [blob] : []), ...columns.map((column) => values[column] ?? null)]
    const marks = cells.map(() => ', ?').join('')
    database.run(`insert into "${name}" values (null${marks})`, cells)
  }
}

/** WKB of a point or, of several vertices, of a line; little endian, with z (ISO) where vertices have one. */
export function wkbOf(...vertices: readonly (readonly number[])[]): Uint8Array {
  const isPoint = vertices.length === 1
  const type = (isPoint ? 1 : 2) + ((vertices[0]?.length ?? 2) > 2 ? 1000 : 0)
  const head = Buffer.alloc(isPoint ? 5 : 9)
  head[0] = 1
  head.writeUInt32LE(type, 1)
  if (!isPoint) head.writeUInt32LE(vertices.length, 5)
  return Buffer.concat([head, Buffer.from(Float64Array.from(vertices.flat()).buffer)])
}
