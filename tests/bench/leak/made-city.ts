import { ASSET_STATUSES } from '../../../src/domain/asset/asset.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import { firstLeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import { encodePipes } from '../../../src/domain/leak/pipe-file.ts'
import { encodeNetwork } from '../../../src/domain/network/network-file.ts'
import { looped } from '../looped-network.ts'

const SEED = 1
const BORES = [0.15, 0.2, 0.3, 0.6]
/** A node in so many has a customer, who takes [m³/s]. */
const CUSTOMER_EVERY = 3
const DEMAND = 1e-5
const FAR_APART = 1e-3
/** Of gas pipes: a medium tier A [kPa]. */
const GAS_PRESSURE = 300

/** The files of a made city with one network, and a leak on the pipe that is put into its scenario. */
export function madeCity(discipline: 'water' | 'gas', links: number): LeakQuestion {
  const topology = looped(links, SEED)
  const { nodeId, linkId, isSource, from, to, valveLink, valveNode, operable } = topology
  const nodes = nodeId.length
  const customers = Array.from({ length: Math.floor(nodes / CUSTOMER_EVERY) }, (_, n) => CUSTOMER_EVERY * n)
  const demand = new Float32Array(nodes)
  for (const node of customers) demand[node] = DEMAND
  const network = encodeNetwork({
    ...{ discipline, nodeId, linkId, isSource, from, to, valveLink, valveNode, operable, demand },
    ...{ nodeGid: Int32Array.from({ length: nodes }, (_, n) => n + 1), nodeHeight: new Float32Array(nodes) },
    nodeLon: Float64Array.from({ length: nodes }, (_, n) => 120 + FAR_APART * (n % 300)),
    nodeLat: Float64Array.from({ length: nodes }, (_, n) => 36 + FAR_APART * Math.floor(n / 300)),
    linkGid: Int32Array.from(from, (_, n) => nodes + n + 1),
    ...{
      length: new Float32Array(links).fill(Number.NaN),
      flow: new Uint8Array(links),
      isRising: new Uint8Array(links),
    },
    customerId: customers.map((n) => `C${n}`),
    customerName: customers.map((n) => `C${n}`),
    customerClass: customers.map((n) => (n % 100 === 0 ? 'school' : 'residential')),
    customerNode: Int32Array.from(customers),
    customerPeople: new Float64Array(customers.length).fill(3),
    customerHeat: new Float64Array(customers.length).fill(Number.NaN),
  })
  const each = (value: (link: number) => number) => Float32Array.from(from, (_, link) => value(link))
  const level = (ends: Int32Array) => each((link) => (ends[link] ?? 0) % 7)
  const pipes = encodePipes({
    ...{
      discipline,
      length: each((link) => 20 + (link % 80)),
      diameter: each((link) => BORES[link % 4] ?? 0),
    },
    ...{ width: each(() => Number.NaN), height: each(() => Number.NaN) },
    ...{ fromLevel: level(from), toLevel: level(to), fromDepth: each(() => 1.2), toDepth: each(() => 1.2) },
    ...{
      pressure: each(() => (discipline === 'gas' ? GAS_PRESSURE : Number.NaN)),
      temperature: each(() => Number.NaN),
      built: new Uint16Array(links),
    },
    material: Array.from(from, () => (discipline === 'gas' ? 'PE' : 'QM')),
    subclass: Array.from(from, () => (discipline === 'gas' ? 'TR' : 'JP')),
    status: new Uint8Array(links).fill(ASSET_STATUSES.indexOf('in-use')),
    ...{ isAbove: new Uint8Array(links), isDevice: new Uint8Array(links) },
    ...{ deviceKind: Array.from(from, () => '') },
  })
  return {
    plan: {
      ...{
        city: 'made',
        build: `${links} links`,
        crs: 'EPSG:4549',
        spaces: null,
        wind: [],
        methane: [],
        gasGrades: null,
      },
      networks: [{ discipline, pipes: 'pipes', sources: [] }],
      ...{ missing: [], assumed: [] },
    },
    scenario: firstLeakScenario(discipline, ''),
    ...{ network: network.slice().buffer, pipes: pipes.slice().buffer, spaces: null, beside: null, neighbours: [] },
  }
}
