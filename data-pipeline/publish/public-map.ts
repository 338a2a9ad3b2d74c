import type { Survey } from '../survey.ts'

const WATER_CLASS = /sea|water|river|lake|pond|海|河|湖|水/i

/** Names and courses of roads for the map; anyone may see them. */
export function roadsGeoJson(survey: Survey): object | null {
  if (survey.tables.road.length === 0) return null
  const features = survey.tables.road.map((road) => ({
    type: 'Feature',
    properties: { name_zh: road.name_zh, name_en: road.name_en, class: road.class, width_m: road.width_m },
    geometry: { type: 'LineString', coordinates: inPlan(road.geometry) },
  }))
  return { type: 'FeatureCollection', features }
}

/** Sea, rivers and ponds of the land cover. */
export function waterGeoJson(survey: Survey): object | null {
  const water = survey.landCover.filter((cover) => WATER_CLASS.test(cover.class))
  if (water.length === 0) return null
  const features = water.map((cover) => ({
    type: 'Feature',
    properties: { class: cover.class },
    geometry: {
      type: 'MultiPolygon',
      coordinates: cover.polygons.map((rings) =>
        rings.map((ring) => ring.map(({ lon, lat }) => [lon, lat].map(round))),
      ),
    },
  }))
  return { type: 'FeatureCollection', features }
}

/** lon, lat pairs out of our own EWKT lines */
function inPlan(ewkt: string): number[][] {
  const body = ewkt.slice(ewkt.indexOf('(') + 1, ewkt.lastIndexOf(')'))
  return body.split(', ').map((position) =>
    position
      .split(' ')
      .slice(0, 2)
      .map((value) => round(Number(value))),
  )
}

/** 7 digits = 1 cm, enough for a map */
function round(value: number): number {
  return Math.round(value * 1e7) / 1e7
}
