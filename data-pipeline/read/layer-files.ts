import { openFlatGeobuf } from './flatgeobuf.ts'
import { openGeoJson } from './geojson.ts'
import { openGeoPackage } from './geopackage.ts'
import type { Layer } from './layer.ts'
import { openDbf, openShapefile } from './shapefile.ts'
import type { Encoding } from './table-encoding.ts'
import { extensionOf, splitTablePath } from './table-source.ts'

type Opener = (file: string, table: string | null, encoding: Encoding) => Promise<readonly Layer[]>

const geoJson: Opener = async (file) => [await openGeoJson(file)]
const openers: Readonly<Record<string, Opener>> = {
  '.geojson': geoJson,
  '.json': geoJson,
  '.geojsonl': geoJson,
  '.geojsons': geoJson,
  '.ndjson': geoJson,
  '.jsonl': geoJson,
  '.shp': async (file, _, encoding) => [await openShapefile(file, encoding)],
  '.dbf': async (file, _, encoding) => [await openDbf(file, encoding)],
  '.gpkg': openGeoPackage,
  '.fgb': async (file) => [await openFlatGeobuf(file)],
}

/** Extensions of files with features. */
export const LAYER_EXTENSIONS: readonly string[] = Object.keys(openers).filter((extension) => extension !== '.dbf')

export function isLayerFile(extension: string): boolean {
  return openers[extension] !== undefined
}

/**
 * The layers of a file; "town.gpkg#pipes" gives that one.
 *
 * @param encoding  of a .dbf that does not tell its own: GB18030 is taken as given, else its bytes decide
 * @throws UnusableInput when the file is absent or is not what its name says
 */
export async function openLayers(path: string, encoding: Encoding): Promise<readonly Layer[]> {
  const { file, table } = splitTablePath(path)
  const open = openers[extensionOf(path)]
  if (!open) throw new Error(`openLayers: no reader for "${path}", expected ${Object.keys(openers).join(', ')}`)
  return await open(file, table, encoding)
}
