import { readEpanet } from '../../../src/domain/formats/epanet-inp.ts'
import { OPERABLE, PASSAGE, type Topology } from '../../../src/domain/network/topology.ts'
import { traceConnected } from '../../../src/domain/network/trace.ts'
import { Refusal } from '../../refusal.ts'
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
    const faults: string[] = []
    const prepared = prepareOn(model, given, faults)
    if (prepared === null || faults.length > 0) throw new Refusal(faults)
    return prepared
  } catch (error) {
    model.close()
    throw error
  }
}

function prepareOn(model: WaterModel, given: WaterCase, faults: string[]): PreparedBurst | null {
  const { minimum_m, required_m, exponent } = given.service
  if (required_m - minimum_m < LEAST_RANGE)
    faults.push(`service: required_m is ${required_m}, expected at least ${LEAST_RANGE} above minimum_m ${minimum_m}`)
  const { topology: bare, customerNode } = readEpanet(given.network)
  const topology = withValves(bare, given, faults)
  const leak = leakOf(model, given, faults)
  if (given.intrusion && !model.nodeOf.has(given.intrusion.node))
    faults.push(`intrusion.node: the network has no node "${given.intrusion.node}"`)
  const link = topology.linkId.indexOf(given.leak.pipe)
  if (faults.length > 0 || leak === null || link < 0) return null
  if (!hasSource(topology, link)) {
    faults.push(
      `leak.pipe: no open way leads from a reservoir or tank to "${given.leak.pipe}": no water runs out of it`,
    )
    return null
  }
  const isolation = isolateLeak(topology, link, customerNode)
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

function withValves(bare: Topology, { valves, inoperable_valves }: WaterCase, faults: string[]): Topology {
  const nodeOf = new Map([...bare.nodeId].map((id, node) => [id, node]))
  const linkOf = new Map([...bare.linkId].map((id, link) => [id, link]))
  const numbered = (item: string, { link: linkId, node: nodeId }: NamedValve) => {
    const [link, node] = [linkOf.get(linkId), nodeOf.get(nodeId)]
    const isAtEnd = link !== undefined && node !== undefined && (bare.from[link] === node || bare.to[link] === node)
    if (isAtEnd) return [{ link, node }]
    faults.push(`${item}: no link "${linkId}" ends at a node "${nodeId}"`)
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
        faults.push(`inoperable_valves[${i}]: there is no valve on link "${valve.link}" at node "${valve.node}"`)
      else operable[at] = OPERABLE.no
    }
  })
  return { ...topology, operable }
}

function leakOf(model: WaterModel, { leak, abandoned_pipes }: WaterCase, faults: string[]): Leak | null {
  const link = model.linkOf.get(leak.pipe)
  if (link === undefined) {
    faults.push(`leak.pipe: the network has no link "${leak.pipe}"`)
    return null
  }
  if ((model.linkType[link] ?? LINK_TYPE.pump) > LINK_TYPE.pipe) {
    faults.push(`leak.pipe: "${leak.pipe}" is a pump or valve, expected a pipe`)
    return null
  }
  if (abandoned_pipes.includes(leak.pipe)) {
    faults.push(`leak.pipe: "${leak.pipe}" is abandoned: no water runs out of it`)
    return null
  }
  const hole = holeOf(leak.hole)
  const bore = (Math.PI / 4) * (model.diameter[link] ?? 0) ** 2
  if (hole && hole.area > bore) {
    faults.push(
      `leak.hole: ${hole.area.toPrecision(3)} m² is more than the pipe's bore of ${bore.toPrecision(3)} m²; ask for full_bore`,
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

function closureOf(model: WaterModel, { link: linkId, node: nodeId }: NamedValve, item: string, faults: string[]) {
  const [link, node] = [model.linkOf.get(linkId), model.nodeOf.get(nodeId)]
  if (link !== undefined && node !== undefined && (model.from[link] === node || model.to[link] === node))
    return [{ link, node }]
  faults.push(`${item}: no link "${linkId}" ends at a node "${nodeId}"`)
  return []
}

/** Does an open way lead to the link: what is closed at the start counts as closed, other passage both ways. */
function hasSource(topology: Topology, link: number): boolean {
  if (topology.passage?.[link] === PASSAGE.closed) return false
  const { nodes } = traceConnected(topology, [topology.from[link] ?? 0, topology.to[link] ?? 0])
  return nodes.some((node) => topology.isSource[node] === 1)
}
