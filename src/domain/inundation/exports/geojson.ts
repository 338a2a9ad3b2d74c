import { type Crs, crsOf } from '../../geo/crs.ts'
import { DEPTH_GRADES, depthGradeOf } from '../depth-grades.ts'
import { type ExportedRun, factsOf, isTrusted } from './exported-run.ts'
import { type Outline, outlinesOf } from './outlines.ts'
import { verdictOf } from './tables.ts'

type Position = readonly [lon: number, lat: number]

/** of degrees: a centimetre */
const DIGITS = 1e7
/** outlines between two pauses */
const PAUSE = 50

/**
 * Entries, streets and the outlines of DEPTH_GRADES as GeoJSON (RFC 7946, degrees of CGCS2000, which is WGS 84 to less than
 * a metre), in pieces to be joined. Areas are where it was deepest within a grade; sea and river, which stood there from the
 * start, are left out. Yields now and then, so that a page can draw between.
 *
 * @throws RangeError when the CRS of the run is not known
 */
export function* floodGeoJson(run: ExportedRun): Generator<void, string[]> {
  const crs = crsOf(run.crs)
  if (!crs) throw new RangeError(`floodGeoJson: CRS is "${run.crs}", expected one that is known`)
  const trust = { trustworthy: isTrusted(run) }
  const features = [...entryFeatures(run, crs), ...streetFeatures(run, crs)].map((feature) =>
    JSON.stringify({ ...feature, properties: { ...feature.properties, ...trust } }),
  )
  const { columns, rows } = run.grid
  const outlines = yield* outlinesOf(columns, rows, gradesOf(run))
  for (const [i, outline] of outlines.entries()) {
    if (i % PAUSE === 0) yield
    const feature = areaFeature(run, crs, outline)
    features.push(JSON.stringify({ ...feature, properties: { ...feature.properties, ...trust } }))
  }
  const head = JSON.stringify({
    type: 'FeatureCollection',
    run: factsOf(run).map(([what, text]) => `${what}: ${text}`),
  })
  return [
    head.slice(0, -1),
    ',"features":[',
    ...features.flatMap((text, i) => (i > 0 ? [',\n', text] : [text])),
    ']}\n',
  ]
}

function entryFeatures({ outcome, plan }: ExportedRun, crs: Crs) {
  const places = new Map(plan.entries.map((entry) => [entry.id, entry]))
  return outcome.entries.flatMap((verdict) => {
    const entry = places.get(verdict.id)
    if (!entry) return []
    const { id, sill, arrival, over, overAt } = verdict
    const figures = { sill_m: sill, arrival_s: arrival, over_m: over, over_at_s: overAt }
    const properties = { of: 'entry', id, name: entry.name, kind: entry.kind, verdict: verdictOf(verdict), ...figures }
    return [{ type: 'Feature', geometry: { type: 'Point', coordinates: position(crs, ...entry.at) }, properties }]
  })
}

function streetFeatures({ outcome, plan }: ExportedRun, crs: Crs) {
  const streets = new Map(plan.streets.map((street) => [street.id, street]))
  return outcome.streets.flatMap(({ id, isTested, volume, volumeAt, depth, impassable, lengths }) => {
    const street = streets.get(id)
    if (!street) return []
    const byGrade = Object.fromEntries(DEPTH_GRADES.map((from, i) => [`length_from_${from.toFixed(2)}_m`, lengths[i]]))
    const figures = isTested
      ? { volume_m3: volume, volume_at_s: volumeAt, max_depth_m: depth, impassable_m: impassable, ...byGrade }
      : { verdict: 'not tested' }
    return [
      {
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: street.axis.map((at) => position(crs, ...at)) },
        properties: { of: 'street', id, name: street.name.zh, name_en: street.name.en, ...figures },
      },
    ]
  })
}

function areaFeature({ grid }: ExportedRun, crs: Crs, { kind, cells, rings }: Outline) {
  const { size, west, south } = grid
  const coordinates = rings.map((ring) => {
    const places = ring.map(([column, row]) => position(crs, west + column * size, south + row * size))
    return [...places, places[0] as Position]
  })
  const properties = {
    ...{
      of: 'area',
      from_m: DEPTH_GRADES[kind],
      below_m: DEPTH_GRADES[kind + 1] ?? null,
      area_m2: cells * size * size,
    },
  }
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates }, properties }
}

/** Grade of the greatest depth by cell; -1 where less was, and on sea and river. */
function gradesOf(run: ExportedRun): Int8Array {
  const { extremes, waters } = run.outcome
  return Int8Array.from(extremes.depth, (depth, cell) => (waters[cell] === 1 ? -1 : depthGradeOf(depth)))
}

function position(crs: Crs, x: number, y: number): Position {
  const { lon, lat } = crs.toLonLat(x, y)
  return [Math.round(lon * DIGITS) / DIGITS, Math.round(lat * DIGITS) / DIGITS]
}
