import type { SurveyOptions } from '../data-pipeline/read/read-survey.ts'
import { type Arguments, type Command, textOption, UsageError } from './command.ts'

/** What `pipeline build` and `pipeline check` both take. */
export const surveyOptions: Command['options'] = {
  dem: { type: 'string' },
  crs: { type: 'string' },
  anchor: { type: 'string' },
  vertical: { type: 'string' },
  geoid: { type: 'string' },
  mapping: { type: 'string' },
  name: { type: 'string' },
  discipline: { type: 'string' },
  lod: { type: 'string' },
}

export const surveyOptionsHelp = `
  SOURCE             survey folder (survey.json), folder of files, or single files: point and line tables named as in
                     CJJ 61 (JSPOINT, JSLINE) in .csv, .xlsx, .mdb, .accdb, .shp, .gpkg, .fgb; networks in .shp,
                     .gpkg, .geojson, .geojsonl, .fgb, .inp; models in .gml, .json, .ifc, .xml. One table or layer of
                     a file: FILE#NAME
  --dem FILE         ground as GeoTIFF, any CRS of its GeoKeys (else --crs)
  --crs NAME         CRS of data that declares none, or an unknown one: EPSG:4490, 4326, 3857, 4491–4554,
                     "+proj=…", or "local"
  --anchor LON,LAT   with --crs local: where the middle of the network lies [degrees]
  --vertical NAME    vertical datum of data that declares none: 1985, egm96, local
  --geoid NAME       egm96, local (N = 0), a number N [m] or a GeoTIFF of N [m]; default by --vertical
  --mapping FILE     field names, code values and layers of this survey (JSON, data-pipeline/README.md)
  --name CITY        id of the city, [a-z0-9_-]; default from the survey or the file name
  --discipline D     of tables and layers that do not tell theirs (default sewer) and of .inp (default
                     storm, of EPANET water)
  --lod N            finest level of detail of CityGML and CityJSON models; default the finest there is
  --json             print the whole report as JSON`

/** The options as the pipeline takes them; throws UsageError on a malformed one. */
export function toSurveyOptions(args: Arguments): SurveyOptions {
  if (args.positionals.length === 0) throw new UsageError('expected at least one SOURCE')
  const name = textOption(args, 'name')
  if (name !== undefined && !/^[a-z0-9][a-z0-9_-]*$/.test(name)) {
    throw new UsageError(`--name ${name}: expected lower-case letters, digits, - and _`)
  }
  const anchor = textOption(args, 'anchor')
  return {
    sources: args.positionals,
    dem: textOption(args, 'dem'),
    crs: textOption(args, 'crs'),
    anchor: anchor === undefined ? undefined : lonLat(anchor),
    vertical: textOption(args, 'vertical'),
    geoid: textOption(args, 'geoid'),
    mapping: textOption(args, 'mapping'),
    name,
    discipline: textOption(args, 'discipline'),
    level: levelOf(textOption(args, 'lod')),
  }
}

function levelOf(text: string | undefined): number | undefined {
  if (text === undefined || /^[0-4](\.[0-3])?$/.test(text)) return text === undefined ? undefined : Number(text)
  throw new UsageError(`--lod ${text}: expected 0 to 4, e.g. 2 or 2.2`)
}

function lonLat(text: string) {
  const [lon = Number.NaN, lat = Number.NaN, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (rest.length === 0 && Math.abs(lon) <= 180 && Math.abs(lat) <= 89) return { lon, lat }
  throw new UsageError(`--anchor ${text}: expected LON,LAT in degrees, e.g. 120.3,36.1`)
}
