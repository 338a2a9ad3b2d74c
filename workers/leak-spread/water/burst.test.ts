import { describe, expect, it } from 'vitest'
import { aWaterNetwork } from '../../../tests/kit/a-water-network.ts'
import { type BurstFrame, type BurstPlan, runBurst } from './burst.ts'
import { quietly } from './engine.ts'
import { type Hole, OPEN_END_COEFFICIENT, outflow } from './hole.ts'
import { openWaterModel, type WaterModel } from './model.ts'
import { placeLeak } from './place-leak.ts'
import { demandByPressure } from './service.ts'
import { readState } from './state.ts'

const HOLE: Hole = { area: 1e-3, expansion: 0, dischargeCoefficient: 0.6 }
const HOUR = 3600
/** A closed link of EPANET's is one of great resistance [m³/s]. */
const STILL = 1e-6

/** R 50 m, P1, A 5 L/s, P2, B 10 L/s: a line. */
const line = () =>
  aWaterNetwork()
    .reservoir('R', 50)
    .junction('A', { level: 5, demand: 5 })
    .junction('B', { level: 10, demand: 10 })
    .pipe('P1', 'R', 'A')
    .pipe('P2', 'A', 'B')

describe('a burst', () => {
  it('runs by the head at the leak, and loses what the orifice gives', async () => {
    const { frames, run, model } = await burst(line().build(), { share: 0.4 })
    const [first] = frames
    // the head falls evenly from R to the leak; beyond it the flow is less
    const level = run.burst.head[model.nodeOf.get('A') as number]
    expect(level).toBeLessThan(run.before.head[model.nodeOf.get('A') as number] as number)
    expect(first?.leak).toBeGreaterThan(0.8 * outflow(HOLE, 45))
    expect(first?.leak).toBeLessThan(outflow(HOLE, 50))
    expect(run.volumes.lost).toBeCloseTo((first?.leak as number) * 2 * HOUR, 3)
  })

  it('closes the balance of water', async () => {
    const { volumes } = (await burst(line().tank('T').pipe('P3', 'B', 'T').build(), {})).run
    expect(volumes.lost + volumes.delivered + volumes.background).toBeCloseTo(volumes.supplied, 3)
    expect(volumes.lost).toBeGreaterThan(0)
  })

  it('changes nothing before it begins, and nothing stays of it', async () => {
    const text = line().build()
    const model = await openWaterModel(text)
    const whole = stateOf(model)
    const { run } = await burst(text, { share: 0.37, start: 2 * HOUR })
    run.before.pressure.forEach((pressure, node) => {
      expect(pressure).toBeCloseTo(whole.pressure[node] as number, 3)
    })
    drain(model, { ...planOf(model, {}), closures: [{ link: 0, node: model.nodeOf.get('R') as number }] })
    const after = stateOf(model)
    // to the engine's accuracy: it begins with the flows of before
    after.head.forEach((head, node) => {
      expect(head).toBeCloseTo(whole.head[node] as number, 5)
    })
    model.close()
  })

  it('that shrinks to nothing loses nothing and changes nothing; a hole without an area is refused', async () => {
    const of = (area: number) => burst(line().build(), { hole: { ...HOLE, area } })
    const [{ run, frames }, tenth] = [await of(1e-5), await of(1e-6)]
    expect((frames[0]?.leak as number) / outflow({ ...HOLE, area: 1e-5 }, 47)).toBeCloseTo(1, 1)
    expect((tenth.frames[0]?.leak as number) / (frames[0]?.leak as number)).toBeCloseTo(0.1, 2)
    expect(run.volumes.lost).toBeLessThan(2 * HOUR * 2e-4)
    await expect(of(0)).rejects.toThrow('area is 0 m²')
    tenth.run.burst.pressure.forEach((pressure, node) => {
      expect(pressure).toBeCloseTo(tenth.run.before.pressure[node] as number, 3)
    })
  })

  it('stops when the valves on both sides are closed, and the end of the line goes without', async () => {
    const text = line().build()
    const closed = await burst(text, { link: 'P2', closeAt: HOUR, close: ['P2 A', 'P2 B'] })
    const after = closed.frames.find(({ time }) => time === HOUR)
    expect(after?.leak).toBeLessThan(STILL)
    expect(after?.short).toEqual([1, 1, 1])
    expect(after?.deficit).toBeCloseTo(0.01, 6)
    expect(closed.run.lostBeforeClosure).toBeCloseTo(closed.run.volumes.lost, 3)
    const [a, b] = ['A', 'B'].map((id) => closed.run.closed?.pressure[closed.model.nodeOf.get(id) as number])
    expect(a).toBeGreaterThan(40)
    expect(b).toBeNaN()
  })

  it('is closed from the burst on when its valves are closed at once', async () => {
    const { frames, run } = await burst(line().build(), { link: 'P2', closeAt: 0, close: ['P2 A', 'P2 B'] })
    expect(run.burst.leak).toBeGreaterThan(0.01)
    expect(run.lostBeforeClosure).toBe(0)
    expect(frames.map(({ time }) => time)).toEqual([...new Set(frames.map(({ time }) => time))])
    for (const { leak } of frames) expect(leak).toBeLessThan(STILL)
  })

  it('finds a pipe whole that then breaks across, and none behind it supplied', async () => {
    const { run, model } = await burst(line().build(), { link: 'P2', hole: null })
    const whole = await burst(line().build(), { link: 'P2' })
    const b = model.nodeOf.get('B') as number
    expect(run.before.delivered[b]).toBeCloseTo(0.01, 6)
    expect(run.before.pressure[b]).toBeCloseTo(whole.run.before.pressure[b] as number, 2)
    expect(run.burst.pressure[b]).toBeNaN()
  })

  it('goes on when one of the valves lets water through', async () => {
    const { frames } = await burst(line().build(), { link: 'P2', closeAt: HOUR, close: ['P2 B'] })
    expect(frames.at(-1)?.leak).toBeGreaterThan(0.01)
  })

  it('is not opened again by a control of the closed link', async () => {
    const text = line().row('CONTROLS', 'LINK P2 OPEN AT TIME 1:30').build()
    const { frames } = await burst(text, { link: 'P2', closeAt: HOUR, close: ['P2 A', 'P2 B'] })
    expect(frames.at(-1)?.leak).toBeLessThan(STILL)
  })

  it('runs free from both ends of a pipe that is broken across, as far as friction lets it', async () => {
    const text = line().tank('T', { level: 40 }).pipe('P3', 'B', 'T').build()
    const { frames, run, model } = await burst(text, { link: 'P2', hole: null })
    const leak = frames[0]?.leak as number
    const bore = (Math.PI / 4) * 0.3 ** 2
    expect(leak).toBeLessThan(2 * outflow({ area: bore, expansion: 0, dischargeCoefficient: OPEN_END_COEFFICIENT }, 40))
    // water comes from both sides: the flow in the second pipe is less than all
    const fromA = run.burst.flow[model.linkOf.get('P2') as number] as number
    expect(fromA).toBeGreaterThan(0.1 * leak)
    expect(fromA).toBeLessThan(0.9 * leak)
  })

  it('keeps to its own law where the network has emitters of another exponent', async () => {
    const text = line().row('EMITTERS', 'A 0.05').row('OPTIONS', 'EMITTER EXPONENT 1.1').build()
    const model = await openWaterModel(text)
    expect(model.emitterExponent).toBe(1.1)
    const placed = placeLeak(model, { link: 1, share: 0.5, level: null, hole: { ...HOLE, expansion: 1e-6 } })
    quietly(() => {
      model.project.openH()
      model.project.initH(10)
      placed.solve()
    })
    expect(placed.flow()).toBeCloseTo(outflow({ ...HOLE, expansion: 1e-6 }, placed.head()), 6)
    expect(readState(model, 0, placed).background).toBeGreaterThan(0)
    model.close()
  })

  it('gives more from a larger hole and less from a deeper place in the network', async () => {
    const leaks = await Promise.all(
      [1e-4, 1e-3, 1e-2].map(
        async (area) => (await burst(line().build(), { hole: { ...HOLE, area } })).frames[0]?.leak,
      ),
    )
    expect(leaks).toEqual([...leaks].sort((a, b) => (a as number) - (b as number)))
  })
})

interface Wish {
  readonly link?: string
  readonly share?: number
  readonly hole?: Hole | null
  readonly start?: number
  readonly closeAt?: number
  readonly close?: readonly string[]
}

function planOf(
  model: WaterModel,
  { link = 'P1', share = 0.5, hole = HOLE, start = 0, closeAt, close = [] }: Wish,
): BurstPlan {
  return {
    leak: { link: model.linkOf.get(link) as number, share, level: null, hole },
    ...{ start, duration: 2 * HOUR, step: 600, closeAt: closeAt ?? null },
    closures: close.map((valve) => {
      const [on, at] = valve.split(' ') as [string, string]
      return { link: model.linkOf.get(on) as number, node: model.nodeOf.get(at) as number }
    }),
  }
}

async function burst(text: string, wish: Wish) {
  const model = await openWaterModel(text)
  demandByPressure(model, { minimum: 0, required: 20, exponent: 0.5 })
  const { frames, run } = drain(model, planOf(model, wish))
  model.close()
  return { frames, run, model }
}

function drain(model: WaterModel, plan: BurstPlan) {
  const frames: BurstFrame[] = []
  const running = runBurst(model, plan)
  for (;;) {
    const step = running.next()
    if (step.done) return { frames, run: step.value }
    frames.push(step.value)
  }
}

function stateOf(model: WaterModel) {
  quietly(() => {
    model.project.openH()
    model.project.initH(10)
    model.project.runH()
  })
  const state = readState(model, 0, null)
  model.project.closeH()
  return state
}
