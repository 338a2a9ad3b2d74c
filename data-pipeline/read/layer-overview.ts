import type { Findings } from '../check/finding.ts'
import { LINE_FIELDS, POINT_FIELDS, plainText, textOf } from './feature-fields.ts'
import { geoFeatures } from './geo-feature.ts'
import type { Layer } from './layer.ts'
import { type Mapping, withMapping } from './mapping.ts'
import type { PlanePoint } from './plane-reading.ts'

/** rows by which the coordinates of a layer are judged, and names by which the field of point numbers is found */
const JUDGED = 20_000
const NAMES_ENOUGH = 200_000

/** What one run through a layer finds out before anything of it is read. */
export interface LayerOverview {
  readonly layer: Layer
  readonly points: number
  readonly lines: number
  /** x and y of the first vertices, in the layer's CRS */
  readonly sample: readonly PlanePoint[]
  readonly box: { readonly west: number; readonly east: number; readonly south: number; readonly north: number }
  /** names of points that the lines carry; the first of them */
  readonly named: ReadonlySet<string>
  /** values of each field that may be the number of a point; the first of them */
  readonly numbers: ReadonlyMap<string, readonly string[]>
}

/** Runs through a layer once; bad features and empty layers are told here, and only here. */
export async function overviewOf(layer: Layer, mapping: Mapping, findings: Findings): Promise<LayerOverview> {
  const lineFields = withMapping(LINE_FIELDS, mapping.lines)
  const idFields = (withMapping(POINT_FIELDS, mapping.points).id ?? []).map((name) => name.toLowerCase())
  const sample: PlanePoint[] = []
  const named = new Set<string>()
  const numbers = new Map<string, string[]>()
  let [points, lines] = [0, 0]
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for await (const feature of geoFeatures(layer, findings)) {
    const [first] = feature.vertices
    if (sample.length < JUDGED && first) sample.push({ east: first[0], north: first[1] })
    for (const [x, y] of feature.vertices) {
      ;[west, east] = [Math.min(west, x), Math.max(east, x)]
      ;[south, north] = [Math.min(south, y), Math.max(north, y)]
    }
    if (feature.kind === 'line') {
      lines++
      if (named.size < NAMES_ENOUGH) {
        for (const end of ['start', 'end']) named.add(textOf(feature, lineFields, end) ?? '')
      }
      continue
    }
    points++
    for (const [name, value] of Object.entries(feature.properties)) {
      if (!idFields.includes(name.toLowerCase())) continue
      const values = numbers.get(name) ?? []
      if (values.length < NAMES_ENOUGH) values.push(plainText(value) ?? '')
      numbers.set(name, values)
    }
  }
  if (points + lines === 0) {
    const message = { zh: '图层是空的，或没有点和线', en: 'the layer is empty, or has neither points nor lines' }
    findings.add('note', 'empty-layer', message, { file: layer.label })
  }
  return { layer, points, lines, sample, box: { west, east, south, north }, named, numbers }
}

/** The id field whose values the lines name most often; among equals the first of the list. */
export function bestIdField(
  { numbers }: LayerOverview,
  aliases: readonly string[],
  named: ReadonlySet<string>,
): string | null {
  let best: { field: string; hits: number } | null = null
  for (const alias of aliases) {
    const found = [...numbers].find(([name]) => name.toLowerCase() === alias.toLowerCase())
    if (found === undefined) continue
    const hits = found[1].filter((value) => named.has(value)).length
    if (best === null || hits > best.hits) best = { field: found[0], hits }
  }
  return best?.field ?? null
}
