import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { numberHydraulics } from '../../../data-pipeline/leak/number-hydraulics.ts'
import { type KeyedHydraulics, readHydraulics } from '../../../data-pipeline/read/epanet-hydraulics.ts'
import { inpSections } from '../../../src/domain/formats/inp-sections.ts'
import { decodeHydraulics, encodeHydraulics } from '../../../src/domain/leak/hydraulics-file.ts'
import { decodePipes } from '../../../src/domain/leak/pipe-file.ts'
import { knownDirections } from '../../../src/domain/network/flow-directions.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { waterNetwork } from '../../../workers/leak-spread/question/water-network.ts'
import { LINK, OPTION, TIME } from '../../../workers/leak-spread/water/codes.ts'
import { quietly } from '../../../workers/leak-spread/water/engine.ts'
import { openWaterModel, type WaterModel } from '../../../workers/leak-spread/water/model.ts'
import { demandByPressure } from '../../../workers/leak-spread/water/service.ts'
import { readState } from '../../../workers/leak-spread/water/state.ts'
import { type Hydraulics, WAY } from '../../../workers/trace/flows/computed-flows.ts'
import { waterFlows } from '../../../workers/trace/flows/water-flows.ts'
import { aLeakQuestion, type PipeGiven } from '../../kit/a-leak-question.ts'
import { aNetwork } from '../../kit/a-network.ts'
import { validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../bench-folder.ts'

const folder = join(benchFolder, 'leak/water-epanet')
const TEST = 'tests/reference/leak-spread/water-hydraulics.test.ts'
const HOUR = 3600
const DAY = 24
/** Of the pressure head [m]: both are solved to 1e-6 of the flows, and units differ in EPANET's own rounded factors by 6e-6. */
const TOLERANCE = 1e-3

const NETWORKS = [
  { name: 'Net3', path: join(folder, 'Net3.inp') },
  { name: 'ky10', path: join(folder, 'ky10.inp') },
  { name: 'L-TOWN', path: join(folder, 'L-TOWN.inp') },
  { name: 'exnet', path: join(benchFolder, 'pipeline/epanet/exnet.inp') },
]

describe.skipIf(!existsSync(folder))('the hydraulics of an EPANET source in the files of leaks', () => {
  it('give the pressures of EPANET on the file itself, hour by hour', { timeout: 300_000 }, async () => {
    const compared = []
    for (const { name, path } of NETWORKS) compared.push({ name, ...(await compare(textOf(path))) })
    await validate({
      id: 'leak-water-hydraulics',
      title: 'A city made of an EPANET file against EPANET on the file',
      setup:
        'Demands, patterns, tanks, pumps, valves and controls of the file, carried in SI through the files of leaks and written again; every node at every hour of a day, without a leak. Nodes without an open way to a source are left out.',
      test: TEST,
      figures: compared.map(({ name, worst, values }) => ({
        ...{ name: `${name}: pressure head, the worst of ${values}`, ours: worst, unit: 'm' },
        goal: [0, TOLERANCE] as const,
      })),
      plot: {
        ...{ x: 'pressure head of the file [m]', y: 'difference, log₁₀' },
        series: compared.map(({ name, points }) => ({ name, points })),
      },
    })
    // a day that nothing changes in would prove nothing
    expect(compared.filter(({ swing }) => swing > 1).map(({ name }) => name)).toEqual(['Net3', 'ky10', 'L-TOWN'])
  })
})

describe.skipIf(!existsSync(folder))('a trace of a city made of an EPANET file', () => {
  it('tells no line to run otherwise than in a burst at some hour of the day', { timeout: 300_000 }, async () => {
    const astray: [string, number][] = []
    for (const { name, path } of NETWORKS.filter(({ name }) => name !== 'exnet')) {
      const { keyed } = readHydraulics('town.inp', inpSections(textOf(path)))
      if (!keyed) throw new Error(name)
      const city = surveyOf(keyed)
      const day = await flowsInADay(city)
      astray.push([name, await toldAstray(city, day)])
      // without its model its survey has some of them run the other way
      expect(await toldAstray({ ...city, model: null }, day)).toBeGreaterThan(0)
    }
    expect(astray).toEqual(['Net3', 'ky10', 'L-TOWN'].map((name) => [name, 0]))
  })
})

/** Lines with a direction, proven or computed, that flow the other way at some hour by more than a part in 10,000. */
async function toldAstray(city: City, day: readonly Float64Array[]): Promise<number> {
  const { directions, against } = await waterFlows(city.network, city)
  const proven = knownDirections(city.network).directions
  const told = proven.map((way, link) => {
    if (way === 0) return directions[link] ?? 0
    return (against[link] ?? 0) & (way > 0 ? WAY.forward : WAY.back) ? 0 : way
  })
  return told.filter((way, link) =>
    day.some((flows) => {
      const most = flows.reduce((max, flow) => Math.max(max, Math.abs(flow)), 0)
      return way * (flows[link] ?? 0) < -1e-4 * most
    }),
  ).length
}

/** Flows of the links of a city at every step of its day, as a burst has them: demand by pressure. */
async function flowsInADay({ network, pipes, plan, model: own }: City): Promise<Float64Array[]> {
  const model = await openWaterModel(waterNetwork(network, pipes, plan, own).inp)
  const { project } = model
  demandByPressure(model, { minimum: 0, required: 20, exponent: 0.5 })
  project.setTimeParameter(TIME.duration, DAY * HOUR)
  const day: Float64Array[] = []
  quietly(() => {
    project.openH()
    project.initH(10)
    do {
      project.runH()
      const flows = model.linkValues(LINK.flow)
      day.push(Float64Array.from(network.linkGid, (_, link) => flows[model.linkOf.get(`l${link}`) ?? -1] ?? 0))
    } while (project.nextH() > 0)
    project.closeH()
  })
  model.close()
  return day
}

/** EPANET does not solve exnet as published: its clock says 20 PM, and no link leads to junction 1610. */
function textOf(path: string): string {
  const text = readFileSync(path, 'utf8')
  return path.endsWith('exnet.inp')
    ? text.replace('20 PM', '8 PM').replace(/^ 1610(\s+[-\d.]+){2}\s*;?\s*$/gm, '')
    : text
}

async function compare(text: string) {
  const { keyed, faults } = readHydraulics('town.inp', inpSections(text))
  if (!keyed) throw new Error(JSON.stringify(faults.slice(0, 5)))
  const [own, city] = [await openWaterModel(text), await openWaterModel(cityOf(keyed))]
  const [theirs, ours] = [hoursOf(own), hoursOf(city)]
  const points: [number, number][] = []
  let [worst, values, swing] = [0, 0, 0]
  keyed.nodeKey.forEach((key, node) => {
    const [there, here] = [own.nodeOf.get(key), city.nodeOf.get(`n${node}`)]
    if (there === undefined || here === undefined) return
    const heads = theirs.map((pressure) => pressure[there] as number)
    heads.forEach((head, hour) => {
      if (Number.isNaN(head)) return
      const difference = Math.abs(head - (ours[hour]?.[here] as number))
      worst = Math.max(worst, difference)
      values++
      if (values % 50 === 0) points.push([head, Math.log10(Math.max(difference, 1e-12))])
    })
    const known = heads.filter((head) => !Number.isNaN(head))
    swing = Math.max(swing, Math.max(...known, Number.NEGATIVE_INFINITY) - Math.min(...known, Number.POSITIVE_INFINITY))
  })
  own.close()
  city.close()
  return { worst, values, swing, points }
}

/** The text that a city of this file is solved by. */
function cityOf(keyed: KeyedHydraulics): string {
  const { network, pipes, plan, model } = surveyOf(keyed)
  return waterNetwork(network, pipes, plan, model).inp
}

type City = Hydraulics & { readonly network: NetworkFile }

/** The city of this file: its assets as the pipeline has them, its model through the file. */
function surveyOf(keyed: KeyedHydraulics): City {
  const { model } = keyed
  const key = (at: number) => keyed.nodeKey[at] ?? ''
  const made = aNetwork()
  for (const id of keyed.nodeKey) made.pipe(`at ${id}`, id, id)
  const given: Record<string, PipeGiven> = {}
  for (const [at, id] of keyed.pipeKey.entries())
    made.pipe(id, key(model.pipeFrom[at] ?? 0), key(model.pipeTo[at] ?? 0))
  const devices = [
    ...model.pumps.map((pump, at) => ({ ...pump, id: keyed.pumpKey[at] ?? '', deviceKind: '泵' })),
    ...model.valves.map((valve, at) => ({ ...valve, id: keyed.valveKey[at] ?? '', deviceKind: '阀门' })),
  ]
  for (const { id, from, to, deviceKind } of devices) {
    made.pipe(id, key(from), key(to))
    given[id] = { deviceKind }
  }
  for (const { at } of [...model.reservoirs, ...model.tanks]) made.source(key(at))
  const network = made.build()
  const [nodes, links] = [[...network.nodeId], [...network.linkId]].map((ids) => new Map(ids.map((id, n) => [id, n])))
  const { model: numbered } = numberHydraulics(keyed, {
    ...{ node: (id) => nodes?.get(id), link: (id) => links?.get(id) },
    ...{ from: network.from, to: network.to },
  })
  const { plan, pipes } = aLeakQuestion('water', network, { pipes: given })
  const file = encodeHydraulics(numbered)
  return { network, plan, pipes: decodePipes(pipes), model: decodeHydraulics(file.slice().buffer) }
}

/** Pressure heads by node at every hour of a day. */
function hoursOf(model: WaterModel): Float64Array[] {
  const { project } = model
  project.setOption(OPTION.accuracy, 1e-6)
  project.setOption(OPTION.trials, 200)
  project.setTimeParameter(TIME.duration, DAY * HOUR)
  return quietly(() => {
    project.openH()
    project.initH(10)
    const hours: Float64Array[] = []
    for (;;) {
      const time = project.runH()
      if (time % HOUR === 0) hours.push(readState(model, time, null).pressure)
      if (project.nextH() === 0) break
    }
    project.closeH()
    return hours
  }).value
}
