import { type Hydraulics, PIPE_STATUS, UNSURVEYED } from '../../../src/domain/leak/hydraulics-file.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { clockText, linkName, nodeName, patternName } from './water-names.ts'

/** A litre a second as the engine has it [m³/s]: 28.317 of them are a cubic foot a second. */
const LITRE = 0.3048 ** 3 / 28.317
const MILLIMETRE = 1e-3
/** Of power [W] in a file of L/s: the engine gives 1.341 times of what is written as kW (`data-pipeline/read/epanet-units.ts`). */
const WRITTEN_POWER = 1000 / 0.7457
const HOUR = 3600
/** Factors of a pattern in a row: EPANET takes 40 words and 1,024 letters. */
const FACTORS_A_ROW = 8

/** A link of a model. */
export interface ModelLink {
  readonly of: 'pipe' | 'pump' | 'valve'
  /** place among its kind */
  readonly at: number
  readonly name: string
  /** number in the network, or UNSURVEYED */
  readonly link: number
  /** places of its ends in the model */
  readonly from: number
  readonly to: number
  readonly isClosed: boolean
}

/** What of a network its model tells, and the survey is not asked for. */
export interface ModelCover {
  /** 1 by node of the network: it is in the model; the model asks for water there */
  readonly isNode: Uint8Array
  readonly hasDemand: Uint8Array
  /** 1 by link of the network: it is in the model; it is shut in the model, and no control opens it */
  readonly isLink: Uint8Array
  readonly isShut: Uint8Array
}

/** What a model tells of a network; without one nothing. */
export function coverOf(model: Hydraulics | null, { nodeGid, linkGid }: NetworkFile): ModelCover {
  const [isNode, hasDemand] = [new Uint8Array(nodeGid.length), new Uint8Array(nodeGid.length)]
  const [isLink, isShut] = [new Uint8Array(linkGid.length), new Uint8Array(linkGid.length)]
  const cover = { isNode, hasDemand, isLink, isShut }
  if (!model) return cover
  Array.from(model.node).forEach((node) => {
    if (node !== UNSURVEYED) isNode[node] = 1
  })
  Array.from(model.demandAt).forEach((at) => {
    const node = model.node[at] ?? UNSURVEYED
    if (node !== UNSURVEYED) hasDemand[node] = 1
  })
  const steered = new Set(model.controls.map(({ of, at }) => `${of} ${at}`))
  for (const { link, isClosed, of, at } of modelLinks(model)) {
    if (link === UNSURVEYED) continue
    isLink[link] = 1
    isShut[link] = Number(isClosed && !steered.has(`${of} ${at}`))
  }
  return cover
}

/** All links of a model: pipes, then pumps, then valves. */
export function modelLinks(model: Hydraulics): ModelLink[] {
  const made = (of: ModelLink['of'], at: number, link: number, from: number, to: number, isClosed: boolean) => ({
    ...{ of, at, link, from, to, isClosed },
    name: link === UNSURVEYED ? `${of}${at}` : linkName(link),
  })
  return [
    ...Array.from(model.pipe, (link, at) => {
      const isClosed = model.pipeStatus[at] === PIPE_STATUS.closed
      return made('pipe', at, link, model.pipeFrom[at] ?? 0, model.pipeTo[at] ?? 0, isClosed)
    }),
    ...model.pumps.map(({ link, from, to, isClosed }, at) => made('pump', at, link, from, to, isClosed)),
    ...model.valves.map(({ link, from, to, status }, at) => made('valve', at, link, from, to, status === 'closed')),
  ]
}

/**
 * The rows of a model in an EPANET file of L/s, m and mm, by section, without headings.
 *
 * @param links  those of the model that are in
 * @param isFed  1 where a node of the model has a way to a source: only these are in
 */
export function modelSections(
  model: Hydraulics,
  links: readonly ModelLink[],
  isFed: Uint8Array,
): ReadonlyMap<string, readonly string[]> {
  const nodes = Array.from(model.node, (node, at) => (node === UNSURVEYED ? `x${at}` : nodeName(node)))
  const nameOf = (at: number) => nodes[at] ?? ''
  const names = new Map(links.map(({ of, at, name }) => [`${of} ${at}`, name]))
  return new Map([
    ...nodeSections(model, nameOf, isFed),
    ...linkSections(model, links, nameOf),
    ['CONTROLS', controlRows(model, names, nameOf, isFed)],
    ['PATTERNS', model.patterns.flatMap((factors, pattern) => patternRows(factors, pattern))],
  ])
}

function nodeSections(model: Hydraulics, nameOf: (at: number) => string, isFed: Uint8Array): [string, string[]][] {
  const fixed = new Set([...model.reservoirs, ...model.tanks].map(({ at }) => at))
  const level = (at: number) => model.level[at] ?? 0
  const junctions = Array.from(model.node, (_, at) => at).filter((at) => !fixed.has(at) && isFed[at] === 1)
  const demands = Array.from(model.demandAt, (at, row) => ({ at, row })).filter(({ at }) => isFed[at] === 1)
  return [
    ['JUNCTIONS', junctions.map((at) => `${nameOf(at)} ${level(at)} 0`)],
    [
      'DEMANDS',
      demands.map(({ at, row }) => {
        const base = (model.demandBase[row] ?? 0) / LITRE
        return `${nameOf(at)} ${base} ${patternName(model.demandPattern[row] ?? null)}`
      }),
    ],
    ['RESERVOIRS', model.reservoirs.map(({ at, pattern }) => `${nameOf(at)} ${level(at)} ${patternName(pattern)}`)],
    [
      'TANKS',
      model.tanks.map(({ at, initial, least, most, diameter, leastVolume, volumes, canOverflow }, tank) => {
        const curve = volumes ? `v${tank}` : '*'
        const size = `${initial} ${least} ${most} ${diameter} ${leastVolume} ${curve}`
        return `${nameOf(at)} ${level(at)} ${size} ${canOverflow ? 'YES' : 'NO'}`
      }),
    ],
    [
      'EMITTERS',
      junctions
        .filter((at) => (model.emitter[at] ?? 0) > 0)
        .map((at) => `${nameOf(at)} ${(model.emitter[at] ?? 0) / LITRE}`),
    ],
  ]
}

function linkSections(
  model: Hydraulics,
  used: readonly ModelLink[],
  nameOf: (at: number) => string,
): [string, string[]][] {
  const ends = ({ name, from, to }: ModelLink) => `${name} ${nameOf(from)} ${nameOf(to)}`
  const of = (kind: ModelLink['of']) => used.filter((link) => link.of === kind)
  const curves = model.tanks.flatMap(({ volumes }, tank) => curveRows(`v${tank}`, volumes, 1))
  const status: string[] = []
  const pipes = of('pipe').map((link) => {
    const { at } = link
    const code = model.pipeStatus[at]
    const word = code === PIPE_STATUS.checkValve ? 'CV' : code === PIPE_STATUS.closed ? 'CLOSED' : 'OPEN'
    const size = `${model.pipeLength[at]} ${(model.pipeDiameter[at] ?? 0) / MILLIMETRE} ${model.roughness[at]}`
    return `${ends(link)} ${size} ${model.minorLoss[at]} ${word}`
  })
  const pumps = of('pump').flatMap((link) => {
    const pump = model.pumps[link.at]
    if (!pump) return []
    if (pump.isClosed) status.push(`${link.name} CLOSED`)
    curves.push(...curveRows(`h${link.at}`, pump.heads, LITRE))
    const drive = pump.heads ? `HEAD h${link.at}` : `POWER ${(pump.power ?? 0) / WRITTEN_POWER}`
    const pattern = pump.pattern === null ? '' : ` PATTERN ${patternName(pump.pattern)}`
    return [`${ends(link)} ${drive} SPEED ${pump.speed}${pattern}`]
  })
  const valves = of('valve').flatMap((link) => {
    const valve = model.valves[link.at]
    if (!valve) return []
    if (valve.status) status.push(`${link.name} ${valve.status.toUpperCase()}`)
    curves.push(...curveRows(`g${link.at}`, valve.losses, LITRE))
    const setting = valve.losses ? `g${link.at}` : valve.setting / settingUnit(valve.type)
    return [`${ends(link)} ${valve.diameter / MILLIMETRE} ${valve.type} ${setting} ${valve.minorLoss}`]
  })
  return [
    ['PIPES', pipes],
    ['PUMPS', pumps],
    ['VALVES', valves],
    ['STATUS', status],
    ['CURVES', curves],
  ]
}

/** Of the SI setting in the file's own: flows in L/s, all else as it is. */
function settingUnit(type: Hydraulics['valves'][number]['type']): number {
  return type === 'FCV' ? LITRE : 1
}

function controlRows(
  model: Hydraulics,
  names: ReadonlyMap<string, string>,
  nameOf: (at: number) => string,
  isFed: Uint8Array,
): string[] {
  return model.controls.flatMap(({ of, at, set, when }) => {
    const name = names.get(`${of} ${at}`)
    if (name === undefined || ('node' in when && isFed[when.node] !== 1)) return []
    const valve = of === 'valve' ? model.valves[at] : undefined
    const word = typeof set === 'number' ? set / (valve ? settingUnit(valve.type) : 1) : set.toUpperCase()
    if ('time' in when) return [`LINK ${name} ${word} AT TIME ${when.time / HOUR}`]
    if ('clock' in when) return [`LINK ${name} ${word} AT CLOCKTIME ${clockText(when.clock)}`]
    return [`LINK ${name} ${word} IF NODE ${nameOf(when.node)} ${when.is.toUpperCase()} ${when.level}`]
  })
}

function patternRows(factors: readonly number[], pattern: number): string[] {
  const rows: string[] = []
  for (let n = 0; n < factors.length; n += FACTORS_A_ROW)
    rows.push(`${patternName(pattern)} ${factors.slice(n, n + FACTORS_A_ROW).join(' ')}`)
  return rows
}

function curveRows(name: string, points: readonly (readonly [number, number])[] | null, unit: number): string[] {
  return (points ?? []).map(([x, y]) => `${name} ${x / unit} ${y}`)
}
