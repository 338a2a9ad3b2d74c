import { describe, expect, it } from 'vitest'
import { sumOfSteps } from '../../../src/domain/inundation/stepwise.ts'
import type { LeakFrame, LeakOutcome, LeakPlace } from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { RunProgress } from '../../../src/domain/run-progress.ts'
import type { RunSummary } from '../../../src/domain/run-summary.ts'
import { type Asked, aLeakQuestion } from '../../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { drive } from '../../drive.ts'
import { leakWaterOfCity } from './water-simulation.ts'
import { servedShare } from './water-worst.ts'

const GRAVITY = 9.81
const LENGTH = 111.3
const BORE = 0.2
const HOLE = 0.05
/** 350 kPa at a source, in metres of water, and the axis of all pipes H [m]. */
const SOURCE_HEAD = 350 / 9.81
const HOUR = 3600

/** S ─p1─ A ─p2─ B ─p3─ C: valves round p2, a school at B and homes at C, 5 L/s each. */
const street = (demand = 0.005): NetworkFile => {
  const network = aNetwork()
    .source('S')
    .pipe('p1', 'S', 'A')
    .pipe('p2', 'A', 'B')
    .pipe('p3', 'B', 'C')
    .valve('p1', 'S')
    .valve('p2', 'A')
    .valve('p3', 'B')
    .customer('homes', 'residential', 'C', 900)
    .customer('academy', 'school', 'B', 400)
    .build()
  return { ...network, demand: Float32Array.of(0, 0, demand, demand) }
}

const asked = (given: Asked = {}, network = street()) =>
  aLeakQuestion('water', network, { ...given, scenario: { pipe: 'p2', hole_m: HOLE, ...given.scenario } })

interface Answer extends RunSummary<LeakOutcome> {
  readonly frames: readonly LeakFrame[]
  readonly places: readonly LeakPlace[]
}

async function run(question: LeakQuestion): Promise<Answer> {
  const frames: LeakFrame[] = []
  const result = await drive(leakWaterOfCity, question, (frame) => void frames.push(frame))
  if (!result.ok) throw new Error(result.failure.detail)
  return { ...result.value, frames, places: frames[0]?.places ?? [] }
}

const figure = ({ outcome }: Answer, en: string) => outcome.figures.find(({ name }) => name.en === en)?.value
/** Metres of head that Hazen–Williams takes [m, m³/s]. */
const loss = (length: number, flow: number, roughness: number) =>
  (10.667 * length * flow ** 1.852) / (roughness ** 1.852 * BORE ** 4.871)

describe('a burst of a city', () => {
  it('tells what it is at before its first frame; of a network that is open, no opening', async () => {
    const phases = async () => {
      const told: RunProgress[] = []
      await leakWaterOfCity.run(asked(), { now: () => 0, tell: (progress) => told.push(progress) }).next()
      return [...new Set(told.map(({ phase }) => phase))]
    }
    await run(asked({}, street(0)))
    expect(await phases()).toEqual(['reading', 'opening', 'isolation', 'ordering', 'solving'])
  })

  it('runs by the hole and the friction of the way to it', async () => {
    const answer = await run(asked({}, street(0)))
    // the flow at which what is left of the head drives it through the hole
    let [low, high] = [0, 1]
    for (let turn = 0; turn < 60; turn++) {
      const flow = (low + high) / 2
      const area = (Math.PI / 4) * HOLE ** 2
      const left = SOURCE_HEAD - loss(1.5 * LENGTH, flow, 110)
      if (left > (flow / (0.6 * area)) ** 2 / (2 * GRAVITY)) low = flow
      else high = flow
    }
    expect((figure(answer, 'Outflow at once') ?? 0) / 1000 / low).toBeCloseTo(1, 3)
    expect(answer.outcome).toMatchObject({ kind: 'water', evidence: 'C', members: 1 })
    expect(answer.balance.every(({ error, tolerance }) => error <= tolerance)).toBe(true)
  })

  it('takes what the survey tells of pressure and material', async () => {
    const sources = [{ node: 'S', pressure_kpa: 200 }]
    const plan = { networks: [{ discipline: 'water' as const, pipes: 'p', sources, ends: [] }] }
    const pipes = Object.fromEntries(['p1', 'p2', 'p3'].map((id) => [id, { material: 'PE' }]))
    const answer = await run(asked({ plan, pipes, scenario: { service_m: 10 } }, street(0.02)))
    const lowest = 200 / 9.81 - loss(2 * LENGTH, 0.04, 140) - loss(LENGTH, 0.02, 140)
    expect(figure(answer, 'Lowest pressure head of customers without the burst')).toBeCloseTo(lowest, 1)
    expect(answer.caveats.map(({ en }) => en).join()).not.toMatch(/pressure of sources|unknown material/)
  })

  it('loses until it is shut in, and then no more', async () => {
    const answer = await run(asked({ scenario: { closedAfter_s: HOUR, duration_s: 4 * HOUR } }))
    const { outcome, frames } = answer
    const rate = (figure(answer, 'Outflow at once') ?? 0) / 1000
    expect(outcome.lost.value / (rate * HOUR)).toBeCloseTo(1, 4)
    expect(figure(answer, 'Outflow after closing')).toBe(0)
    expect(figure(answer, 'Lost until valves are closed')).toBeCloseTo(outcome.lost.value, 3)
    expect(outcome.outflow?.at(-1)).toEqual([HOUR, 0])
    expect(sumOfSteps(outcome.outflow ?? [], 4 * HOUR) / outcome.lost.value).toBeCloseTo(1, 6)
    expect(frames.at(-1)?.lost).toBeCloseTo(outcome.lost.value, 3)
    expect(frames.map(({ time }) => time)).toEqual([...frames.map(({ time }) => time)].sort((a, b) => a - b))
    expect(frames.slice(1).every(({ places }) => places === null)).toBe(true)
  })

  it('tells the head at every node with customers, then none where nothing leads', async () => {
    const { places, frames } = await run(asked({ scenario: { closedAfter_s: HOUR } }))
    const at = places.findIndex(({ id }) => id === 'C')
    expect(places.map(({ id }) => id)).toContain('B')
    expect(frames[0]?.values[at]).toBeGreaterThan(5)
    expect(frames.at(-1)?.values[at]).toBeNaN()
  })

  it('tells which pipes run dry, and that what stands around them may get in', async () => {
    const { outcome, places, frames } = await run(asked({ scenario: { closedAfter_s: HOUR } }))
    const pipes = new Map(outcome.pipes.map((pipe) => [places[pipe.place]?.id, pipe]))
    expect(pipes.get('p2')).toMatchObject({ least: 0, isDry: true, drawsIn: true })
    expect(pipes.get('p3')).toMatchObject({ isDry: true, drawsIn: true })
    expect(pipes.get('p1')?.isDry).not.toBe(true)
    // also p2, whose upper end beyond the shut valve still has its pressure
    for (const id of ['p2', 'p3']) expect(frames.at(-1)?.values[pipes.get(id)?.place ?? -1]).toBeNaN()
    // below both stand the homes and the school; B is where p2 ends
    expect(outcome.travel?.drawnIn.map(({ id }) => id)).toEqual(['academy', 'homes'])
  })

  it('tells how much gets into what is shut in, at most, and how thick it comes to whom', async () => {
    const depths = Object.fromEntries(['p1', 'p2', 'p3'].map((id) => [id, { depth: 1.5 }]))
    const scenario = { closedAfter_s: HOUR, duration_s: 4 * HOUR, outside_mg_l: 200 }
    const answer = await run(asked({ pipes: depths, scenario }))
    const drawn = (id: string) =>
      answer.outcome.pipes.find(({ place }) => answer.places[place]?.id === id)?.drawn_m3 as number
    // 0.6 π 0.005²/4 √(2 g 1.5 m) over three hours
    const each = 0.6 * (Math.PI / 4) * 0.005 ** 2 * Math.sqrt(2 * GRAVITY * 1.5) * 3 * HOUR
    expect(drawn('p2')).toBeCloseTo(each, 6)
    expect(drawn('p3')).toBeCloseTo(each, 6)
    const content = (Math.PI / 4) * BORE ** 2 * LENGTH
    for (const { share } of answer.outcome.travel?.drawnIn ?? [])
      expect((share ?? 0) / (each / content)).toBeCloseTo(1, 2)
    expect(answer.outcome.travel?.downstream.every(({ share }) => share === null)).toBe(true)
    expect(figure(answer, 'Mass of what is in it')).toBeCloseTo(2 * each * 200, 3)
    expect(answer.balance.find(({ quantity }) => quantity.en === 'Water that gets in')?.error).toBeLessThan(1e-9)
    // of a wide opening no more than the pipe holds
    const wide = await run(asked({ pipes: depths, scenario: { ...scenario, opening_m: 0.1 } }))
    const filled = wide.outcome.pipes.find(({ place }) => wide.places[place]?.id === 'p3')?.drawn_m3 ?? 0
    expect(filled / content).toBeCloseTo(1, 2)
    expect(wide.outcome.travel?.drawnIn.map(({ share }) => share)).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)])
  })

  it('tells how long each valve should take to close: ρ a v at once, 2 ρ L v over the limit', async () => {
    const { outcome } = await run(asked({ scenario: { closedAfter_s: HOUR } }))
    const valves = outcome.isolation?.valves.map(({ node }) => node)
    expect(outcome.surges).toHaveLength(valves?.length ?? 0)
    const surge = outcome.surges.at(-1)
    // the last valve stops the whole outflow: at most Q/A by 1100 m/s
    const speed = (surge?.atOnce_kpa ?? 0) / 1100
    expect(speed * (Math.PI / 4) * BORE ** 2).toBeGreaterThanOrEqual((outcome.outflow?.[0]?.[1] ?? 1) * 0.999)
    expect((surge?.closing_s ?? 0) / ((2 * 1000 * LENGTH * speed) / 100_000)).toBeCloseTo(1, 2)
  })

  it('lets nothing in where the head stays above the depth of the pipe, and does not judge where that is not known', async () => {
    const small = (depth: number) => ({ p1: { depth }, p2: { depth }, p3: { depth } })
    const judged = async (depth: number) => {
      const { outcome, places } = await run(asked({ pipes: small(depth), scenario: { closedAfter_s: null } }))
      return outcome.pipes.find(({ place }) => places[place]?.id === 'p3')
    }
    const shallow = await judged(1)
    expect(shallow?.least).toBeGreaterThan(1)
    expect(shallow?.drawsIn).toBe(false)
    expect((await judged((shallow?.least ?? 0) + 0.1))?.drawsIn).toBe(true)
    expect((await judged(Number.NaN))?.drawsIn).toBeNull()
  })

  it('tells where water turns: between two sources, towards the burst', async () => {
    const between = aNetwork()
      .source('S')
      .source('T')
      .pipe('p1', 'S', 'A')
      .pipe('p2', 'A', 'B')
      .pipe('p3', 'B', 'T')
      .customer('homes', 'residential', 'A', 900)
      .build()
    const network = { ...between, demand: Float32Array.of(0, 0, 0.005, 0) }
    const { outcome, places } = await run(asked({ scenario: { pipe: 'p3', hole_m: null } }, network))
    expect(outcome.pipes.filter(({ isReversed }) => isReversed).map(({ place }) => places[place]?.id)).toEqual(['p2'])
  })

  it('tells how long water is on its way: the content of a pipe over its flow', async () => {
    const { outcome } = await run(asked())
    // π/4 × 0.2² × 111.3 m = 3.497 m³: 5 L/s to C, 10 L/s from the source
    expect(outcome.travel?.downstream.map(({ id, seconds }) => [id, Math.round(seconds)])).toEqual([
      ['academy', 0],
      ['homes', 699],
    ])
    expect(outcome.travel?.sources).toEqual([{ id: 'S', seconds: expect.closeTo(349.7, 0) }])
  })

  it('names who lacks water by the leak, the school before the homes', async () => {
    const { outcome } = await run(asked({ scenario: { hole_m: null } }))
    expect(outcome.short.map(({ id }) => id)).toEqual(['academy', 'homes'])
    expect(outcome.short.every(({ share }) => share < 0.05)).toBe(true)
    expect(outcome.reached[0]).toMatchObject({ grade: 'dry', arrivals: [] })
    const twice = { ...street(), customerId: ['homes', 'homes'], customerNode: Int32Array.of(3, 2) }
    const { short } = (await run(asked({ scenario: { hole_m: 0.15 } }, twice))).outcome
    expect(short.map(({ id }) => id)).toEqual(['homes'])
    const whole = await run(asked({ scenario: { hole_m: 0.002 } }))
    expect(whole.outcome.short).toEqual([])
  })

  it('names who is still connected and lacks water once valves are closed, not who is cut off', async () => {
    // once p2, p3 and p4 are shut C has only the narrow way round
    const round = aNetwork()
      .source('S')
      .pipe('p1', 'S', 'A')
      .pipe('p2', 'A', 'B')
      .pipe('p3', 'B', 'C')
      .pipe('p4', 'S', 'B')
      .valve('p2', 'A')
      .valve('p3', 'B')
      .valve('p4', 'B')
      .pipe('p5', 'S', 'C')
      .customer('homes', 'residential', 'C', 900)
      .customer('ward', 'hospital', 'C', 40)
      .customer('cut', 'school', 'B', 40)
      .customer('near', 'residential', 'A', 300)
      .build()
    const network = { ...round, demand: Float32Array.of(0, 0.005, 0.005, 0.01) }
    const pipes = { p5: { diameter: 0.08, length: 500 } }
    const { outcome } = await run(asked({ pipes, scenario: { closedAfter_s: HOUR } }, network))
    expect(outcome.isolation?.cutOff.customers.map(({ id }) => id)).toEqual(['cut'])
    expect(outcome.shortAfter?.map(({ id }) => id)).toEqual(['ward', 'homes'])
    // what the narrow way lets through at √(h / 20 m) of 10 L/s
    let [low, high] = [0, 1]
    for (let turn = 0; turn < 60; turn++) {
      const share = (low + high) / 2
      const flow = 0.01 * share
      const taken = (10.667 * 500 * flow ** 1.852) / (110 ** 1.852 * 0.08 ** 4.871)
      if (SOURCE_HEAD - taken > 20 * share ** 2) low = share
      else high = share
    }
    for (const { share } of outcome.shortAfter ?? []) expect(share).toBeCloseTo(low, 2)
    const open = await run(asked({ pipes, scenario: { closedAfter_s: null } }, network))
    expect(open.outcome.shortAfter).toBeNull()
  })

  it('says what to close, what instead, and who is then without', async () => {
    const { outcome } = await run(asked())
    expect(outcome.isolation?.valves.map(({ link, node }) => `${link}/${node}`)).toEqual(['p2/A'])
    expect(outcome.isolation?.cutOff.customers.map(({ id }) => id)).toEqual(['academy', 'homes'])
    expect(outcome.alternatives).toEqual([
      { fails: { link: 'p2', node: 'A' }, close: [{ link: 'p1', node: 'S' }], sources: [], cutOff: 2 },
    ])
  })

  it('names the source that goes on feeding where the valves instead leave one beside the leak', async () => {
    // S ─p1─ A ─p2─ B ─p3─ T: past either valve that fails stands a source
    const between = aNetwork().source('S').pipe('p1', 'S', 'A').pipe('p2', 'A', 'B').pipe('p3', 'B', 'T').source('T')
    const valves = between.valve('p2', 'A').valve('p3', 'B').customer('clinic', 'hospital', 'B', 80).build()
    const { outcome } = await run(asked({}, { ...valves, demand: new Float32Array(4) }))
    const [atA, atB] = [
      { link: 'p2', node: 'A' },
      { link: 'p3', node: 'B' },
    ]
    expect(outcome.alternatives).toEqual([
      { fails: atA, close: [atB], sources: ['S'], cutOff: 1 },
      { fails: atB, close: [atA], sources: ['T'], cutOff: 1 },
    ])
  })

  it('gives the same on a network that is open already', async () => {
    const question = asked()
    const [first, second] = [await run(question), await run({ ...question, scenario: { ...question.scenario } })]
    expect(second.outcome).toEqual(first.outcome)
    const elsewhere = await run({ ...question, scenario: { ...question.scenario, pipe: 'p1' } })
    expect(elsewhere.outcome.lost.value).toBeGreaterThan(first.outcome.lost.value)
  })

  it('lets no source take water from another', async () => {
    const network = { ...aNetwork().source('S').pipe('p2', 'S', 'A').pipe('p3', 'A', 'T').source('T').build() }
    const sources = [
      { node: 'S', pressure_kpa: 400 },
      { node: 'T', pressure_kpa: 200 },
    ]
    const plan = { networks: [{ discipline: 'water' as const, pipes: 'p', sources }] }
    const answer = await run(asked({ plan }, network))
    expect(figure(answer, 'Supply before the burst')).toBeCloseTo(0, 3)
  })
})

describe('what the survey lacks is told', () => {
  const told = async (given: Asked, network = street()) =>
    (await run(asked(given, network))).caveats.map(({ en }) => en)

  it.each([
    [{ pipes: { p3: { diameter: Number.NaN } } }, 'pipes of unknown bore are taken as 200 mm (1: p3)'],
    [
      { pipes: { p1: { material: 'PE' } } },
      'pipes of unknown material are taken with a Hazen–Williams C of 110 (2: p2, p3)',
    ],
    [{ pipes: { p3: { level: Number.NaN } } }, 'nodes of unknown axis level lie at the height of their point (1: C)'],
    [
      { pipes: { p3: { status: 'abandoned' } } },
      'nodes without a way to a source through pipes in use are not in (1: C)',
    ],
    [{ pipes: { p3: { deviceKind: '减压阀' } } }, 'devices are taken as open and without loss (1: p3)'],
    [{ pipes: { p3: { deviceKind: '水泵' } } }, 'no curve is known of pumps: they are not in (1: p3)'],
    [{}, 'the pressure of sources is not told: taken as 350 kPa (an example value) (1: S)'],
  ] as [Asked, string][])('%j', async (given, caveat) => {
    expect(await told(given)).toContain(caveat)
  })

  it('a network without valves runs on', async () => {
    const network = { ...aNetwork().source('S').pipe('p2', 'S', 'A').build() }
    const caveats = await told({ scenario: { closedAfter_s: HOUR } }, network)
    expect(caveats).toContain('There is no valve to close: computed without a closure.')
  })
})

describe('a burst is refused', () => {
  it.each([
    [{ pipes: { p2: { status: 'abandoned' } } }, 'pipe p2: status is abandoned'],
    [{ pipes: { p2: { diameter: Number.NaN } } }, 'pipe p2: its bore is not known'],
    [{ scenario: { hole_m: 0.3 } }, 'pipe p2: a hole of 0.3 m is wider than its bore of 0.200 m'],
    [{ pipes: { p1: { status: 'abandoned' } } }, 'pipe p2: no way leads to it from a source'],
    [{ scenario: { service_m: 0.05 } }, 'service_m is 0.05 m, expected at least 0.1'],
  ] as [Asked, string][])('%j', async (given, fault) => {
    const result = await drive(leakWaterOfCity, asked(given), () => undefined)
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid', detail: expect.stringContaining(fault) } })
  })

  it('in both languages', async () => {
    const result = await drive(leakWaterOfCity, asked({ scenario: { hole_m: 0.3 } }), () => undefined)
    expect(result).toMatchObject({ failure: { message: { zh: expect.stringContaining('孔径 0.3 m 大于内径') } } })
  })

  it('where nobody told of a source', async () => {
    const network = aNetwork().pipe('p2', 'A', 'B').build()
    const result = await drive(leakWaterOfCity, asked({}, network), () => undefined)
    expect(result).toMatchObject({ failure: { kind: 'invalid', detail: expect.stringContaining('no source') } })
  })

  it('and the next question of the same network is answered', async () => {
    const question = asked()
    const refused = { ...question, scenario: { ...question.scenario, hole_m: 0.3 } }
    expect(await drive(leakWaterOfCity, refused, () => undefined)).toMatchObject({ ok: false })
    expect((await run(question)).outcome.lost.value).toBeGreaterThan(0)
  })
})

it('serves by the root of the head', () => {
  expect(servedShare(5, 20)).toBe(0.5)
  expect([servedShare(25, 20), servedShare(-1, 20), servedShare(Number.NaN, 20)]).toEqual([1, 0, 0])
})
