import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseBackend, type Machine } from '../choose.ts'
import { answerOf, untilBroken } from './answers.ts'

const never = new Promise<never>(() => undefined)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a graphics card that is asked', () => {
  it('has its answer taken as it is, and leaves no clock running', async () => {
    expect(await answerOf(Promise.resolve(7))).toBe(7)
    await expect(answerOf(Promise.reject(new Error('no room')))).rejects.toThrow('no room')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is not waited for longer than a minute', async () => {
    const silent = expect(answerOf(never)).rejects.toThrow('has not answered for 60 s')
    await vi.advanceTimersByTimeAsync(60_000)
    await silent
  })

  it('that is silent is none: a run is computed without it', async () => {
    const machine: Machine = {
      ...{ requestAdapter: () => never, threads: null, sharesMemory: true, hasKernel: true, cores: 1 },
    }
    const chosen = chooseBackend({ columns: 10, rows: 10 }, machine)
    await vi.advanceTimersByTimeAsync(60_000)
    expect((await chosen).backend).toBe('single')
  })

  it('ends what it was asked for when it is lost or refuses, however long that would wait', async () => {
    const device = new EventTarget() as GPUDevice
    Object.assign(device, { lost: Promise.resolve({ message: 'unplugged' }) })
    await expect(untilBroken(device)(never)).rejects.toThrow('the device was lost: unplugged')
    const refusing = Object.assign(new EventTarget(), { lost: never }) as unknown as GPUDevice
    const until = untilBroken(refusing)
    refusing.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message: 'size 0' } }))
    await expect(until(never)).rejects.toThrow('the device refused: size 0')
    expect(
      await untilBroken(Object.assign(new EventTarget(), { lost: never }) as unknown as GPUDevice)(Promise.resolve(1)),
    ).toBe(1)
  })
})
