import { cellAt, type Extent } from '../../../src/domain/inundation/cells.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Fault } from '../../refusal.ts'
import type { Manhole, OpenDrains } from '../acts/manholes.ts'
import type { FloodCase } from '../case/case.ts'
import type { NetworkCase } from '../case/network.ts'
import { Drainage } from '../network/drainage.ts'
import type { DrainageModel, NodeSpec } from '../network/inp/model.ts'
import { readModel } from '../network/inp/read.ts'
import { readRow } from '../network/inp/row-reader.ts'
import { type InpFile, splitSections, told } from '../network/inp/sections.ts'
import { refuseNotComputed } from '../network/runoff/read-runoff.ts'
import { ManholeLog } from '../results/manhole-log.ts'
import type { Laid } from './lay-grid.ts'
import { switchesOf, withOutside } from './network-case.ts'

/** A lid bears whatever stands on it: water leaves a coupled node through its opening alone [m]. */
const BEARS = 1000

/** What of a file the ground does in its place: rain would come twice, and a street run beside itself. */
const DONE_BY_GROUND = [
  [
    'SUBCATCHMENTS',
    '雨落在地面网格上（rain、roofs），否则雨水计两次',
    'rain falls on the ground (rain, roofs) and would count twice',
  ],
  ['INLET_USAGE', '街道水由井口进入管网（network.manholes）', 'water of the street comes in by network.manholes'],
] as const

/** The drains of a case, and where they open. */
export interface Drains {
  /** what was read otherwise than it stands in the file, a sentence each */
  readonly notes: readonly Localized[]
  /** Place of a node that can be poured into; null = there is none of that name. */
  readonly nodeOf: (id: string) => number | null
  /** The drains at their start; each run has its own. */
  readonly open: () => OpenDrains
}

/** @param faults  one line for each node or link that is none, or does not lie on the ground of the grid */
export function drainsOf({ network }: FloodCase, laid: Laid, extent: Extent, faults: Fault[]): Drains | null {
  if (!network) return null
  const file = splitSections(network.inp, 'network.inp')
  const read = readModel(file)
  refuseNotComputed(file)
  leaveToGround(file, faults)
  if (file.faults.length > 0) {
    faults.push(...file.faults.toSorted((a, b) => a.line - b.line).map((fault) => told(file.name, fault)))
    return null
  }
  const manholes = manholesOf(network, read, placesOf(file), laid, extent, faults)
  const switches = switchesOf(network, read, faults)
  const coupled = new Set(manholes.map(({ node }) => node))
  const placed = withOutside(read, network.outfalls, faults)
  const model: DrainageModel = {
    ...placed,
    nodes: placed.nodes.map((node, n) =>
      node.kind === 'outfall' || !(coupled.has(n) || network.lids === 'bear')
        ? node
        : { ...node, surchargeDepth: BEARS },
    ),
  }
  const nodes = new Map(model.nodes.flatMap(({ id, kind }, n) => (kind === 'outfall' ? [] : [[id, n] as const])))
  return {
    notes: file.notes.map((note) => {
      const { zh, en } = told(file.name, note, true)
      return { zh: `排水模型：${zh}`, en: `Drains: ${en}` }
    }),
    nodeOf: (id) => nodes.get(id) ?? null,
    open: () => ({
      drainage: new Drainage(model, { switches }),
      manholes,
      fromRoofs: new Float64Array(model.nodes.length),
      log: new ManholeLog(manholes.map(({ node }) => (model.nodes[node] as NodeSpec).id)),
    }),
  }
}

function leaveToGround(file: InpFile, faults: Fault[]): void {
  for (const [section, zh, en] of DONE_BY_GROUND) {
    const { length } = file.rows(section)
    if (length > 0)
      faults.push({
        zh: `${file.name} [${section}]：有 ${length} 行，应为无：${zh}；请删去，或不带网格单独计算管网`,
        en: `${file.name}: [${section}] has ${length} rows, expected none beside a grid: ${en}; take them out, or compute the network alone`,
      })
  }
  const gage = file.rows('RAINGAGES').at(0)
  if (gage) readRow(file, gage).note(gage.words.join(' '), 'nothing: above a ground it rains as the case says')
}

function manholesOf(
  { manholes }: NetworkCase,
  model: DrainageModel,
  places: ReadonlyMap<string, readonly [number, number]>,
  { grid }: Laid,
  extent: Extent,
  faults: Fault[],
): Manhole[] {
  const asked =
    manholes === 'all'
      ? model.nodes.flatMap(({ kind, id }) =>
          kind === 'junction' ? [{ node: id, x: undefined, y: undefined, width_m: 0.7, vent_m2: undefined }] : [],
        )
      : manholes
  const nodes = new Map(model.nodes.map(({ id }, n) => [id, n]))
  return asked.flatMap((one): Manhole[] => {
    const node = nodes.get(one.node) ?? -1
    const name = `network.manholes "${one.node}"`
    const kind = model.nodes[node]?.kind
    if (kind === undefined || kind === 'outfall') {
      faults.push({
        zh: `井口“${one.node}”：${kind === undefined ? '排水管网中没有' : '是排口'}，应为管网的检查井或调蓄池`,
        en: `${name}: ${kind ?? 'not in the network'}, expected a junction or a storage of it`,
      })
      return []
    }
    const [x, y] = placeOf(one) ?? places.get(one.node) ?? []
    if (x === undefined || y === undefined) {
      faults.push({
        zh: `井口“${one.node}”：没有位置，应给 x 与 y，或 [COORDINATES] 中有一行`,
        en: `${name}: no place, expected x and y or a row in [COORDINATES]`,
      })
      return []
    }
    const cell = cellAt(extent, x, y)
    if (cell === null || Number.isNaN(grid.bed[cell])) {
      const isOutside = cell === null
      faults.push({
        zh: `井口“${one.node}”（${x}, ${y}）：${isOutside ? '在地面网格之外' : '该处没有地面（无数据或建筑）'}`,
        en: `${name} at ${x}, ${y}: ${isOutside ? 'outside the DEM' : 'no ground there (NODATA or a building)'}`,
      })
      return []
    }
    const { width_m, vent_m2 } = one
    return [
      {
        ...{ column: cell % grid.columns, row: Math.floor(cell / grid.columns), node, vent: vent_m2 ?? null },
        ...{ perimeter: Math.PI * width_m, area: (Math.PI * width_m ** 2) / 4 },
      },
    ]
  })
}

function placeOf({ x, y }: { readonly x?: number | undefined; readonly y?: number | undefined }) {
  return x !== undefined && y !== undefined ? ([x, y] as const) : null
}

function placesOf(file: InpFile): Map<string, readonly [number, number]> {
  return new Map(
    file.rows('COORDINATES').flatMap(({ words: [id, x, y] }) => {
      const place = [Number(x), Number(y)] as const
      return id !== undefined && place.every(Number.isFinite) ? [[id, place] as const] : []
    }),
  )
}
