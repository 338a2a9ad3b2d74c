import { type AssetIndex, pathOf } from '../../asset/asset-index.ts'
import { csvTable } from '../../formats/csv.ts'
import type { Localized } from '../../localized.ts'
import type { TraceOutcome } from '../trace-result.ts'

/** A trace, as a file tells it to somebody who has nothing else of it. */
export interface ExportedTrace {
  readonly city: string
  readonly build: string
  readonly outcome: TraceOutcome
  readonly caveats: readonly Localized[]
  /** of the drawing indices */
  readonly index: AssetIndex
}

interface TracedAsset {
  readonly gid: number
  readonly kind: 'line' | 'point'
  readonly certainty: 'found' | 'possible'
}

/** of degrees: a centimetre */
const DIGITS = 1e7

/** Every asset of the trace: id, line or point, found or possible only, place. Of a path in its order. */
export function traceTable(trace: ExportedTrace): string {
  const { index } = trace
  return csvTable(
    factsOf(trace),
    ['asset', 'kind', 'certainty', 'diameter_mm', 'built_year', 'lon', 'lat', 'level_m'],
    tracedAssets(trace).map(({ gid, kind, certainty }) => [
      ...[index.ids.at(gid) ?? '', kind, certainty, index.diameter[gid] || null, index.builtYear[gid] || null],
      ...[index.lon[gid] ?? null, index.lat[gid] ?? null, index.height[gid] ?? null],
    ]),
  )
}

/** Its customers in the order to tell them, hospitals and schools first; totals by class stand above. Place is that of their point. */
export function traceCustomers(trace: ExportedTrace): string {
  const { index } = trace
  const { customers, classes, people, possibleCustomers } = trace.outcome
  return csvTable(
    [
      ...factsOf(trace),
      ['用户 customers', `${customers.length}, ${people} 人 people`],
      ...classes.map((one): [string, string] => [
        '其中 of them',
        `${one.class}: ${one.customers}, ${one.people} 人 people`,
      ]),
      ['可能部分另有 possible besides, not listed', String(possibleCustomers)],
    ],
    ['order', 'customer', 'name', 'class', 'people', 'point', 'lon', 'lat'],
    customers.map(({ id, name, class: kind, people: own, node }, i) => {
      const gid = index.gidOf.get(node)
      const at = (values: ArrayLike<number>) => (gid === undefined ? null : (values[gid] ?? null))
      return [i + 1, id, name, kind, own, node, at(index.lon), at(index.lat)]
    }),
  )
}

/** Its assets as GeoJSON (RFC 7946, degrees of CGCS2000, which is WGS 84 to less than a metre; heights are levels H). */
export function traceGeoJson(trace: ExportedTrace): string {
  const { index } = trace
  const features = tracedAssets(trace).map(({ gid, kind, certainty }) => {
    const path = pathOf(index, gid).map(({ lon, lat, height }) => position(lon, lat, height))
    const place = position(index.lon[gid] ?? 0, index.lat[gid] ?? 0, index.height[gid] ?? 0)
    const isLine = kind === 'line' && path.length > 1
    return {
      type: 'Feature',
      geometry: isLine ? { type: 'LineString', coordinates: path } : { type: 'Point', coordinates: place },
      properties: { asset: index.ids.at(gid) ?? '', kind, certainty },
    }
  })
  const trace_facts = factsOf(trace).map(([what, text]) => `${what}: ${text}`)
  return `${JSON.stringify({ type: 'FeatureCollection', trace: trace_facts, features })}\n`
}

function tracedAssets({ outcome: { found, possible } }: ExportedTrace): TracedAsset[] {
  const of = (gids: Int32Array, kind: TracedAsset['kind'], certainty: TracedAsset['certainty']) =>
    Array.from(gids, (gid): TracedAsset => ({ gid, kind, certainty }))
  return [
    ...(found ? [...of(found.linkGids, 'line', 'found'), ...of(found.nodeGids, 'point', 'found')] : []),
    ...of(possible.linkGids, 'line', 'possible'),
    ...of(possible.nodeGids, 'point', 'possible'),
  ]
}

/** What a file says of the trace, line by line, in both languages. */
function factsOf({ city, build, outcome, caveats }: ExportedTrace): (readonly [what: string, text: string])[] {
  const { kind, element, to, found, possible, computed } = outcome
  const size = (links: number, nodes: number, length: number) =>
    `${links} 管线 lines, ${nodes} 管点 points, ${length.toFixed(1)} m`
  const drawn = [found, possible].reduce(
    (count, set) => count + (set ? set.links - set.linkGids.length + set.nodes - set.nodeGids.length : 0),
    0,
  )
  return [
    ['管网追溯 network trace', `${kind}, ${element.id}${to ? ` → ${to.id}` : ''}`],
    ['城市 city', `${city}, build ${build}`],
    ['确定 found', found ? size(found.links, found.nodes, found.length) : '无 none'],
    ...(computed
      ? [['按计算流向 as computed', `${computed.links} 管线 lines; ${computed.state.zh} ${computed.state.en}`] as const]
      : []),
    ['可能 possible', size(possible.links, possible.nodes, possible.length)],
    ...(drawn > 0 ? [['未绘制、不在表中 not drawn and not listed', String(drawn)] as const] : []),
    ...caveats.map(({ zh, en }) => ['注意 note', `${zh} ${en}`] as const),
  ]
}

function position(lon: number, lat: number, height: number): number[] {
  const rounded = [lon, lat].map((degrees) => Math.round(degrees * DIGITS) / DIGITS)
  return Number.isFinite(height) ? [...rounded, Math.round(height * 1000) / 1000] : rounded
}
