import { pipeRoughness, UNTOLD_PIPE } from '../../../src/domain/inundation/pipe-roughness.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { LINK_FLOW, type NetworkFile } from '../../../src/domain/network/network-file.ts'
import { ShapeBook } from '../../inundation/network/shapes/shape-book.ts'
import type { ShapeSpec } from '../../inundation/network/shapes/spec.ts'
import { Refusal } from '../../refusal.ts'
import { type Drain, type DrainOrder, FLAT_SLOPE, orderDrains } from '../sewage/dry-flow.ts'
import { isInUse } from './leaking-pipe.ts'
import { toldAt } from './told.ts'

/** Of a network of which no bore is known [m]: 示例值. */
const USUAL_DIAMETER = 0.3
/** Where water enters a line: a node that no survey has. */
const ENTRY = 'entry'

/** Drains that a spill can come to, in the order of the water, and which of them are too little known for a time. */
export interface CityDrains {
  readonly order: DrainOrder
  /** the node that it enters at */
  readonly entry: string
  /** drains of which nothing bounds the speed but what drains are built for */
  readonly unbounded: ReadonlySet<string>
  /** drains that are pumped: they run full */
  readonly pumped: ReadonlySet<string>
  readonly told: readonly Localized[]
}

const drainNode = (node: number) => `n${node}`
const drainLink = (link: number) => `l${link}`
/** Number of a node or link by its name in the order; −1 of the entry into a line. */
export const numberOf = (name: string) => (name === ENTRY ? -1 : Number(name.slice(1)))

/** Where a spill enters: at a manhole, or into a line so far along it. */
export interface SpillEntry {
  readonly node: number | null
  readonly link: number | null
}

/**
 * The drains below a place. Directions are those of the survey; where a pumped main, which has none, is all that leaves a node it is
 * taken to lead away from it.
 *
 * @throws  Refusal where the line that is let into has no direction, or drains form a loop
 */
export function drainsBelow(
  network: NetworkFile,
  pipes: PipeFile,
  { node, link }: SpillEntry,
  { pipe, share, dry_m3_s }: Pick<LeakScenario, 'pipe' | 'share' | 'dry_m3_s'>,
): CityDrains {
  const own = link === null ? null : directed(network, link)
  if (link !== null && own === null)
    throw new Refusal([
      {
        zh: `管段 ${pipe}：流向不详（压力管），请改选检查井`,
        en: `line ${pipe}: which way it runs is not known (a pumped main): expected a drain by gravity or a manhole`,
      },
    ])
  const ways = waysBelow(network, pipes, own?.to ?? node ?? 0)
  const links = [...(link !== null && own ? [{ link, from: own.from, to: own.to, isLed: false }] : []), ...ways.taken]
  const usual = usualDiameter(pipes)
  const shapes = new ShapeBook(links.map((each) => shapeOf(pipes, each.link, usual)))
  const [unbounded, pumped] = [new Set<string>(), new Set<string>()]
  const faults = { bore: [] as number[], fall: [] as number[], material: [] as number[], devices: [] as number[] }
  const drains = links.map(({ link: each, from, to, isLed }, i): Omit<Drain, 'share'> => {
    const id = drainLink(each)
    const isEntry = each === link
    const ends = { id, from: isEntry ? ENTRY : drainNode(from), to: drainNode(to) }
    if (pipes.isDevice[each] === 1) {
      faults.devices.push(each)
      return { ...ends, conduit: null, slope: 0, shape: -1 }
    }
    const along = network.from[each] === from ? 1 : -1
    const fall = along * ((pipes.fromLevel[each] as number) - (pipes.toLevel[each] as number))
    const whole = lengthOf(network, pipes, each)
    // the flow is told from the first end of the line
    const length = isEntry ? whole * (along > 0 ? 1 - share : share) : whole
    const roughness = pipeRoughness(pipes.material.at(each) ?? null)
    if (!(fall > 0)) faults.fall.push(each)
    if (roughness === null) faults.material.push(each)
    if (!hasSection(pipes, each)) faults.bore.push(each)
    if (isLed) pumped.add(id)
    if (!(fall > 0) || isLed || !hasSection(pipes, each)) unbounded.add(id)
    return {
      ...ends,
      conduit: { length, roughness: roughness ?? UNTOLD_PIPE, barrels: 1 },
      slope: fall > 0 ? Math.max(FLAT_SLOPE, fall / whole) : FLAT_SLOPE,
      shape: shapes.places[i] as number,
    }
  })
  const nodes = new Set(drains.flatMap(({ from, to }) => [from, to]))
  const entry = link === null ? drainNode(node ?? 0) : ENTRY
  const ids = network.linkId
  const nameOf = (id: string) => shortId(ids.at(numberOf(id)) ?? '')
  const size = `${Math.round(1000 * usual)} mm`
  return {
    order: {
      ...orderDrains([...nodes.add(entry)], drains, shapes, nameOf),
      ...{ inflow: new Map([[entry, dry_m3_s ?? 0]]), flat: [] },
    },
    ...{ entry, unbounded, pumped },
    told: [
      ...toldAt(
        { zh: `断面不详的管段按内径 ${size} 计`, en: `drains of unknown section are taken as ${size}` },
        ids,
        faults.bore,
      ),
      ...toldAt(
        {
          zh: `无坡、逆坡或高程不详的管段，最晚按坡度 ${FLAT_SLOPE} 计`,
          en: `drains without a known fall run by a slope of ${FLAT_SLOPE} for the latest time`,
        },
        ids,
        faults.fall,
      ),
      ...toldAt(
        {
          zh: `管材不详的管段糙率取 ${UNTOLD_PIPE}`,
          en: `drains of unknown material are taken with a Manning's n of ${UNTOLD_PIPE}`,
        },
        ids,
        faults.material,
      ),
      ...toldAt(
        {
          zh: '泵、闸等设备按即到即过计，泵站集水池停留未计',
          en: 'pumps and gates are passed at once: what waits in a sump is not in it',
        },
        ids,
        faults.devices,
      ),
      ...toldAt(
        { zh: '压力管按离开其起端泵站的方向计', en: 'pumped mains are taken to lead away from where they begin' },
        ids,
        links.filter(({ isLed }) => isLed).map((each) => each.link),
      ),
      ...toldAt(
        {
          zh: '下游有不在用的管线，未沿其推流',
          en: 'lines below that are not in use are not followed',
        },
        ids,
        ways.left,
      ),
    ],
  }
}

/** The ends of a line in the direction of its water; null = not surveyed. */
export function directed(
  { flow, from, to }: Pick<NetworkFile, 'flow' | 'from' | 'to'>,
  link: number,
): { readonly from: number; readonly to: number } | null {
  const [first, second] = [from[link] ?? 0, to[link] ?? 0]
  if (flow[link] === LINK_FLOW.unknown || first === second) return null
  return flow[link] === LINK_FLOW.back ? { from: second, to: first } : { from: first, to: second }
}

interface Way {
  readonly link: number
  readonly from: number
  readonly to: number
  /** its direction follows from where the water comes from */
  readonly isLed: boolean
}

function waysBelow(network: NetworkFile, pipes: PipeFile, start: number): { taken: Way[]; left: number[] } {
  const [leaving, undirected] = [new Map<number, Way[]>(), new Map<number, number[]>()]
  const left: number[] = []
  const isOut = new Map<number, number[]>()
  const add = <Item>(map: Map<number, Item[]>, node: number, item: Item) => {
    const list = map.get(node)
    if (list) list.push(item)
    else map.set(node, [item])
  }
  for (let link = 0; link < network.from.length; link++) {
    const ends = directed(network, link)
    if (!isInUse(pipes, link)) {
      if (ends) add(isOut, ends.from, link)
    } else if (ends) add(leaving, ends.from, { link, ...ends, isLed: false })
    else for (const end of [network.from[link] ?? 0, network.to[link] ?? 0]) add(undirected, end, link)
  }
  const [seen, used] = [new Set([start]), new Set<number>()]
  const [waiting, taken] = [[start], [] as Way[]]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    left.push(...(isOut.get(node) ?? []))
    const led = (undirected.get(node) ?? []).map((link): Way => {
      const to = (network.from[link] === node ? network.to[link] : network.from[link]) ?? 0
      return { link, from: node as number, to, isLed: true }
    })
    for (const way of leaving.get(node) ?? led) {
      if (used.has(way.link) || way.from === way.to) continue
      used.add(way.link)
      taken.push(way)
      if (seen.has(way.to)) continue
      seen.add(way.to)
      waiting.push(way.to)
    }
  }
  return { taken, left }
}

function shortId(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1)
}

function hasSection({ diameter, width, height }: PipeFile, link: number): boolean {
  return (diameter[link] as number) > 0 || ((width[link] as number) > 0 && (height[link] as number) > 0)
}

/** What is not round is taken as a box. */
function shapeOf(pipes: PipeFile, link: number, usual: number): ShapeSpec {
  const [diameter, width, height] = [pipes.diameter, pipes.width, pipes.height].map((of) => of[link] as number)
  if ((diameter as number) > 0 || !hasSection(pipes, link))
    return { type: 'CIRCULAR', depth: (diameter as number) > 0 ? (diameter as number) : usual }
  return { type: 'RECT_CLOSED', depth: height as number, width: width as number }
}

/** The middle one of the bores that are known. */
function usualDiameter({ diameter, isDevice }: PipeFile): number {
  const known = diameter.filter((bore, link) => bore > 0 && isDevice[link] !== 1).sort()
  return known[Math.floor(known.length / 2)] ?? USUAL_DIAMETER
}

/** Along the line; where that is not known as the network has it, else a metre. */
function lengthOf({ length }: NetworkFile, pipes: PipeFile, link: number): number {
  return [pipes.length[link], length[link]].find((given) => (given as number) > 0) ?? 1
}
