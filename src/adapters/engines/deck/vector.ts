import type { Layer } from '@deck.gl/core'
import { PathLayer, SolidPolygonLayer } from '@deck.gl/layers'
import { DEFAULT_ROAD_WIDTH, mapCollectionSchema, mapFeatureSchema } from '../../../domain/formats/map-geojson.ts'
import { type Wish, widthOf } from '../../../domain/geo/room.ts'
import type { TileSource } from '../../../ports/scene.ts'
import { edgeOf, type MapLook } from './look.ts'
import { MAP_TEXT, mapTexts, type PlacedText } from './texts.ts'

/** a line never gets thinner than this [px], or small roads would vanish from far */
const LEAST_PIXELS = 1.2
/** a road is named again after so much of its course [m], where there is room */
const NAME_EVERY = 250
/** the same name twice in sight is no nearer than this [px] */
const NAMES_APART = 360
const METRES_PER_DEGREE = 111_320
/** an area that one sees through keeps an outline that one can follow */
const LEAST_OUTLINE = 80

type Position = readonly number[]

interface Course {
  readonly path: readonly Position[]
  /** [m] */
  readonly width: number
}

export interface VectorDrawing {
  /** features that are no lines or areas, and so are not drawn */
  readonly unreadable: number
  /** names that want a place, and what places them */
  readonly names: readonly PlacedText[]
  layers(look: MapLook, isVisible: boolean, shownNames: readonly PlacedText[]): { ground: Layer[]; names: Layer[] }
}

/**
 * Lines at their true width (`width_m`) and areas of a GeoJSON text as layers of the ground, and names along the lines.
 *
 * @throws Error when the text is no GeoJSON feature collection
 */
export function vectorDrawing(source: TileSource & { form: 'vector' }, text: unknown): VectorDrawing {
  const { features } = mapCollectionSchema.parse(text)
  const areas: (readonly (readonly Position[])[])[] = []
  const courses: Course[] = []
  const names: PlacedText[] = []
  let unreadable = 0
  for (const feature of features) {
    const parsed = mapFeatureSchema.safeParse(feature)
    if (!parsed.success) {
      unreadable += 1
      continue
    }
    const { geometry, properties } = parsed.data
    if (geometry.type === 'Polygon') areas.push(geometry.coordinates)
    else if (geometry.type === 'MultiPolygon') areas.push(...geometry.coordinates)
    else {
      const paths = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates
      const width = properties?.width_m
      for (const path of paths) {
        courses.push({ path, width: typeof width === 'number' && width > 0 ? width : DEFAULT_ROAD_WIDTH })
      }
      const name = source.labelProperty === undefined ? null : properties?.[source.labelProperty]
      if (typeof name === 'string' && name !== '') for (const path of paths) names.push(...placesAlong(path, name))
    }
  }
  const outlines = areas.flat()
  return {
    unreadable,
    names,
    layers(look, visible, shownNames) {
      const edge = edgeOf(source.color, look.edge)
      const outline = [edge[0], edge[1], edge[2], Math.max(edge[3], LEAST_OUTLINE)] as [number, number, number, number]
      const line = {
        data: courses,
        visible,
        capRounded: true,
        jointRounded: true,
        getPath: pathOf,
        positionFormat: 'XY',
      }
      // A layer without data would still cost its shader.
      const areaLayers = () => [
        new SolidPolygonLayer<readonly (readonly Position[])[]>({
          id: `${source.id}/areas`,
          data: areas,
          visible,
          getPolygon: (rings) => rings as [number, number][][],
          getFillColor: [...source.color],
          positionFormat: 'XY',
        }),
        new PathLayer<readonly Position[]>({
          id: `${source.id}/outlines`,
          data: outlines,
          visible,
          getPath: (ring) => ring as [number, number][],
          getColor: outline,
          getWidth: 1,
          widthUnits: 'pixels',
          positionFormat: 'XY',
        }),
      ]
      const lineLayers = () => [
        // All edges before all surfaces, so that crossings join.
        new PathLayer<Course>({
          ...(line as object),
          id: `${source.id}/edges`,
          data: courses,
          getColor: edge,
          getWidth: ({ width }) => width + 1,
          widthMinPixels: LEAST_PIXELS + 1,
        }),
        new PathLayer<Course>({
          ...(line as object),
          id: `${source.id}/surfaces`,
          data: courses,
          getColor: [...source.color],
          getWidth: ({ width }) => width,
          widthMinPixels: LEAST_PIXELS,
        }),
      ]
      const ground = [...(areas.length > 0 ? areaLayers() : []), ...(courses.length > 0 ? lineLayers() : [])]
      return { ground, names: mapTexts(`${source.id}/names`, shownNames, look.ink, look.halo, visible) }
    },
  }
}

/** A name's wish for room. */
export function wishOf({ text }: PlacedText, at: Wish['at']): Wish {
  return { at, width: widthOf(text, MAP_TEXT) + 12, height: MAP_TEXT + 10, group: text, apart: NAMES_APART }
}

function pathOf({ path }: Course): [number, number][] {
  return path as [number, number][]
}

/** Where a name may stand: in the middle of a course first, then every so often along it. */
function placesAlong(path: readonly Position[], text: string): PlacedText[] {
  const places: PlacedText[] = []
  let walked = 0
  path.forEach((to, i) => {
    const from = path[i - 1]
    if (!from) return
    const [lon0 = 0, lat0 = 0] = from
    const [lon1 = 0, lat1 = 0] = to
    const length = Math.hypot((lon1 - lon0) * Math.cos((lat0 * Math.PI) / 180), lat1 - lat0) * METRES_PER_DEGREE
    for (let at = NAME_EVERY / 2 - (walked % NAME_EVERY); at < length; at += NAME_EVERY) {
      if (at < 0) continue
      const share = at / length
      places.push({ text, position: [lon0 + (lon1 - lon0) * share, lat0 + (lat1 - lat0) * share] })
    }
    walked += length
  })
  const middle = places[Math.floor(places.length / 2)] ?? middleOf(path, text)
  return middle ? [middle, ...places.filter((place) => place !== middle)] : []
}

function middleOf(path: readonly Position[], text: string): PlacedText | null {
  const [from, to] = [path[0], path.at(-1)]
  if (!from || !to) return null
  return { text, position: [((from[0] ?? 0) + (to[0] ?? 0)) / 2, ((from[1] ?? 0) + (to[1] ?? 0)) / 2] }
}
