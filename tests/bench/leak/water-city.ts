import { ASSET_STATUSES } from '../../../src/domain/asset/asset.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import { firstLeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import { encodePipes } from '../../../src/domain/leak/pipe-file.ts'
import { encodeNetwork } from '../../../src/domain/network/network-file.ts'
import { drive } from '../../../workers/drive.ts'
import { leakWaterOfCity } from '../../../workers/leak-spread/question/water-simulation.ts'
import { looped } from '../looped-network.ts'
import { type LeakFigure, timedRuns } from './figure.ts'

/** Links, and seconds that a burst may take when the network is open. */
const SIZES: readonly (readonly [links: number, most: number])[] = [
  [15_000, 0.3],
  [100_000, 1.5],
]
const CLICKS = 7
const SEED = 1
const BORES = [0.15, 0.2, 0.3, 0.6]
/** A node in so many has a customer, who takes [m³/s]. */
const CUSTOMER_EVERY = 3
const DEMAND = 1e-5
const FAR_APART = 1e-3

/** A burst of a made city asked for again and again, from its files to its outcome: shut in after an hour, told to four hours. */
export async function benchWaterCity(): Promise<LeakFigure[]> {
  const figures: LeakFigure[] = []
  for (const [links, most] of SIZES) {
    const question = cityOf(links)
    let click = 0
    const ask = async () => {
      const pipe = `P${Math.floor(((click++ + 0.5) / (CLICKS + 1)) * links)}`
      const asked = { ...question, scenario: { ...question.scenario, pipe } }
      const result = await drive(leakWaterOfCity, asked, () => undefined)
      if (!result.ok) throw new Error(result.failure.detail)
    }
    const { first } = await timedRuns(1, ask)
    const { median } = await timedRuns(CLICKS, ask)
    const what = `a burst of a city, ${links} links`
    figures.push(
      { what: `${what}: asked again`, value: median, unit: 's', most },
      { what: `${what}: the first, network opened`, value: first, unit: 's', most: null },
    )
  }
  return figures
}

function cityOf(links: number): LeakQuestion {
  const topology = looped(links, SEED)
  const { nodeId, linkId, isSource, from, to, valveLink, valveNode, operable } = topology
  const nodes = nodeId.length
  const customers = Array.from({ length: Math.floor(nodes / CUSTOMER_EVERY) }, (_, n) => CUSTOMER_EVERY * n)
  const demand = new Float32Array(nodes)
  for (const node of customers) demand[node] = DEMAND
  const network = encodeNetwork({
    ...{ discipline: 'water', nodeId, linkId, isSource, from, to, valveLink, valveNode, operable, demand },
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
  })
  const each = (value: (link: number) => number) => Float32Array.from(from, (_, link) => value(link))
  const level = (ends: Int32Array) => each((link) => (ends[link] ?? 0) % 7)
  const pipes = encodePipes({
    ...{
      discipline: 'water',
      length: each((link) => 20 + (link % 80)),
      diameter: each((link) => BORES[link % 4] ?? 0),
    },
    ...{ fromLevel: level(from), toLevel: level(to), fromDepth: each(() => 1.2), toDepth: each(() => 1.2) },
    ...{ pressure: each(() => Number.NaN), temperature: each(() => Number.NaN), built: new Uint16Array(links) },
    material: Array.from(from, () => 'QM'),
    subclass: Array.from(from, () => 'JP'),
    status: new Uint8Array(links).fill(ASSET_STATUSES.indexOf('in-use')),
    ...{ isAbove: new Uint8Array(links), isDevice: new Uint8Array(links) },
    ...{ deviceKind: Array.from(from, () => '') },
  })
  return {
    plan: {
      ...{ city: 'made', build: `${links} links`, crs: 'EPSG:4549', spaces: null, wind: [], methane: [] },
      networks: [{ discipline: 'water', pipes: 'pipes', sources: [] }],
      ...{ missing: [], assumed: [] },
    },
    scenario: firstLeakScenario('water', ''),
    ...{ network: network.slice().buffer, pipes: pipes.slice().buffer, spaces: null, neighbours: [] },
  }
}
