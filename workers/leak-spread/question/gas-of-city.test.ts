import { describe, expect, it } from 'vitest'
import type { LeakFrame, LeakOutcome } from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import type { RunProgress } from '../../../src/domain/run-progress.ts'
import type { RunSummary } from '../../../src/domain/run-summary.ts'
import { type Asked, aLeakQuestion } from '../../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { drive } from '../../drive.ts'
import { isDense, PURE_GASES } from '../spaces/gases.ts'
import { gasNetworkOf } from './gas-network-of-question.ts'
import { gasOfQuestion } from './gas-of-question.ts'
import { leakGasOfCity } from './gas-simulation.ts'
import { stillPressure } from './gas-still.ts'
import { leakingPipe } from './leaking-pipe.ts'

const HOUR = 3600
const host = { now: () => 0 }

/** G ─trunk─ A ─main─ B ─end─ C at medium pressure, a low branch B ─low─ D; a gate station at G, a hospital at C, homes at D. */
const city = aNetwork()
  .source('G')
  .pipe('trunk', 'G', 'A')
  .pipe('main', 'A', 'B')
  .pipe('end', 'B', 'C')
  .pipe('low', 'B', 'D')
  .valve('trunk', 'A')
  .valve('end', 'B')
  .customer('clinic', 'hospital', 'C', 80)
  .customer('homes', 'residential', 'D', 900)
  .build()

const TIERS = { trunk: { pressure: 350 }, main: { pressure: 350 }, end: { pressure: 350 }, low: { pressure: 2.5 } }
/** The middle of `main`, in the plane. */
const MIDDLE = 166.979

function asked(given: Asked = {}): LeakQuestion {
  return aLeakQuestion('gas', city, {
    ...{ pipes: TIERS, spaces: [], ...given },
    scenario: { pipe: 'main', duration_s: 6 * HOUR, ...given.scenario },
  })
}

async function run(question: LeakQuestion): Promise<RunSummary<LeakOutcome> & { frames: LeakFrame[] }> {
  const frames: LeakFrame[] = []
  const result = await drive(leakGasOfCity, question, (frame) => {
    frames.push(frame)
  })
  if (!result.ok) throw new Error(result.failure.detail)
  return { ...result.value, frames }
}

function evacuationOf({ outcome }: Pick<RunSummary<LeakOutcome>, 'outcome'>): number | undefined {
  return outcome.areas.find(({ name }) => name.en.startsWith('Evacuation'))?.radius
}

describe('a gas leak of a city', () => {
  it('tells what it is at before its first frame, then the members of its ensemble', async () => {
    const told: RunProgress[] = []
    const running = leakGasOfCity.run(asked(), { now: () => 0, tell: (progress) => told.push(progress) })
    await running.next()
    expect(told.map(({ phase }) => phase)).toEqual(['reading', 'spaces', 'network', 'isolation', 'members'])
    for (let step = await running.next(); !step.done; step = await running.next());
    expect(told.at(-1)).toEqual({ phase: 'members', done: 64, of: 64 })
  })

  it('names the gate station that goes on feeding where the valves instead leave one beside the leak', async () => {
    const between = aNetwork()
      .source('G')
      .pipe('trunk', 'G', 'A')
      .pipe('main', 'A', 'B')
      .pipe('end', 'B', 'H')
      .source('H')
    const valves = between.valve('trunk', 'A').valve('end', 'B').customer('clinic', 'hospital', 'B', 80).build()
    const { outcome } = await run(aLeakQuestion('gas', valves, { pipes: TIERS, scenario: { pipe: 'main' } }))
    const [atA, atB] = [
      { link: 'trunk', node: 'A' },
      { link: 'end', node: 'B' },
    ]
    expect(outcome.alternatives).toEqual([
      { fails: atA, close: [atB], sources: ['G'], cutOff: 1 },
      { fails: atB, close: [atA], sources: ['H'], cutOff: 1 },
    ])
  })

  it('goes from a click to spaces, valves, customers, figures and areas, and keeps its gas', async () => {
    const question = asked({
      scenario: { closedAfter_s: HOUR, wind: { speed_m_s: 3, from_deg: 90 } },
      spaces: [
        { id: 'near', at: [MIDDLE, 3] },
        { id: 'next', at: [MIDDLE, 23], volume: 3, hasSensor: true },
        { id: 'far', at: [MIDDLE, 400], volume: 3 },
      ],
      passages: [['near', 'next']],
    })
    const { outcome, frames, balance, caveats } = await run(question)
    expect(frames[0]?.places?.map(({ id, gid, kind }) => [id, gid, kind])).toEqual([
      ['near', 500, 'well'],
      ['next', 501, 'well'],
    ])
    // 1 m below ground at 10 m
    expect(frames[0]?.places?.[0]?.at.height).toBe(9)
    expect(frames[0]?.places?.[0]?.at.lon).toBeCloseTo(0.0015, 6)
    expect(frames.slice(1).every(({ places }) => places === null)).toBe(true)
    expect(frames.at(-1)).toMatchObject({ time: 6 * HOUR, done: 1, lost: outcome.lost.value })
    expect(outcome).toMatchObject({ kind: 'gas', evidence: 'C', members: 64, outflow: null, lost: { unit: 'kg' } })
    expect(outcome.reached.map(({ place }) => place)).toContain(0)
    expect(outcome.reached.find(({ place }) => place === 1)?.hasSensor).toBe(true)
    // a quantile is told where as many members get there within the run
    for (const { p10, p50, p90, reached } of outcome.reached.flatMap(({ arrivals }) => arrivals))
      expect([p10 !== null, p50 !== null, p90 !== null]).toEqual(
        [0.1, 0.5, 0.9].map((share) => (reached ?? 0) >= share),
      )
    expect(outcome.isolation?.valves.map(({ link }) => link)).toEqual(['trunk'])
    expect(outcome.isolation?.cutOff.customers.map(({ id }) => id)).toEqual(['clinic', 'homes'])
    // without the valve nothing parts it from the gate station
    expect(outcome.alternatives).toEqual([
      { fails: { link: 'trunk', node: 'A' }, close: [], sources: ['G'], cutOff: 2 },
    ])
    expect(balance[0]?.error).toBeLessThan(1e-6)
    expect(outcome.areas.filter(({ towards }) => towards !== null).map(({ towards }) => towards)).toSatisfy(
      (all: number[]) => all.length > 0 && all.every((towards) => towards === 270),
    )
    expect(outcome.areas.every(({ isRough, radius }) => isRough && radius > 0)).toBe(true)
    // whoever clears the place clears the spaces that may reach the alarm too: one stands 23 m away
    expect(outcome.reached.find(({ place }) => place === 1)?.worst[2]).toBeGreaterThan(0.2)
    const slow = { ...question.scenario, hole_m: 0.003, closedAfter_s: null, duration_s: 48 * HOUR }
    expect(evacuationOf(await run({ ...question, scenario: slow }))).toBe(30)
    // a jet out of a crater is not computed, and nothing is told of it nearer than 100 m
    expect(evacuationOf({ outcome })).toBe(100)
    const words = caveats.map(({ en }) => en).join('\n')
    expect(words).toContain('spaces of unknown volume are taken by their walls, or as usual of their kind (1: near)')
    expect(words).toContain('GPTC guide (USA), an example of a rule set')
    const gasGrades = { name: { zh: '某市规程', en: 'Town code' }, lines: [{ from: 0.2, grade: '二级' }] }
    const local = await run({ ...question, plan: { ...question.plan, gasGrades } })
    expect(local.outcome.reached.map(({ localGrade }) => localGrade)).toContain('二级')
    expect(local.caveats.map(({ en }) => en).join()).toMatch(
      /those of “Town code” as the city gave them; nobody has compared/,
    )
    expect(words).not.toContain('Nobody told the wind')
    expect(words).toContain('moment by moment by Gaussian puffs')
    const { plume } = outcome
    if (!plume) throw new Error('no plume')
    // ground at 10 m, the wind blows to the west
    expect(plume).toMatchObject({ columns: 120, height_m: 1.5 })
    expect(plume.level).toBeCloseTo(11.5, 5)
    expect(plume.share).toHaveLength(plume.columns * plume.rows)
    expect(plume.bounds[2]).toBeCloseTo(outcome.at.lon, 9)
    // its axis runs through the middle, to half a row
    const [, south, , north] = plume.bounds
    expect(Math.abs((south + north) / 2 - outcome.at.lat)).toBeLessThan((north - south) / plume.rows / 2)
    // nothing at the beginning; at its most about as much as the plume, which puffs are where it is steady
    expect(plume.moments.map(({ time }) => time)).toEqual(frames.map(({ time }) => time))
    const mostOf = (share: Float32Array) => share.reduce((most, value) => Math.max(most, value), 0)
    const most = plume.moments.map(({ share }) => mostOf(share))
    expect(most[0]).toBe(0)
    expect(Math.max(...most) / mostOf(plume.share)).toBeGreaterThan(0.5)
    expect(Math.max(...most) / mostOf(plume.share)).toBeLessThan(1.1)
    const tenth = outcome.areas.find(({ name }) => name.en.startsWith('10%'))?.radius ?? 0
    expect(tenth).toBeGreaterThan(0)
    // the wind blows to the west: the western end of what holds a tenth is no farther than it is told
    const reach = tenth / ((outcome.at.lon - plume.bounds[0]) * 111_320 * Math.cos((outcome.at.lat * Math.PI) / 180))
    const end = Math.min(...Array.from(plume.share, (share, cell) => (share >= 0.1 ? cell % 120 : 120)))
    expect(120 - end).toBeLessThanOrEqual(120 * reach)
  })

  it('is nothing in a space without a way to it, and says that no space is known', async () => {
    const { outcome, caveats } = await run(asked())
    expect(outcome.reached).toEqual([])
    expect(outcome.plume).toBeNull()
    expect(caveats.map(({ en }) => en).join()).toContain('know no space within 30 m')
    const none = await run({ ...asked(), spaces: null })
    expect(none.caveats.map(({ en }) => en).join()).toContain('The data of the city hold no spaces')
  })

  it('gives no distance to evacuate that it cannot tell: without spaces, or nearer than its equations hold', async () => {
    const low = { pressure: 3 }
    const pipes = { trunk: low, main: low, end: low, low }
    const blind = await run(asked({ pipes }))
    expect(evacuationOf(blind)).toBeUndefined()
    expect(blind.outcome.figures[0]).toMatchObject({ name: { zh: expect.stringContaining('疏散') }, value: null })
    expect(blind.caveats[0]?.zh).toContain('没有已知的地下空间')
    const near = await run(asked({ pipes, spaces: [{ id: 'near', at: [MIDDLE, 3] }] }))
    expect(evacuationOf(near)).toBeUndefined()
    expect(near.caveats[0]?.zh).toContain('均不足 10 m')
    // heat of so small a fire is told to no distance either
    expect(near.outcome.areas.map(({ name }) => name.zh).join()).not.toContain('热辐射')
    // the lower limit ends at the leak nearly, which is not nowhere
    const whole = near.outcome.areas.find(({ name }) => name.zh.startsWith('地面以上 100%'))
    expect(whole?.name.zh).toContain('漏口处可爆')
    expect(whole).toMatchObject({ radius: expect.toSatisfy((radius: number) => radius > 0), isLess: true })
    expect(near.caveats.map(({ zh }) => zh).join()).toContain('射流')
  })

  it('tells as many outputs as its ensemble needs to tell of its work', async () => {
    const { frames } = await run(asked())
    expect(frames.length).toBeGreaterThan(64)
    expect(frames.every(({ done, time }) => done === time / (6 * HOUR))).toBe(true)
  })
})

describe('the case of a gas leak', () => {
  it('has the pressure that the network holds against its flow', async () => {
    const { pressure, given } = await gasOfQuestion(asked(), host)
    expect(pressure.gauge).toBeCloseTo(350, 3)
    expect(pressure.supply?.gauge).toBeLessThan(350)
    expect(pressure.supply?.gauge).toBeGreaterThan(340)
    expect(given.leak.release).toMatchObject({ supply: { flow_kg_s: pressure.supply?.flow } })
    const broken = await gasOfQuestion(asked({ scenario: { hole_m: null } }), host)
    expect(broken.pressure.supply?.gauge).toBeLessThan(200)
    expect(broken.given.leak.release).toMatchObject({ hole: { class: 'full bore' } })
  })

  it('shuts in the pipes that gas flows back from, and none behind a regulator', async () => {
    const { shutIn } = await gasOfQuestion(asked({ scenario: { closedAfter_s: HOUR } }), host)
    // main and end, each 111.3 m of 0.2 m; low hangs on a regulator
    expect(shutIn?.pipes).toBe(2)
    expect(shutIn?.volume).toBeCloseTo(2 * 111.3 * Math.PI * 0.01, 3)
    expect(shutIn?.gauge).toBeCloseTo(350, 0)
    const low = await gasOfQuestion(asked({ scenario: { pipe: 'low', closedAfter_s: HOUR } }), host)
    expect(low.shutIn?.pipes).toBe(3)
  })

  it('goes on where the valves do not stop it', async () => {
    const { given, told } = await gasOfQuestion(asked({ scenario: { pipe: 'trunk', closedAfter_s: HOUR } }), host)
    expect(given.leak.release).not.toHaveProperty('closed_at_s')
    expect(told.map(({ en }) => en).join()).toContain('does not stop this leak')
  })

  it('goes on in a network without valves, and says so', async () => {
    const bare = aNetwork().source('G').pipe('trunk', 'G', 'A').pipe('main', 'A', 'B').build()
    const scenario = { pipe: 'main', closedAfter_s: HOUR, duration_s: 6 * HOUR }
    const answer = await run(aLeakQuestion('gas', bare, { pipes: TIERS, spaces: [], scenario }))
    expect(answer.outcome.isolation?.valves).toEqual([])
    expect(answer.caveats.map(({ zh }) => zh).join()).toContain('关阀不能止漏')
    expect(answer.balance.every(({ error, tolerance }) => error <= tolerance)).toBe(true)
    expect(answer.outcome.lost.value).toBeGreaterThan(0)
  })

  it.each([
    [null, 1, 'F'],
    [{ speed_m_s: 2.9, from_deg: 0 }, 2.9, 'F'],
    [{ speed_m_s: 4, from_deg: 0 }, 4, 'E'],
    [{ speed_m_s: 8, from_deg: 0 }, 8, 'D'],
  ] as const)(
    'with wind %j is in the most stable air that blows so, and says which',
    async (wind, speed, stability) => {
      const { given, told } = await gasOfQuestion(asked({ scenario: { wind } }), host)
      expect(given.air).toMatchObject({ wind_m_s: speed, stability })
      expect(told.map(({ zh }) => zh).join()).toContain(`最稳定的 ${stability} 类`)
      const { outcome } = await run(asked({ scenario: { wind, duration_s: HOUR } }))
      const figure = outcome.figures.find(({ name }) => name.zh.includes(`大气稳定度 ${stability} 类`))
      expect(figure).toMatchObject({ value: speed, unit: 'm/s' })
    },
  )

  it('is refused in both languages where neither the pipe nor the network tells its pressure', async () => {
    const result = await drive(leakGasOfCity, asked({ pipes: {} }), () => {})
    expect(result).toMatchObject({
      failure: { message: { zh: expect.stringContaining('压力未登记，也不能由管网推算') } },
    })
  })

  it('takes the pressure of the pipe where no source reaches it', async () => {
    const { pressure } = await gasOfQuestion(
      aLeakQuestion('gas', aNetwork().pipe('main', 'A', 'B').build(), { pipes: TIERS, spaces: [] }),
      host,
    )
    expect(pressure).toMatchObject({ gauge: 350, supply: null })
    expect(pressure.told[0]?.en).toContain('The network could not be solved')
    expect(pressure.told[0]?.zh).toContain('没有已知压力的气源与该管道连通')
  })

  it('takes the pressure of the pipe where the solver refuses the network, and says why in either language', async () => {
    const hairline = { ...TIERS, end: { pressure: 350, diameter: 1e-6 } }
    const { pressure } = await gasOfQuestion(asked({ pipes: hairline }), host)
    expect(pressure).toMatchObject({ gauge: 350, supply: null })
    expect(pressure.told[0]?.zh).toMatch(/管网方程无解：gas：管段 end：粗糙度为 .* m，应在 0 与管径之间）/)
    expect(pressure.told[0]?.en).toContain('gas: pipe end: roughness is')
  })

  it('names who lacks gas while it leaks, the hospital first', async () => {
    // 20 km of narrow pipe feed a wide hole
    const long = { pressure: 350, length: 20_000, diameter: 0.1 }
    const weak = asked({ pipes: { ...TIERS, trunk: long }, scenario: { hole_m: 0.2 } })
    const { short } = (await gasOfQuestion(weak, host)).pressure
    expect(short[0]).toMatchObject({ id: 'clinic', class: 'hospital' })
    expect(short[0]?.share).toBeGreaterThan(0)
    expect(short[0]?.share).toBeLessThan(0.95)
    const broken = await gasOfQuestion(asked({ scenario: { hole_m: null } }), host)
    expect(broken.pressure.short.map(({ id, share }) => [id, share])).toEqual([
      ['clinic', 0],
      ['homes', 0],
    ])
    // the side without a source feeds nothing
    expect(broken.given.leak.release).toMatchObject({ is_severed: false })
  })

  it('lets the gas of a pipe in a gallery straight into it', async () => {
    const gallery = { id: 'gallery', kind: 'tunnel', at: [0, 0.1, 300, 0.1], volume: 900 } as const
    const { given, told } = await gasOfQuestion(asked({ spaces: [gallery] }), host)
    expect(given.leak.inside).toBe('gallery')
    expect(told.map(({ en }) => en).join()).toContain('The leak lies within a space')
    const beside = await gasOfQuestion(asked({ spaces: [{ ...gallery, at: [0, 2, 300, 2] }] }), host)
    expect(beside.given.leak.inside).toBeUndefined()
  })

  it('is of what the pipe carries: LPG sinks, a pipe without a record is told to be taken for natural gas', async () => {
    const words = async (subclass: string, pressure: number) => {
      const all = { subclass, pressure }
      const pipes = { trunk: all, main: all, end: all, low: all }
      const { given, carried, pressure: found, told } = await gasOfQuestion(asked({ pipes }), host)
      return { given, carried, found, told: told.map(({ en }) => en).join('\n') }
    }
    const [natural, lpg, unknown] = [await words('TR', 100), await words('YH', 100), await words('', 100)]
    expect(natural.given.gas).toEqual({ methane: 1 })
    expect(natural.told).toContain('Computed as natural gas')
    expect(natural.told).not.toContain('not recorded: natural gas')
    expect([lpg.given.gas, isDense(lpg.carried.gas)]).toEqual([{ propane: 0.5, butane: 0.5 }, true])
    // half of propane's 2.1 % and half of butane's 1.8 % by Le Chatelier
    expect(lpg.carried.gas.lower).toBeCloseTo(1 / (0.5 / 0.021 + 0.5 / 0.018), 6)
    expect(lpg.told).toContain('Computed as petroleum gas')
    expect(lpg.told).not.toContain('Computed as natural gas')
    // through one hole at one pressure the heavier gas flows faster in kg: as √M, nearly
    const [a, b] = [lpg.found.supply?.flow ?? 0, natural.found.supply?.flow ?? 0]
    expect(a / b).toBeGreaterThan(1.5)
    expect(a / b).toBeLessThan(2)
    expect(unknown.told).toContain('not recorded: natural gas is taken')
  })

  it('tells of LPG that it runs along the ground, and no impact radius of natural gas', async () => {
    const low = { subclass: 'YH', pressure: 100 }
    const { outcome, caveats } = await run(
      asked({ pipes: { trunk: low, main: low, end: low, low }, scenario: { hole_m: null, duration_s: HOUR } }),
    )
    expect(caveats.map(({ en }) => en).join()).toContain('heavier than air and runs along the ground')
    expect(outcome.areas.map(({ name }) => name.en).join()).not.toContain('impact of a break')
  })

  it.each([
    [{ pipes: { ...TIERS, main: { diameter: Number.NaN } } }, 'pipe main: its diameter is not known'],
    [{ scenario: { hole_m: 0.3 } }, 'pipe main: hole is 0.3 m, expected at most its diameter'],
    [{ pipes: { ...TIERS, main: { depth: -2 } } }, 'pipe main: lies 2.00 m above ground'],
    [{ pipes: { ...TIERS, main: { pressure: 350, isAbove: true } } }, 'pipe main: lies above ground or on a bridge'],
    [{ pipes: { ...TIERS, main: { pressure: 350, subclass: 'MQ' } } }, 'pipe main: carries \\"MQ\\"'],
    [{ pipes: { ...TIERS, main: { pressure: 350, subclass: 'YH' } } }, 'partly liquid from 182 kPa on'],
    [{ pipes: { main: { status: 'abandoned' } } }, 'pipe main: status is abandoned'],
    [{ pipes: {} }, 'pipe main: its pressure is not known, and the network cannot tell it'],
    [{ scenario: { pipe: 'nowhere' } }, 'pipe nowhere: the gas network has no such line'],
  ] as [Asked, string][])('is refused: %j', async (given, fault) => {
    const result = await drive(leakGasOfCity, asked(given), () => {})
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid' } })
    expect(JSON.stringify(result)).toContain(fault)
  })
})

describe('the gas network of a city', () => {
  it('at rest stands at its sources, and behind regulators at what they hold', () => {
    const question = asked()
    const { network } = gasNetworkOf(question.plan, leakingPipe(question), PURE_GASES.methane)
    const pressures = Object.fromEntries(Array.from(stillPressure(network), (p, n) => [network.nodes[n]?.id, p]))
    expect(pressures).toEqual({
      ...{ G: 451_325, A: 451_325, B: 451_325, C: 451_325, D: 103_825, 'B tier 0': 103_825 },
    })
    expect([...stillPressure({ ...network, sources: [] })]).toEqual(network.nodes.map(() => Number.NaN))
  })

  it('has a regulator between tiers where none is surveyed, and tells it', () => {
    const question = asked()
    const { network, told } = gasNetworkOf(question.plan, leakingPipe(question), PURE_GASES.methane)
    const regulators = network.links.filter(({ kind }) => kind === 'regulator')
    expect(regulators).toMatchObject([{ id: 'regulator B 0', pressure: 101_325 + 2500 }])
    expect(told.map(({ en }) => en).join('\n')).toContain('no regulator is surveyed between tiers')
  })

  it('takes a surveyed regulator, whichever way it was drawn', () => {
    const network = aNetwork().source('G').pipe('main', 'G', 'A').pipe('box', 'B', 'A').pipe('low', 'B', 'C').build()
    const question = aLeakQuestion('gas', network, {
      pipes: { main: { pressure: 350 }, box: { deviceKind: '调压箱' }, low: { pressure: 2.5 } },
    })
    const { network: made, told } = gasNetworkOf(question.plan, leakingPipe(question), PURE_GASES.methane)
    const [box] = made.links.filter(({ kind }) => kind === 'regulator')
    expect([made.nodes[box?.from ?? -1]?.id, made.nodes[box?.to ?? -1]?.id]).toEqual(['A', 'B'])
    expect(told.map(({ en }) => en).join('\n')).not.toContain('regulator is surveyed')
  })

  it('takes the tier of neighbours for a pipe without one, and leaves out what hangs on none', () => {
    const network = aNetwork().source('G').pipe('main', 'G', 'A').pipe('next', 'A', 'B').pipe('lost', 'X', 'Y').build()
    const question = aLeakQuestion('gas', network, { pipes: { main: { pressure: 350 } } })
    const { network: made, told } = gasNetworkOf(question.plan, leakingPipe(question), PURE_GASES.methane)
    expect(made.links.map(({ id }) => id)).toEqual(['main', 'next'])
    const words = told.map(({ en }) => en).join('\n')
    expect(words).toContain('tier of those they hang on (1: next)')
    expect(words).toContain('left out of the network (1: lost)')
  })
})
