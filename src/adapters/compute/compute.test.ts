import { expose } from 'comlink'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import type { Simulation } from '../../../workers/contract.ts'
import { exposeSimulation } from '../../../workers/expose.ts'
import { isolation } from '../../../workers/isolation/run.ts'
import type { IsolationOutcome } from '../../domain/network/isolation-result.ts'
import { encodeNetwork } from '../../domain/network/network-file.ts'
import type { RunProgress } from '../../domain/run-progress.ts'
import type { RunSummary } from '../../domain/run-summary.ts'
import type { SimulationPort } from '../../ports/simulations.ts'
import { createInlineSimulations } from './inline.ts'
import { createWorkerSimulations } from './workers.ts'

const network = aNetwork().source('S').pipe('p1', 'S', 'A').valve('p1', 'S').build()
const input = {
  network: new Uint8Array(encodeNetwork(network)).buffer,
  networkKey: 'two nodes',
  element: { node: 'A' },
}

/** A worker as the page has it, on a message channel in this process. */
function aWorker(serve: (port: MessagePort) => void) {
  const { port1, port2 } = new MessageChannel()
  serve(port2)
  port1.start()
  const life = { isTerminated: false }
  const terminate = () => {
    life.isTerminated = true
    port1.close()
  }
  const worker = Object.assign(port1, { terminate }) as unknown as Worker
  return { worker, life }
}

describe.each([
  ['in this process', () => createInlineSimulations()],
  ['in a worker', () => createWorkerSimulations(() => aWorker((port) => exposeSimulation(isolation, port)).worker)],
])('a simulation %s', (_, create: () => SimulationPort) => {
  it('answers with its summary', async () => {
    const result = await create().run<typeof input, never, RunSummary<IsolationOutcome>>('isolation', input, quietly())
    expect(result.ok && result.value.outcome.valves.map(({ link, node }) => [link, node])).toEqual([['p1', 'S']])
    expect(result.ok && result.value.outcome.cutOff.nodeGids).toEqual(Int32Array.of(2))
  })

  it('tells an input that does not fit from a run that fails', async () => {
    const port = create()
    expect(await port.run('isolation', { ...input, element: {} }, quietly())).toMatchObject({
      failure: { kind: 'invalid' },
    })
    const absent = { ...input, element: { node: 'Z' } }
    expect(await port.run('isolation', absent, quietly())).toMatchObject({ failure: { kind: 'failed' } })
  })

  it('is cancelled before it starts when the wish came earlier', async () => {
    const options = { onFrame: () => undefined, signal: AbortSignal.abort() }
    expect(await create().run('isolation', input, options)).toMatchObject({ failure: { kind: 'cancelled' } })
  })

  it('is a mistake of the caller when there is none of that name', async () => {
    await expect(create().run('weather', input, quietly())).rejects.toThrow('simulation is "weather"')
  })
})

describe('workers', () => {
  it('keep a worker for the next run of its simulation', async () => {
    let started = 0
    const port = createWorkerSimulations(() => {
      started += 1
      return aWorker((end) => exposeSimulation(isolation, end)).worker
    })
    await port.run('isolation', input, quietly())
    await port.run('isolation', input, quietly())
    expect(started).toBe(1)
  })

  it('are ended and replaced when the run is cancelled, however deep it computes', async () => {
    const never = aWorker((end) => expose({ run: () => new Promise(() => undefined) }, end))
    const workers = [never.worker, aWorker((end) => exposeSimulation(isolation, end)).worker]
    const port = createWorkerSimulations(() => workers.shift() as Worker)
    const wish = new AbortController()
    const running = port.run('isolation', input, { onFrame: () => undefined, signal: wish.signal })
    wish.abort()
    expect(await running).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
    expect(never.life.isTerminated).toBe(true)
    expect(await port.run('isolation', input, quietly())).toMatchObject({ ok: true })
  })

  it('that break are told as failed and replaced', async () => {
    const broken = aWorker((end) => expose({ run: () => new Promise(() => undefined) }, end))
    const port = createWorkerSimulations(() => broken.worker)
    const running = port.run('isolation', input, quietly())
    broken.worker.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }))
    expect(await running).toMatchObject({ failure: { kind: 'failed', detail: 'isolation: out of memory' } })
    expect(broken.life.isTerminated).toBe(true)
  })

  it('let orders reach a run that computes, and none one that has ended', async () => {
    const obedient: Simulation<unknown, never, unknown> = {
      ...isolation,
      input: z.unknown(),
      // biome-ignore lint/correctness/useYield: it tells its end alone
      async *run(_input, { orders }) {
        const taken: unknown[] = []
        while (taken.length < 2) taken.push(...((await orders?.()) ?? []))
        return { outcome: taken, balance: [], caveats: [], milliseconds: 0 }
      },
    }
    const port = createWorkerSimulations(() => aWorker((end) => exposeSimulation(obedient, end)).worker)
    let order: (what: unknown) => void = () => {}
    const onOpen = (given: typeof order) => {
      order = given
    }
    const running = port.run('isolation', null, { ...quietly(), onOpen })
    order({ id: 'a' })
    setTimeout(() => order({ id: 'b' }), 5)
    expect(await running).toMatchObject({ ok: true, value: { outcome: [{ id: 'a' }, { id: 'b' }] } })
    const late = order
    const next = port.run('isolation', null, { ...quietly(), onOpen })
    late({ id: 'late' })
    order({ id: 'c' })
    order({ id: 'd' })
    expect(await next).toMatchObject({ value: { outcome: [{ id: 'c' }, { id: 'd' }] } })
  })

  it('tell what a run is at from a computation that lets nothing in, each phase at once', async () => {
    const busy: Simulation<unknown, never, unknown> = {
      ...isolation,
      input: z.unknown(),
      // biome-ignore lint/correctness/useYield: it tells its end alone
      async *run(_input, { tell }) {
        tell?.({ phase: 'reading', done: 0, of: 0 })
        for (let done = 0; done <= 1000; done++) tell?.({ phase: 'fitting', done, of: 1000 })
        return { outcome: null, balance: [], caveats: [], milliseconds: 0 }
      },
    }
    const port = createWorkerSimulations(() => aWorker((end) => exposeSimulation(busy, end)).worker)
    const told: RunProgress[] = []
    const result = await port.run('isolation', null, { ...quietly(), onProgress: (progress) => told.push(progress) })
    expect(result.ok).toBe(true)
    expect(told.slice(0, 2)).toEqual([
      { phase: 'reading', done: 0, of: 0 },
      { phase: 'fitting', done: 0, of: 1000 },
    ])
    expect(told.at(-1)).toEqual({ phase: 'fitting', done: 1000, of: 1000 })
    // not a message a turn
    expect(told.length).toBeLessThan(100)
  })

  it('end a run of which nothing is heard for too long, with words for people, and begin anew', async () => {
    const frameOnly = (_: unknown, onFrame: (frame: unknown) => void) => {
      onFrame({})
      return new Promise(() => undefined)
    }
    const stuck = aWorker((end) => expose({ run: frameOnly }, end))
    const workers = [stuck.worker, aWorker((end) => exposeSimulation(isolation, end)).worker]
    const port = createWorkerSimulations(() => workers.shift() as Worker)
    const frames: unknown[] = []
    const options = { onFrame: (frame: unknown) => frames.push(frame), signal: new AbortController().signal }
    expect(await port.run('isolation', input, { ...options, mostSilence: 40 })).toMatchObject({
      ok: false,
      failure: { kind: 'failed', message: { zh: expect.stringContaining('没有任何进展，已停止') } },
    })
    expect(frames).toHaveLength(1)
    expect(stuck.life.isTerminated).toBe(true)
    expect(await port.run('isolation', input, { ...quietly(), mostSilence: 60_000 })).toMatchObject({ ok: true })
  })

  it('hand frames over in order, with their buffers, before the summary', async () => {
    const counting: Simulation<unknown, { depth: Float32Array }, string> = {
      ...isolation,
      input: z.unknown(),
      async *run() {
        yield { depth: Float32Array.of(1) }
        yield { depth: Float32Array.of(2) }
        return { outcome: 'done', balance: [], caveats: [], milliseconds: 0 }
      },
    }
    const port = createWorkerSimulations(() => aWorker((end) => exposeSimulation(counting, end)).worker)
    const seen: number[] = []
    const onFrame = (frame: { depth: Float32Array }) => seen.push(...frame.depth)
    const result = await port.run('isolation', null, { onFrame, signal: new AbortController().signal })
    expect(result).toMatchObject({ ok: true, value: { outcome: 'done' } })
    expect(seen).toEqual([1, 2])
  })
})

function quietly() {
  return { onFrame: () => undefined, signal: new AbortController().signal }
}
