import type { Crs } from '../../src/domain/geo/crs.ts'
import type { FloodPlan } from '../../src/domain/inundation/flood-plan.ts'
import { onPlane } from '../publish/city-plane.ts'
import type { Drainage, DrainageLink, DrainageNode } from './drainage.ts'
import { NODE_ROLE, openingOf } from './drainage-part.ts'
import { gateRows } from './gates.ts'
import type { Water } from './waters.ts'

/** a depth that no sump has [m]: the pump's curve is level up to it */
const DEEPEST = 100

interface Situation {
  readonly city: string
  readonly crs: Crs
  readonly waters: FloodPlan['waters']
  /** the water that a place lies at */
  readonly waterAt: (x: number, y: number) => Water | null
}

export interface WrittenInp {
  readonly text: string
  /** with the outfalls that were added */
  readonly nodes: number
  readonly outfalls: NonNullable<FloodPlan['drainage']>['outfalls']
}

/**
 * The drainage as SWMM 5 input: hydraulics alone, in m³/s and metres, levels H, names = asset ids. Rain falls on the
 * surface, so there are no subcatchments. An outfall takes one link in SWMM: where more meet, each has an outfall of its own
 * at the same place, `<id>#2` and on.
 */
export function writeInp(drainage: Drainage, situation: Situation): WrittenInp {
  const { city, crs, waters, waterAt } = situation
  const { nodes, links, pumps, gates } = withSingleOutfalls(drainage)
  const { orifices, weirs, sections: gateSections } = gateRows(gates)
  const place = new Map(nodes.map(({ id, lon, lat }) => [id, onPlane(crs, { lon, lat })]))
  const at = (id: string) => place.get(id) ?? [Number.NaN, Number.NaN]
  const outfalls = nodes
    .filter(({ role }) => role === NODE_ROLE.outfall)
    .map(({ id, isFlapped }) => {
      const [x = 0, y = 0] = at(id)
      return { node: id, at: [x, y] as [number, number], water: waterAt(x, y), isFlapped }
    })
  const outfallOf = new Map(outfalls.map((outfall) => [outfall.node, outfall]))
  const invert = new Map(nodes.map((node) => [node.id, node.invert]))
  const junctions = nodes.filter(({ id, sump }) => !outfallOf.has(id) && sump === null)
  const sumps = nodes.filter(({ sump }) => sump !== null)
  const tides = new Map((['sea', 'river'] as const).map((water) => [water, tideOf(waters, water)]))
  const stage = (water: Water | null) => (water !== null && tides.get(water)?.length ? `TIDAL ${water}` : 'FREE')
  const sections: readonly (readonly [name: string, rows: readonly string[]])[] = [
    ['TITLE', [`Drainage of ${city}: nodes and links by asset id, levels H [m], ${crs.name}`]],
    [
      'OPTIONS',
      [
        ...['FLOW_UNITS CMS', 'FLOW_ROUTING DYNWAVE', 'LINK_OFFSETS ELEVATION', 'MIN_SLOPE 0', 'ALLOW_PONDING NO'],
        ...[
          'START_DATE 01/01/2026',
          'START_TIME 00:00:00',
          'REPORT_START_DATE 01/01/2026',
          'REPORT_START_TIME 00:00:00',
        ],
        ...['END_DATE 01/01/2026', 'END_TIME 03:00:00', 'REPORT_STEP 00:01:00', 'ROUTING_STEP 2'],
        ...['INERTIAL_DAMPING PARTIAL', 'NORMAL_FLOW_LIMITED BOTH', 'FORCE_MAIN_EQUATION H-W', 'VARIABLE_STEP 0.75'],
      ],
    ],
    ['JUNCTIONS', junctions.map(({ id, invert, rim }) => `${id} ${metres(invert)} ${metres(rim - invert)} 0 0 0`)],
    [
      'OUTFALLS',
      nodes.flatMap(({ id, invert, isFlapped }) => {
        const outfall = outfallOf.get(id)
        return outfall ? [`${id} ${metres(invert)} ${stage(outfall.water)} ${isFlapped ? 'YES' : 'NO'}`] : []
      }),
    ],
    [
      'STORAGE',
      sumps.map(
        ({ id, invert, rim, sump }) => `${id} ${metres(invert)} ${metres(rim - invert)} 0 FUNCTIONAL 0 0 ${sump} 0 0`,
      ),
    ],
    [
      'CONDUITS',
      links.map(({ id, from, to, length, roughness, fromInvert, toInvert }) =>
        [id, from, to, metres(length), roughness, metres(fromInvert), metres(toInvert), 0, 0].join(' '),
      ),
    ],
    [
      'PUMPS',
      pumps.map(({ id, from, to, start, stop }) => {
        const depth = (level: number) => metres(Math.max(0, level - (invert.get(from) ?? 0)))
        return `${id} ${from} ${to} ${id} ON ${depth(start)} ${depth(stop)}`
      }),
    ],
    ['ORIFICES', orifices],
    ['WEIRS', weirs],
    ['XSECTIONS', [...links.map((link) => `${link.id} ${sectionText(link)} 1`), ...gateSections]],
    [
      'CURVES',
      [
        ...pumps.flatMap(({ id, flow }) => [`${id} Pump2 0 ${flow}`, `${id} ${DEEPEST} ${flow}`]),
        ...[...tides].flatMap(([water, rows]) =>
          rows.map(([hour, level], row) => `${water} ${row === 0 ? 'Tidal ' : ''}${hour} ${metres(level)}`),
        ),
      ],
    ],
    ['REPORT', ['INPUT NO', 'CONTROLS NO', 'NODES ALL', 'LINKS ALL']],
    ['TAGS', nodes.flatMap(({ id, role }) => (openingOf(role) ? [`Node ${id} ${openingOf(role)}`] : []))],
    ['COORDINATES', nodes.map(({ id }) => `${id} ${at(id).map(metres).join(' ')}`)],
    [
      'VERTICES',
      links.flatMap(({ id, vertices }) =>
        pairsOf(vertices).map((lonLat) => `${id} ${onPlane(crs, lonLat).map(metres).join(' ')}`),
      ),
    ],
  ]
  const text = sections.flatMap(([name, rows]) => (rows.length > 0 ? [`[${name}]`, ...rows, ''] : [])).join('\n')
  return { text: `${text}\n`, nodes: nodes.length, outfalls }
}

/** Gives each link that ends in an outfall an outfall of its own. */
function withSingleOutfalls({ nodes, links, pumps, gates }: Drainage): Drainage {
  const outfalls = new Map(nodes.filter(({ role }) => role === NODE_ROLE.outfall).map((node) => [node.id, node]))
  const ends = new Map<string, number>()
  const extra: DrainageNode[] = []
  const ending = <Way extends { readonly to: string }>(way: Way): Way => {
    const outfall = outfalls.get(way.to)
    if (!outfall) return way
    const number = (ends.get(way.to) ?? 0) + 1
    ends.set(way.to, number)
    if (number === 1) return way
    const id = `${way.to}#${number}`
    extra.push({ ...outfall, id })
    return { ...way, to: id }
  }
  const ended = { links: links.map(ending), pumps: pumps.map(ending), gates: gates.map(ending) }
  return { ...ended, nodes: [...nodes, ...extra] }
}

/** Level of a water by the hour of the day; SWMM begins it anew each day. */
function tideOf(waters: FloodPlan['waters'], water: Water): readonly (readonly [hour: number, level: number])[] {
  return waters
    .flatMap(({ water: own, hour, level_m }) => (own === water && level_m !== null ? [[hour, level_m] as const] : []))
    .sort(([a], [b]) => a - b)
}

function sectionText({ section, width, height }: DrainageLink): string {
  const [high, wide] = [metres(height), metres(width)]
  if (section === 'circle') return `CIRCULAR ${high} 0 0 0`
  if (section === 'egg') return `EGG ${high} 0 0 0`
  return `${section === 'open' ? 'RECT_OPEN' : 'RECT_CLOSED'} ${high} ${wide} 0 0`
}

function pairsOf(numbers: readonly number[]): { lon: number; lat: number }[] {
  return Array.from({ length: numbers.length / 2 }, (_, i) => ({
    lon: numbers[2 * i] ?? 0,
    lat: numbers[2 * i + 1] ?? 0,
  }))
}

function metres(value: number): string {
  return value.toFixed(3)
}
