import { beside, ringAround } from '../../geo/beside.ts'
import type { LonLat } from '../../geo/coordinates.ts'
import { isTrusted } from '../../inundation/exports/exported-run.ts'
import { asKnown, figureAsKnown } from '../leak-digits.ts'
import type { HazardArea } from '../leak-outcome.ts'
import { type ExportedLeak, leakFacts, VALUE_UNITS } from './exported-leak.ts'
import { concernedCustomers } from './leak-customers.ts'
import { plumeAreas } from './plume-areas.ts'

/** of degrees: a centimetre */
const DIGITS = 1e7
const CORNERS = 72

/**
 * A leak as GeoJSON (RFC 7946, degrees of CGCS2000, which is WGS 84 to less than a metre): where it leaks, the places it
 * reaches, valves in closing order, customers whom it concerns, areas of danger (a polygon where they lie all around, a line downwind),
 * and gas above ground by classes.
 */
export function leakGeoJson(run: ExportedLeak): string {
  const { outcome, scenario, places } = run
  const { evidence, kind } = outcome
  const trust = { evidence, trustworthy: isTrusted(run) }
  const feature = (geometry: object, properties: object, own: object = {}) => ({
    ...{ type: 'Feature', geometry, properties: { ...properties, ...trust, ...own } },
  })
  const roughly = ({ name, radius: value, isRough }: HazardArea) =>
    figureAsKnown({ name, value, unit: 'm', isRough }, evidence)
  const known = <Value extends number | null>(value: Value) => asKnown(value, evidence)
  const point = (at: LonLat) => ({ type: 'Point', coordinates: position(at) })
  const features = [
    feature(point(outcome.at), { of: 'leak', id: scenario.pipe, kind }),
    ...outcome.reached.flatMap(({ place, ...told }) => {
      const at = places[place]
      const [p10, p50, p90] = told.worst.map(known)
      return at
        ? [
            feature(point(at.at), {
              ...{ of: 'place', id: at.id, kind: at.kind, grade: told.grade, local_grade: told.localGrade },
              ...{ sensor: told.hasSensor, unit: VALUE_UNITS[kind], worst_p10: p10, worst_p50: p50, worst_p90: p90 },
              arrivals_s: told.arrivals.map(({ p10, p50, p90, ...of }) => ({
                ...{ ...of, p10: known(p10), p50: known(p50), p90: known(p90) },
              })),
            }),
          ]
        : []
    }),
    ...(outcome.isolation?.valves ?? []).flatMap(({ at, node, link, isAssumed }, i) =>
      at
        ? [feature(point(at), { of: 'valve', order: i + 1, node, link, assumed: isAssumed, ...surgeOf(outcome, i) })]
        : [],
    ),
    ...outcome.pipes.flatMap(({ place, least, isReversed, isDry, drawsIn, drawn_m3 }) => {
      const at = places[place]
      return at
        ? [
            feature(point(at.at), {
              ...{
                of: 'pipe',
                id: at.id,
                least_m: known(least),
                reversed: isReversed,
                dry: isDry,
                may_draw_in: drawsIn,
              },
              may_draw_in_m3: drawn_m3 === null ? null : asKnown(drawn_m3, 'C'),
            }),
          ]
        : []
    }),
    ...concernedCustomers(run).flatMap(
      ({ what, id, name, class: kindOf, people, supplied, arrival, outside, at, ...own }) => {
        const { outside_mg_l } = scenario
        const thick = outside === null || outside_mg_l === null ? null : asKnown(outside * outside_mg_l, 'C')
        return at
          ? [
              feature(
                point(at),
                { of: 'customer', what, id, name, class: kindOf, people, supplied_share: supplied, arrival_s: arrival },
                { share_at_most: outside, mg_l_at_most: thick, ...own },
              ),
            ]
          : []
      },
    ),
    ...outcome.drains.flatMap(({ place, flow, speed: [slow, quick], atMost, state }) => {
      const at = places[place]
      return at
        ? [
            feature(point(at.at), {
              ...{
                of: 'drain',
                id: at.id,
                flow_m3_s: known(flow),
                slow_m_s: known(slow),
                quick_m_s: known(quick),
                state,
              },
              concentration_share_at_most: known(atMost),
            }),
          ]
        : []
    }),
    ...(outcome.crossings ?? []).map(({ kind: of, id, at, lines }) =>
      feature(point(at), { of: 'cross-connection', kind: of, id, lines }),
    ),
    ...outcome.areas.map((area) =>
      feature(outline(area), {
        ...{
          of: 'area',
          name: area.name.zh,
          name_en: area.name.en,
          radius_m: roughly(area),
          towards_deg: area.towards,
        },
        ...{ order_of_magnitude: area.isRough, less_than: area.isLess === true },
      }),
    ),
    ...(outcome.plume ? plumeAreas(outcome.plume) : []).map(({ from, below, rings }) =>
      feature(
        { type: 'Polygon', coordinates: rings.map((ring) => ring.map(([lon, lat]) => position({ lon, lat }))) },
        { of: 'gas above ground', lel_share_at_least: from, lel_share_below: below, up_to_m: outcome.plume?.height_m },
      ),
    ),
  ]
  const head = leakFacts(run).map(([what, text]) => `${what}: ${text}`)
  return `${JSON.stringify({ type: 'FeatureCollection', run: head, features })}\n`
}

/** Of the valve of a burst: what shutting it at once does, and how long closing should take. */
function surgeOf({ kind, surges }: ExportedLeak['outcome'], order: number): object {
  if (kind !== 'water') return {}
  const surge = surges[order]
  // an order of magnitude
  const one = (value: number | undefined) => (value === undefined ? null : Number(value.toPrecision(1)))
  return { surge_at_once_kpa: one(surge?.atOnce_kpa), closing_at_least_s: one(surge?.closing_s), surge_evidence: 'C' }
}

function outline({ at, radius, towards }: HazardArea): object {
  if (towards !== null)
    return { type: 'LineString', coordinates: [position(at), position(beside(at, towards, radius))] }
  return { type: 'Polygon', coordinates: [ringAround(at, radius, CORNERS).map(position)] }
}

function position({ lon, lat }: LonLat): readonly [number, number] {
  return [Math.round(lon * DIGITS) / DIGITS, Math.round(lat * DIGITS) / DIGITS]
}
