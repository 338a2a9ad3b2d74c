import type { Manhole } from '../acts/manholes.ts'
import type { FloodCase } from '../case/case.ts'
import { Drainage } from '../network/drainage.ts'
import type { DrainageModel } from '../network/inp/model.ts'
import { faultText, readModel } from '../network/inp/read.ts'
import { type InpFile, splitSections } from '../network/inp/sections.ts'
import { cellAt, type Extent } from './cells.ts'
import type { Laid } from './lay-grid.ts'

/** A lid bears whatever stands on it: water leaves a coupled node through its opening alone [m]. */
const BEARS = 1000

/** The drains of a case, and where they open. */
export interface Drains {
  readonly manholes: readonly Manhole[]
  readonly notes: readonly string[]
  /** A network at its start; each run has its own. */
  readonly open: () => Drainage
}

/** @param faults  one line for each node that is none, or does not lie on the ground of the grid */
export function drainsOf({ network }: FloodCase, laid: Laid, extent: Extent, faults: string[]): Drains | null {
  if (!network) return null
  const file = splitSections(network.inp, 'network.inp')
  const model = readModel(file)
  if (file.faults.length > 0) {
    faults.push(...faultText(file).split('\n'))
    return null
  }
  for (const id of network.off)
    if (!model.links.some((link) => link.kind === 'pump' && link.id === id))
      faults.push(`network.off: the network has no pump "${id}"`)
  const manholes = manholesOf(network, model, placesOf(file), laid, extent, faults)
  const coupled = new Set(manholes.map(({ node }) => model.nodes[node]?.id))
  const switched: DrainageModel = {
    ...model,
    nodes: model.nodes.map((node) =>
      node.kind === 'outfall' || !coupled.has(node.id) ? node : { ...node, surchargeDepth: BEARS },
    ),
    links: model.links.filter(({ id }) => !network.off.includes(id)),
    rules: model.rules,
  }
  return { manholes, notes: model.notes, open: () => new Drainage(switched) }
}

function manholesOf(
  { manholes }: NonNullable<FloodCase['network']>,
  model: DrainageModel,
  places: ReadonlyMap<string, readonly [number, number]>,
  { grid }: Laid,
  extent: Extent,
  faults: string[],
): Manhole[] {
  const asked =
    manholes === 'all'
      ? model.nodes.flatMap(({ kind, id }) =>
          kind === 'junction' ? [{ node: id, x: undefined, y: undefined, width_m: 0.7 }] : [],
        )
      : manholes
  return asked.flatMap((one): Manhole[] => {
    const node = model.nodes.findIndex(({ id }) => id === one.node)
    const name = `network.manholes "${one.node}"`
    const kind = model.nodes[node]?.kind
    if (kind === undefined || kind === 'outfall') {
      faults.push(`${name}: ${kind ?? 'not in the network'}, expected a junction or a storage of it`)
      return []
    }
    const [x, y] = placeOf(one) ?? places.get(one.node) ?? []
    if (x === undefined || y === undefined) {
      faults.push(`${name}: no place, expected x and y or a row in [COORDINATES]`)
      return []
    }
    const cell = cellAt(extent, x, y)
    if (cell === null || Number.isNaN(grid.bed[cell])) {
      faults.push(
        `${name} at ${x}, ${y}: ${cell === null ? 'outside the DEM' : 'no ground there (NODATA or a building)'}`,
      )
      return []
    }
    const { width_m } = one
    return [
      {
        ...{ column: cell % grid.columns, row: Math.floor(cell / grid.columns), node },
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
