import { assetId } from '../../src/domain/ids.ts'
import type { NetworkFile } from '../../src/domain/network/network-file.ts'
import { isShuttingValve } from '../../src/domain/network/valve-name.ts'
import type { Survey, SurveyPoint } from '../survey.ts'
import type { PlacedAsset } from './placed.ts'

/** disciplines with flow along their lines */
export const NETWORK_DISCIPLINES = ['water', 'gas', 'heat', 'storm', 'sewer'] as const
type NetworkDiscipline = (typeof NETWORK_DISCIPLINES)[number]

/** where a network is fed; gravity networks are fed everywhere */
const SOURCES: Record<NetworkDiscipline, RegExp | null> = {
  water: /水源|水厂|加压站|泵站|水库|高位水池/,
  gas: /门站|气源|储配站/,
  heat: /热源|换热站|锅炉房|热电厂|热力站/,
  storm: null,
  sewer: null,
}
const LITRE = 0.001

/**
 * Topology of one discipline, or null when it has no lines. Abandoned and planned lines carry nothing and are left out.
 * A valve point with two lines sits on the first of them in file order; with one line on that one. A valve point where
 * more lines meet cannot say which it shuts: it is reported and left out.
 */
export function networkOf(
  discipline: NetworkDiscipline,
  survey: Survey,
  assets: readonly PlacedAsset[],
  gids: ReadonlyMap<string, number>,
): NetworkFile | null {
  const nodes = new Map<
    string,
    { id: string; gid: number; lon: number; lat: number; height: number; point: SurveyPoint | null }
  >()
  for (const { of, id, middle } of assets) {
    if (of.type !== 'point' || of.point.discipline !== discipline) continue
    nodes.set(of.point.key, { id, gid: gids.get(id) ?? 0, ...middle, point: of.point })
  }
  const links: { id: string; gid: number; from: string; to: string }[] = []
  for (const { of, id, path, discipline: own } of assets) {
    if (own !== discipline || (of.type !== 'line' && of.type !== 'device')) continue
    const link = of.type === 'line' ? of.line : of.device
    if (link.status === 'abandoned' || link.status === 'planned') continue
    const end = (key: string | null, at: { lon: number; lat: number; height: number } | undefined) => {
      if (key !== null && nodes.has(key)) return key
      // an end that no point stands for joins other such ends at the same place, to a centimetre
      const name = `@${at?.lon.toFixed(7)},${at?.lat.toFixed(7)}`
      if (at && !nodes.has(name))
        nodes.set(name, { id: assetId(survey.city, discipline, name), gid: 0, ...at, point: null })
      return name
    }
    links.push({ id, gid: gids.get(id) ?? 0, from: end(link.startPoint, path[0]), to: end(link.endPoint, path.at(-1)) })
  }
  if (links.length === 0) return null
  const list = [...nodes.values()]
  const indexOf = new Map([...nodes.keys()].map((key, index) => [key, index]))
  const index = (key: string) => indexOf.get(key) ?? -1
  const valves = placeValves(discipline, survey, nodes, links)
  const customers = customersOf(discipline, survey, new Map(list.map(({ id }, i) => [id, i])))
  const demand = new Float32Array(list.length)
  if (discipline === 'water') {
    for (const { row, node } of customers) demand[node] = (demand[node] ?? 0) + row.water_demand_l_s * LITRE
  }
  return {
    discipline,
    nodeId: list.map(({ id }) => id),
    nodeGid: Int32Array.from(list, ({ gid }) => gid),
    nodeLon: Float64Array.from(list, ({ lon }) => lon),
    nodeLat: Float64Array.from(list, ({ lat }) => lat),
    nodeHeight: Float32Array.from(list, ({ height }) => height),
    isSource: Uint8Array.from(list, ({ point }) => (isSource(discipline, point) ? 1 : 0)),
    demand,
    linkId: links.map(({ id }) => id),
    linkGid: Int32Array.from(links, ({ gid }) => gid),
    from: Int32Array.from(links, ({ from }) => index(from)),
    to: Int32Array.from(links, ({ to }) => index(to)),
    valveLink: Int32Array.from(valves, ({ link }) => link),
    valveNode: Int32Array.from(valves, ({ node }) => index(node)),
    operable: Uint8Array.from(valves, ({ isOperable }) => (isOperable === null ? 2 : isOperable ? 1 : 0)),
    customerId: customers.map(({ row }) => row.id),
    customerName: customers.map(({ row }) => row.name),
    customerClass: customers.map(({ row }) => row.class),
    customerNode: Int32Array.from(customers, ({ node }) => node),
    customerPeople: Float64Array.from(customers, ({ row }) => row.people),
  }
}

function isSource(discipline: NetworkDiscipline, point: SurveyPoint | null): boolean {
  const pattern = SOURCES[discipline]
  return (
    pattern !== null &&
    point !== null &&
    [point.appurtenance, point.feature].some((text) => text !== null && pattern.test(text))
  )
}

function placeValves(
  discipline: NetworkDiscipline,
  survey: Survey,
  nodes: ReadonlyMap<string, { readonly point: SurveyPoint | null }>,
  links: readonly { readonly from: string; readonly to: string }[],
): { link: number; node: string; isOperable: boolean | null }[] {
  if (SOURCES[discipline] === null) return []
  const linksAt = new Map<string, number[]>()
  links.forEach(({ from, to }, link) => {
    for (const node of [from, to]) linksAt.set(node, [...(linksAt.get(node) ?? []), link])
  })
  const valves: { link: number; node: string; isOperable: boolean | null }[] = []
  for (const [node, { point }] of nodes) {
    const name = `${point?.appurtenance ?? ''} ${point?.feature ?? ''}`
    if (!point || !isShuttingValve(name)) continue
    const meeting = linksAt.get(node) ?? []
    const [link] = meeting
    if (link !== undefined && meeting.length <= 2) {
      valves.push({ link, node, isOperable: point.isOperable })
      continue
    }
    const message = {
      zh: `阀门点连接 ${meeting.length} 条管线，不能确定关断哪一条，未作为阀门`,
      en: `a valve point where ${meeting.length} lines meet: which one it shuts is not known; not used as a valve`,
    }
    const assets = [`${discipline}/${point.key}`]
    survey.findings.add('warning', 'ambiguous-valve', message, {
      ...point.source,
      value: meeting.length,
      expected: '1 | 2',
      assets,
    })
  }
  return valves
}

function customersOf(discipline: NetworkDiscipline, survey: Survey, nodeOf: ReadonlyMap<string, number>) {
  const column = discipline === 'water' ? 'water_point_id' : discipline === 'gas' ? 'gas_point_id' : null
  if (column === null) return []
  return survey.tables.customer.flatMap((row) => {
    const node = nodeOf.get(row[column] ?? '')
    return node === undefined ? [] : [{ row, node }]
  })
}
