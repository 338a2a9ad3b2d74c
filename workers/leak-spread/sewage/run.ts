import type { Localized } from '../../../src/domain/localized.ts'
import type { DrainageModel } from '../../inundation/network/inp/model.ts'
import { readInp } from '../../inundation/network/inp/read.ts'
import { faultOf, Refusal } from '../../refusal.ts'
import type { SewageCase } from './case.ts'
import { type Suspicion, suspectedByLayout, suspectedBySignature } from './cross-connections.ts'
import { drainOrder } from './dry-flow.ts'
import { decayOf, followSpill, type SpillRun } from './spill.ts'

/** A node that a spill comes to, with the times that the base flow leaves open. */
export interface ReachedNode {
  readonly id: string
  /** first of it with the most base flow, with what the file says, and with the least [s] */
  readonly first: readonly [early: number, usual: number, late: number]
  /** when all has passed, at the latest [s] */
  readonly until: number
  readonly concentration: number
  readonly share: number
  readonly isEnd: boolean
}

export interface SewageOutcome {
  /** null = no spill was asked about */
  readonly spill: {
    readonly nodes: readonly ReachedNode[]
    readonly links: SpillRun['links']
    readonly out: number
    readonly decayed: number
  } | null
  readonly suspicions: readonly Suspicion[]
  /** links with too few hours of dry weather to be judged */
  readonly unjudged: readonly string[]
  readonly evidence: 'C'
  readonly caveats: readonly Localized[]
}

/**
 * Computes a case of kind sewage.
 *
 * @param text  of the SWMM file that `network` names
 * @throws  Refusal with every fault of the case or the file
 */
export function runSewage(given: SewageCase, text: string): SewageOutcome {
  const read = readInp(text, given.network)
  if (!read.ok) throw new Refusal(read.failure.detail.split('\n'))
  const faults = faultsOf(given, read.value)
  if (faults.length > 0) throw new Refusal(faults)
  const order = drainOrder(read.value)
  const { spill, classes, records } = given
  const judged = records.map((record) =>
    suspectedBySignature(record, classes[record.link] ?? 'combined', {
      ...{ dryAfter: given.dry_after_s, leastFlow: given.least_flow_m3_s },
    }),
  )
  const caveats: Localized[] = [EVIDENCE]
  if (spill && order.flat.length > 0) caveats.push(FLAT)
  if (spill && order.parted.length > 0) caveats.push(PARTED)
  if (spill && ![...order.inflow.values()].some((flow) => flow > 0)) caveats.push(NO_BASE)
  const answer = spill && followed(spill, order)
  if (answer?.links.some(({ isFull }) => isFull)) caveats.push(FULL)
  return {
    spill: answer ?? null,
    suspicions: [...suspectedByLayout(order, classes), ...judged.flatMap((list) => list ?? [])],
    unjudged: records.filter((_, i) => judged[i] === null).map(({ link }) => link),
    ...{ evidence: 'C', caveats },
  }
}

function followed(given: NonNullable<SewageCase['spill']>, order: ReturnType<typeof drainOrder>) {
  const spill = {
    ...{ node: given.node, flow: given.flow_m3_s, duration: given.duration_s },
    ...{ concentration: given.concentration, decay: decayOf(given.decay_per_day) },
  }
  const [least, most] = given.base_flow_factors
  const usual = followSpill(order, spill, 1)
  const [slow, quick] = [followSpill(order, spill, least), followSpill(order, spill, most)]
  const at = (run: SpillRun) => new Map(run.nodes.map((node) => [node.id, node]))
  const [late, early] = [at(slow), at(quick)]
  return {
    nodes: usual.nodes.map((node): ReachedNode => {
      const [first, last] = [early.get(node.id)?.first ?? node.first, late.get(node.id)]
      const { id, concentration, share, isEnd } = node
      return {
        ...{ id, first: [first, node.first, last?.first ?? node.first], until: last?.until ?? node.until },
        ...{ concentration, share, isEnd },
      }
    }),
    ...{ links: usual.links, out: usual.out, decayed: usual.decayed },
  }
}

function faultsOf({ spill, classes, records }: SewageCase, { nodes, links }: DrainageModel): Localized[] {
  const isNode = new Set(nodes.map(({ id }) => id))
  const isLink = new Set(links.map(({ id }) => id))
  const faults: Localized[] = []
  const noLink = (item: string, id: string) => faultOf(item, `管网中没有管段“${id}”`, `the network has no link "${id}"`)
  if (spill && !isNode.has(spill.node))
    faults.push(faultOf('spill.node', `管网中没有节点“${spill.node}”`, `the network has no node "${spill.node}"`))
  if (spill && spill.base_flow_factors[0] > spill.base_flow_factors[1])
    faults.push(
      faultOf(
        'spill.base_flow_factors',
        `${spill.base_flow_factors.join('、')}，应先小后大`,
        `${spill.base_flow_factors.join(', ')}, expected the lesser first`,
      ),
    )
  for (const id of Object.keys(classes)) if (!isLink.has(id)) faults.push(noLink('classes', id))
  records.forEach(({ link }, i) => {
    const item = `records[${i}].link`
    if (!isLink.has(link)) faults.push(noLink(item, link))
    else if (classes[link] === undefined)
      faults.push(faultOf(item, `“${link}”在 classes 中没有类别`, `"${link}" has no class in classes`))
  })
  if (!spill && Object.keys(classes).length === 0)
    faults.push(
      faultOf('spill, classes', '至少应给出一项，否则没有可算的内容', 'expected one of them, or nothing is asked'),
    )
  return faults
}

const EVIDENCE: Localized = {
  zh: '可信程度 C 级（仅物理推算）：稳定均匀流、不扩散；到达时间随基流在所给范围内变化。混接仅为疑似，须现场核实。',
  en: 'Evidence class C (physics only): steady uniform flow, no spreading; times change with the base flow within the range given. Cross-connections are suspicions, to be looked at on site.',
}
const FLAT: Localized = { zh: '平坡管段按坡度 0.0001 计。', en: 'Drains laid flat are taken to fall by 0.0001.' }
export const PARTED: Localized = {
  zh: '有分流处：按各管满流能力分配流量。',
  en: 'Where flow parts it goes by what the drains carry when full.',
}
const NO_BASE: Localized = {
  zh: '管网文件没有旱季流量：只按泄漏量本身推流，到达偏晚。',
  en: 'The file has no dry-weather flow: the spill runs alone and is told too late.',
}
const FULL: Localized = {
  zh: '部分管段已满流：按压力流自身流速 Q/A 计，检查井冒溢未计算。',
  en: 'Some drains run full: they are told with their own speed Q/A under pressure; what comes out of manholes is not computed.',
}
