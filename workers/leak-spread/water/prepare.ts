import { readEpanet } from '../../../src/domain/formats/epanet-inp.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { OPERABLE, PASSAGE, type Topology } from '../../../src/domain/network/topology.ts'
import { traceConnected } from '../../../src/domain/network/trace.ts'
import { faultOf, Refusal } from '../../refusal.ts'
import type { BurstPlan } from './burst.ts'
import type { WaterCase } from './case.ts'
import { LINK_TYPE } from './codes.ts'
import { EXPANSION, type Hole } from './hole.ts'
import { isolateLeak, type LeakIsolation, type NamedValve } from './isolate-leak.ts'
import { openWaterModel, type WaterModel } from './model.ts'
import type { Leak } from './place-leak.ts'
import { demandByPressure, LEAST_RANGE } from './service.ts'

/** A case that can be run: a model that is open, and what shall happen in it. */
export interface PreparedBurst {
  readonly model: WaterModel
  readonly plan: BurstPlan
  readonly isolation: LeakIsolation
}

/**
 * Opens a case's network and checks all that the case says of it.
 *
 * @throws  Refusal with every fault; the model is closed then
 */
export async function prepareBurst(given: WaterCase): Promise<PreparedBurst> {
  const model = await openWaterModel(given.network)
  try {
    const faults: Localized[] = []
    const prepared = prepareOn(model, given, faults)
    if (prepared === null || faults.length > 0) throw new Refusal(faults)
    return prepared
  } catch (error) {
    model.close()
    throw error
  }
}

function prepareOn(model: WaterModel, given: WaterCase, faults: Localized[]): PreparedBurst | null {
  const { minimum_m, required_m, exponent } = given.service
  if (required_m - minimum_m < LEAST_RANGE)
    faults.push(
      faultOf(
        'service',
        `required_m 为 ${required_m}，应比 minimum_m ${minimum_m} 至少高 ${LEAST_RANGE}`,
        `required_m is ${required_m}, expected at least ${LEAST_RANGE} above minimum_m ${minimum_m}`,
      ),
    )
  const { topology: bare, customerNode } = readEpanet(given.network)
  const topology = withValves(bare, given, faults)
  const leak = leakOf(model, given, faults)
  if (given.intrusion && !model.nodeOf.has(given.intrusion.node))
    faults.push(
      faultOf(
        'intrusion.node',
        `管网中没有节点“${given.intrusion.node}”`,
        `the network has no node "${given.intrusion.node}"`,
      ),
    )
  const link = topology.linkId.indexOf(given.leak.pipe)
  if (faults.length > 0 || leak === null || link < 0) return null
  if (!hasSource(topology, link)) {
    faults.push(
      faultOf(
        'leak.pipe',
        `没有开通的管路从水库或水箱到“${given.leak.pipe}”，不会出水`,
        `no open way leads from a reservoir or tank to "${given.leak.pipe}": no water runs out of it`,
      ),
    )
    return null
  }
  const isolation = isolateLeak(topology, link, {
    customerId: Array.from(customerNode, (node) => topology.nodeId.at(node) ?? ''),
    customerNode,
  })
  const asked = given.close ?? isolation.close
  const closures = asked.flatMap((valve, i) => closureOf(model, valve, `close[${i}]`, faults))
  demandByPressure(model, { minimum: minimum_m, required: required_m, exponent })
  const start = Math.round(given.start_s)
  const isClosing = given.close_after_s !== null && closures.length > 0
  return {
    ...{ model, isolation },
    plan: {
      ...{ leak, start, duration: given.duration_s, step: given.step_s, closures },
      closeAt: isClosing ? start + Math.round(given.close_after_s ?? 0) : null,
    },
  }
}

function withValves(bare: Topology, { valves, inoperable_valves }: WaterCase, faults: Localized[]): Topology {
  const nodeOf = new Map([...bare.nodeId].map((id, node) => [id, node]))
  const linkOf = new Map([...bare.linkId].map((id, link) => [id, link]))
  const numbered = (item: string, { link: linkId, node: nodeId }: NamedValve) => {
    const [link, node] = [linkOf.get(linkId), nodeOf.get(nodeId)]
    const isAtEnd = link !== undefined && node !== undefined && (bare.from[link] === node || bare.to[link] === node)
    if (isAtEnd) return [{ link, node }]
    faults.push(notAtEnd(item, linkId, nodeId))
    return []
  }
  const rows = valves?.flatMap((valve, i) =>
    numbered(`valves[${i}]`, valve).map((place) => ({
      ...place,
      operable: valve.operable === null ? OPERABLE.unknown : valve.operable ? OPERABLE.yes : OPERABLE.no,
    })),
  )
  const topology = rows
    ? {
        ...bare,
        valveLink: Int32Array.from(rows, ({ link }) => link),
        valveNode: Int32Array.from(rows, ({ node }) => node),
        operable: Uint8Array.from(rows, ({ operable }) => operable),
      }
    : bare
  const operable = topology.operable.slice()
  inoperable_valves.forEach((valve, i) => {
    for (const { link, node } of numbered(`inoperable_valves[${i}]`, valve)) {
      const at = topology.valveLink.findIndex((each, row) => each === link && topology.valveNode[row] === node)
      if (at < 0)
        faults.push(
          faultOf(
            `inoperable_valves[${i}]`,
            `管段“${valve.link}”在节点“${valve.node}”处没有阀门`,
            `there is no valve on link "${valve.link}" at node "${valve.node}"`,
          ),
        )
      else operable[at] = OPERABLE.no
    }
  })
  return { ...topology, operable }
}

function leakOf(model: WaterModel, { leak, abandoned_pipes }: WaterCase, faults: Localized[]): Leak | null {
  const refuse = (item: string, zh: string, en: string) => faults.push(faultOf(item, zh, en))
  const link = model.linkOf.get(leak.pipe)
  if (link === undefined) {
    refuse('leak.pipe', `管网中没有管段“${leak.pipe}”`, `the network has no link "${leak.pipe}"`)
    return null
  }
  if ((model.linkType[link] ?? LINK_TYPE.pump) > LINK_TYPE.pipe) {
    refuse('leak.pipe', `“${leak.pipe}”是水泵或阀门，应为管段`, `"${leak.pipe}" is a pump or valve, expected a pipe`)
    return null
  }
  if (abandoned_pipes.includes(leak.pipe)) {
    refuse('leak.pipe', `“${leak.pipe}”已废弃，不会出水`, `"${leak.pipe}" is abandoned: no water runs out of it`)
    return null
  }
  const hole = holeOf(leak.hole)
  const bore = (Math.PI / 4) * (model.diameter[link] ?? 0) ** 2
  if (hole && hole.area > bore) {
    refuse(
      'leak.hole',
      `孔口面积 ${hole.area.toPrecision(3)} m² 大于管道截面 ${bore.toPrecision(3)} m²；整管断裂请用 full_bore`,
      `${hole.area.toPrecision(3)} m² is more than the pipe's bore of ${bore.toPrecision(3)} m²; ask for full_bore`,
    )
  }
  return { link, share: leak.share, level: leak.level_m ?? null, hole }
}

function holeOf(given: WaterCase['leak']['hole']): Hole | null {
  if ('full_bore' in given) return null
  const area = 'diameter_m' in given ? (Math.PI / 4) * given.diameter_m ** 2 : given.area_m2
  const usual = given.material === undefined ? 0 : EXPANSION[given.material]
  return { area, expansion: given.expansion_m2_per_m ?? usual, dischargeCoefficient: given.discharge_coefficient }
}

function closureOf(model: WaterModel, { link: linkId, node: nodeId }: NamedValve, item: string, faults: Localized[]) {
  const [link, node] = [model.linkOf.get(linkId), model.nodeOf.get(nodeId)]
  if (link !== undefined && node !== undefined && (model.from[link] === node || model.to[link] === node))
    return [{ link, node }]
  faults.push(notAtEnd(item, linkId, nodeId))
  return []
}

function notAtEnd(item: string, link: string, node: string): Localized {
  return faultOf(item, `没有管段“${link}”以“${node}”为端点`, `no link "${link}" ends at a node "${node}"`)
}

/** Does an open way lead to the link: what is closed at the start counts as closed, other passage both ways. */
function hasSource(topology: Topology, link: number): boolean {
  if (topology.passage?.[link] === PASSAGE.closed) return false
  const { nodes } = traceConnected(topology, [topology.from[link] ?? 0, topology.to[link] ?? 0])
  return nodes.some((node) => topology.isSource[node] === 1)
}
