import { describe, expect, it } from 'vitest'
import { HeldBatches } from './held-batches.ts'
import { LIMITS } from './limits.ts'
import { Outgoing, sharedBroadcast, type Wire } from './outgoing.ts'

const TOPIC = 'sensors:north:ch4-well'
const batch = (...readings: [string, number, number][]) => ({
  type: 'broadcast' as const,
  event: 'batch',
  payload: { city: 'test', id: 'of the message', readings },
})

describe('sensor batches that wait', () => {
  it('keep the newest value of each sensor, whatever the order they came in', () => {
    const held = new HeldBatches()
    expect(held.add(TOPIC, batch(['a', 2, 20], ['b', 1, 10]))).toBe(true)
    expect(held.add(TOPIC, batch(['a', 1, 15], ['b', 3, 30]))).toBe(true)
    expect(held.take()).toEqual([
      {
        topic: TOPIC,
        broadcast: {
          type: 'broadcast',
          event: 'batch',
          payload: {
            city: 'test',
            readings: [
              ['a', 2, 20],
              ['b', 3, 30],
            ],
          },
        },
      },
    ])
    expect(held.isEmpty).toBe(true)
  })

  it('leave everything else to its order', () => {
    const held = new HeldBatches()
    expect(held.add('alarms', batch(['a', 1, 1]))).toBe(false)
    expect(held.add(TOPIC, { type: 'broadcast', event: 'other', payload: {} })).toBe(false)
    expect(held.add(TOPIC, { ...batch(['a', 1, 1]), meta: { replayed: true } })).toBe(false)
    expect(held.isEmpty).toBe(true)
  })
})

/** A socket whose client reads only when told. */
function aWire() {
  const sent: string[] = []
  const unread: { size: number; done: () => void }[] = []
  const closed: number[] = []
  const wire: Wire = {
    get bufferedAmount() {
      return unread.reduce((sum, { size }) => sum + size, 0)
    },
    send: (data, done) => {
      sent.push(String(data))
      unread.push({ size: data.length, done })
    },
    close: (code) => closed.push(code),
    terminate: () => {},
  }
  const read = () => {
    for (const { done } of unread.splice(0)) done()
  }
  return { wire, sent, closed, read }
}

describe('a client that reads slowly', () => {
  const limits = { ...LIMITS, mergeBytes: 200, unreadBytes: 2000 }
  const shared = (at: number) => sharedBroadcast(TOPIC, batch(['a', at, at], ['b', at, at]))

  it('gets the newest values when it reads again', () => {
    const { wire, sent, read } = aWire()
    const outgoing = new Outgoing(wire, '2.0.0', limits)
    for (let at = 1; at <= 100; at++) outgoing.broadcast(shared(at))
    expect(sent.length).toBeLessThan(5)
    const before = sent.length
    read()
    expect(sent).toHaveLength(before + 1)
    expect(sent.at(-1)).toContain('["a",100,100],["b",100,100]')
    read()
    outgoing.broadcast(shared(101))
    expect(sent.at(-1)).toContain('["a",101,101]')
  })

  it('gets nothing of a topic that was left meanwhile', () => {
    const { wire, sent, read } = aWire()
    const outgoing = new Outgoing(wire, '2.0.0', limits)
    for (let at = 1; at <= 100; at++) outgoing.broadcast(shared(at))
    const before = sent.length
    outgoing.forget(TOPIC)
    read()
    expect(sent).toHaveLength(before)
  })

  it('is closed to come again when other events pile up', () => {
    const { wire, sent, closed, read } = aWire()
    const outgoing = new Outgoing(wire, '2.0.0', limits)
    const event = sharedBroadcast('alarms', { type: 'broadcast', event: 'changed', payload: { fill: 'x'.repeat(100) } })
    for (let count = 0; count < 100; count++) outgoing.broadcast(event)
    expect(closed).toEqual([1013])
    const before = sent.length
    read()
    outgoing.broadcast(event)
    expect(sent).toHaveLength(before)
  })
})
