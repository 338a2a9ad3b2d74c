import { beside, ringAround } from '../../geo/beside.ts'
import type { LonLat } from '../../geo/coordinates.ts'
import { isTrusted } from '../../inundation/exports/exported-run.ts'
import type { HazardArea } from '../leak-outcome.ts'
import { type ExportedLeak, leakFacts, VALUE_UNITS } from './exported-leak.ts'

/** of degrees: a centimetre */
const DIGITS = 1e7
const CORNERS = 72

/**
 * A leak as GeoJSON (RFC 7946, degrees of CGCS2000, which is WGS 84 to less than a metre): where it leaks, the places it
 * reaches, valves in closing order, and areas of danger: a polygon where they lie all around, a line downwind.
 */
export function leakGeoJson(run: ExportedLeak): string {
  const { outcome, scenario, places } = run
  const { evidence, kind } = outcome
  const trust = { evidence, trustworthy: isTrusted(run) }
  const feature = (geometry: object, properties: object) => ({
    ...{ type: 'Feature', geometry, properties: { ...properties, ...trust } },
  })
  const point = (at: LonLat) => ({ type: 'Point', coordinates: position(at) })
  const features = [
    feature(point(outcome.at), { of: 'leak', id: scenario.pipe, kind }),
    ...outcome.reached.flatMap(({ place, ...told }) => {
      const at = places[place]
      const [p10, p50, p90] = told.worst
      return at
        ? [
            feature(point(at.at), {
              ...{ of: 'place', id: at.id, kind: at.kind, grade: told.grade, local_grade: told.localGrade },
              ...{ sensor: told.hasSensor, unit: VALUE_UNITS[kind], worst_p10: p10, worst_p50: p50, worst_p90: p90 },
              arrivals_s: told.arrivals,
            }),
          ]
        : []
    }),
    ...(outcome.isolation?.valves ?? []).flatMap(({ at, node, link, isAssumed }, i) =>
      at ? [feature(point(at), { of: 'valve', order: i + 1, node, link, assumed: isAssumed })] : [],
    ),
    ...outcome.pipes.flatMap(({ place, least, isReversed, isDry, drawsIn }) => {
      const at = places[place]
      return at
        ? [
            feature(point(at.at), {
              ...{ of: 'pipe', id: at.id, least_m: least, reversed: isReversed, dry: isDry, may_draw_in: drawsIn },
            }),
          ]
        : []
    }),
    ...(outcome.crossings ?? []).map(({ kind: of, id, at, lines }) =>
      feature(point(at), { of: 'cross-connection', kind: of, id, lines }),
    ),
    ...outcome.areas.map((area) =>
      feature(outline(area), {
        ...{ of: 'area', name: area.name.zh, name_en: area.name.en, radius_m: area.radius, towards_deg: area.towards },
        order_of_magnitude: area.isRough,
      }),
    ),
  ]
  const head = leakFacts(run).map(([what, text]) => `${what}: ${text}`)
  return `${JSON.stringify({ type: 'FeatureCollection', run: head, features })}\n`
}

function outline({ at, radius, towards }: HazardArea): object {
  if (towards !== null)
    return { type: 'LineString', coordinates: [position(at), position(beside(at, towards, radius))] }
  return { type: 'Polygon', coordinates: [ringAround(at, radius, CORNERS).map(position)] }
}

function position({ lon, lat }: LonLat): readonly [number, number] {
  return [Math.round(lon * DIGITS) / DIGITS, Math.round(lat * DIGITS) / DIGITS]
}
