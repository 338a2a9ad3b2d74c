import {
  DEFAULT_ROAD_WIDTH,
  type MapFeature,
  mapCollectionSchema,
  mapFeatureSchema,
} from '../../../domain/formats/map-geojson.ts'
import type { Bounds } from '../../../domain/geo/coordinates.ts'
import type { TileSource } from '../../../ports/scene.ts'
import type { Draw, TilePen } from './drapes.ts'

/** metres in a degree of longitude, at least, in any city below 60 degrees of latitude */
const METRES_PER_LON = 55_000
/** a line never gets thinner than this [px], or small roads would vanish from far */
const LEAST_PIXELS = 1.2

interface Drawn {
  /** rings of an area, or the lines of a road: positions lon, lat [degrees] */
  readonly paths: readonly (readonly (readonly number[])[])[]
  readonly isArea: boolean
  readonly width: number
  readonly bounds: Bounds
  readonly label: string | null
}

export interface VectorDrape {
  readonly draw: Draw
  /** one for each name: the middle of its longest line */
  readonly labels: readonly { readonly lon: number; readonly lat: number; readonly text: string }[]
  /** features that are no lines or areas, and so are not drawn */
  readonly unreadable: number
}

/**
 * Lines at their true width (`width_m`) and areas of a GeoJSON text, draped on the ground.
 *
 * @throws Error when the text is no GeoJSON feature collection
 */
export function vectorDrape(source: TileSource & { form: 'vector' }, text: unknown): VectorDrape {
  const { features } = mapCollectionSchema.parse(text)
  const parsed = features.map((feature) => mapFeatureSchema.safeParse(feature))
  const drawn = parsed.flatMap((result) => (result.success ? [toDrawn(result.data, source.labelProperty)] : []))
  const fill = css(source.color)
  const edge = css([...source.color.slice(0, 3).map((value) => value * 0.9), 255])
  const draw = (pen: TilePen) => {
    const near = drawn.filter((item) => overlaps(item.bounds, pen.bounds))
    for (const item of near) if (item.isArea) fillArea(pen, item, fill)
    // All edges before all surfaces, so that crossings join.
    for (const item of near) if (!item.isArea) strokeLine(pen, item, edge, item.width + 2 * Math.max(0.4, pen.pixel))
    for (const item of near) if (!item.isArea) strokeLine(pen, item, fill, item.width)
  }
  return { draw, labels: labelsOf(drawn), unreadable: features.length - drawn.length }
}

function toDrawn(feature: MapFeature, labelProperty: string | undefined): Drawn {
  const { geometry, properties } = feature
  const paths =
    geometry.type === 'LineString'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates.flat()
        : geometry.coordinates
  const label = labelProperty === undefined ? null : properties?.[labelProperty]
  const given = properties?.width_m
  const width = typeof given === 'number' && given > 0 ? given : DEFAULT_ROAD_WIDTH
  // As wide as it is drawn, or the next square would lack its edge.
  const margin = width / METRES_PER_LON
  return {
    paths,
    isArea: geometry.type.endsWith('Polygon'),
    width,
    bounds: around(paths.flat().map(([lon = 0, lat = 0]) => [lon - margin, lat - margin, lon + margin, lat + margin])),
    label: typeof label === 'string' && label !== '' ? label : null,
  }
}

function trace({ context, x, y }: TilePen, item: Drawn): void {
  context.beginPath()
  for (const path of item.paths) {
    path.forEach(([lon = 0, lat = 0], i) => {
      if (i === 0) context.moveTo(x(lon), y(lat))
      else context.lineTo(x(lon), y(lat))
    })
  }
}

function fillArea(pen: TilePen, item: Drawn, color: string): void {
  trace(pen, item)
  pen.context.fillStyle = color
  pen.context.fill('evenodd')
}

function strokeLine(pen: TilePen, item: Drawn, color: string, width: number): void {
  trace(pen, item)
  pen.context.strokeStyle = color
  pen.context.lineWidth = Math.max(width, LEAST_PIXELS * pen.pixel)
  pen.context.lineCap = 'round'
  pen.context.lineJoin = 'round'
  pen.context.stroke()
}

function labelsOf(drawn: readonly Drawn[]): VectorDrape['labels'] {
  const longest = new Map<string, { length: number; lon: number; lat: number }>()
  for (const { label, paths } of drawn) {
    for (const path of label === null ? [] : paths) {
      const middle = path[Math.floor(path.length / 2)]
      const before = path[Math.floor(path.length / 2) - 1]
      const [first, last] = [path[0], path.at(-1)]
      if (!middle || !before || !first || !last || label === null) continue
      const length = Math.hypot((first[0] ?? 0) - (last[0] ?? 0), (first[1] ?? 0) - (last[1] ?? 0))
      if (length <= (longest.get(label)?.length ?? -1)) continue
      const lon = ((middle[0] ?? 0) + (before[0] ?? 0)) / 2
      longest.set(label, { length, lon, lat: ((middle[1] ?? 0) + (before[1] ?? 0)) / 2 })
    }
  }
  return [...longest].map(([text, { lon, lat }]) => ({ text, lon, lat }))
}

function around(boxes: readonly Bounds[]): Bounds {
  return boxes.reduce<Bounds>(
    (all, box) => [
      Math.min(all[0], box[0]),
      Math.min(all[1], box[1]),
      Math.max(all[2], box[2]),
      Math.max(all[3], box[3]),
    ],
    boxes[0] ?? [0, 0, 0, 0],
  )
}

function overlaps(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

function css([red = 0, green = 0, blue = 0, alpha = 255]: readonly number[]): string {
  return `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)} / ${alpha / 255})`
}
