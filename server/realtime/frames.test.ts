import { createClient } from '@supabase/supabase-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { decodeFrame, encodeChange, encodeFrame, encodeOnce, type FrameVersion, type ServerFrame } from './frames.ts'

/** The client's own: what it writes we must read, and the reverse. */
const { serializer: client } = createClient('http://127.0.0.1', 'key', {
  realtime: { transport: WebSocket as never },
}).realtime
/** Frames of any bytes; `LIFELINE_SOAK=1` tries a million. */
const FUZZ_RUNS = process.env.LIFELINE_SOAK ? 1_000_000 : 20_000

const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)))
const written = (message: object) => {
  let data: string | ArrayBuffer = ''
  client.encode(message as never, (encoded) => {
    data = encoded
  })
  return typeof data === 'string' ? data : new Uint8Array(data)
}
const readByClient = (data: string | Uint8Array | null) => {
  let message: Record<string, unknown> = {}
  const wire = typeof data === 'string' ? data : Uint8Array.from(data ?? []).buffer
  client.decode(wire, (decoded: object) => {
    message = { ...decoded }
  })
  return message
}
const push = { join_ref: '12', ref: '123', topic: 'topic', event: 'broadcast' }
const frame = { joinRef: '12', ref: '123', topic: 'topic', event: 'broadcast' }
const broadcastFrame = (payload: object): ServerFrame => ({
  joinRef: null,
  ref: null,
  topic: 'topic',
  event: 'broadcast',
  payload,
})

describe('frames of clients', () => {
  it('are objects in version 1.0.0 and arrays in 2.0.0', () => {
    const join = { joinRef: '1', ref: '2', topic: 'realtime:a', event: 'phx_join', payload: { config: {} } }
    const object =
      '{"topic":"realtime:a","event":"phx_join","payload":{"config":{}},"ref":"2","join_ref":"1","new":true}'
    expect(decodeFrame(object, '1.0.0')).toEqual(join)
    expect(decodeFrame('["1","2","realtime:a","phx_join",{"config":{}}]', '2.0.0')).toEqual(join)
    expect(decodeFrame('["1","2","realtime:a","phx_join",{"config":{}},"of a newer client"]', '2.0.0')).toEqual(join)
    expect(decodeFrame('[null,null,"t","e",{"m":1}]', '2.0.0')).toMatchObject({ joinRef: null, payload: { m: 1 } })
  })

  it('are none when they are of the other version, or text alone', () => {
    expect(decodeFrame('"just a string"', '2.0.0')).toBeNull()
    expect(decodeFrame('{"topic":"t","event":"e","payload":{},"ref":"1","join_ref":"11"}', '2.0.0')).toBeNull()
    expect(decodeFrame('["1","2","t","e",{}]', '1.0.0')).toBeNull()
    expect(decodeFrame(bytes([3, 0, 0, 1, 1, 0, 1], 'te', '{}'), '1.0.0')).toBeNull()
  })

  it('carry bytes with any event as kind 0', () => {
    expect(decodeFrame(bytes([0, 2, 3, 5, 5], '12', '123', 'topic', 'event', [101, 102, 103]), '2.0.0')).toEqual({
      ...frame,
      event: 'event',
      payload: Uint8Array.of(101, 102, 103),
    })
  })

  it('carry a user broadcast as kind 3, with JSON or bytes, with metadata or without', () => {
    const header = (meta: number, encoding: number) =>
      bytes([3, 2, 3, 5, 10, meta, encoding], '12', '123', 'topic', 'user_event')
    const json = { ...frame, payload: { type: 'broadcast', event: 'user_event', payload: { a: 'b' } } }
    const raw = { ...frame, payload: { type: 'broadcast', event: 'user_event', payload: Uint8Array.of(101, 102, 103) } }
    expect(decodeFrame(bytes([...header(0, 1)], '{"a":"b"}'), '2.0.0')).toEqual(json)
    expect(decodeFrame(bytes([...header(0, 0)], 'efg'), '2.0.0')).toEqual(raw)
    expect(decodeFrame(bytes([...header(14, 0)], '{"store":true}', 'efg'), '2.0.0')).toEqual(raw)
  })

  it('are read as the client writes them', () => {
    const spoken = { type: 'broadcast', event: 'user_event', payload: { text: '管网 ✓', n: 1.5 } }
    expect(decodeFrame(written({ ...push, payload: spoken }), '2.0.0')).toEqual({ ...frame, payload: spoken })
    const raw = { type: 'broadcast', event: 'user_event', payload: Uint8Array.of(0, 255).buffer }
    expect(decodeFrame(written({ ...push, payload: raw }), '2.0.0')).toEqual({
      ...frame,
      payload: { type: 'broadcast', event: 'user_event', payload: Uint8Array.of(0, 255) },
    })
    const join = { ...push, event: 'phx_join', payload: { config: { private: true } } }
    expect(decodeFrame(written(join), '2.0.0')).toEqual({ ...frame, event: 'phx_join', payload: join.payload })
  })

  it('are refused without a fault, whatever the bytes are', () => {
    const versions: FrameVersion[] = ['1.0.0', '2.0.0']
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...versions), (data, version) => {
        decodeFrame(data, version)
        decodeFrame(Buffer.from(data).toString('latin1'), version)
        for (const kind of [0, 3]) {
          const decoded = decodeFrame(Uint8Array.from([kind, ...data]), version)
          if (decoded) expect(typeof decoded.topic).toBe('string')
        }
      }),
      { numRuns: FUZZ_RUNS },
    )
  }, 600_000)

  it('give back what was put into them, whatever it is', () => {
    const text = fc.string({ maxLength: 60, unit: 'grapheme-ascii' })
    fc.assert(
      fc.property(text, text, text, fc.jsonValue(), (ref, topic, event, payload) => {
        const spoken = { type: 'broadcast', event, payload: payload ?? {} }
        const decoded = decodeFrame(
          written({ join_ref: ref, ref, topic, event: 'broadcast', payload: spoken }),
          '2.0.0',
        )
        const plain = JSON.parse(JSON.stringify(spoken))
        expect(decoded).toEqual({ joinRef: ref || null, ref: ref || null, topic, event: 'broadcast', payload: plain })
        const told = JSON.parse(JSON.stringify({ ...broadcastFrame(plain), topic }))
        expect(readByClient(encodeFrame(told, '2.0.0'))).toMatchObject({ topic, event: 'broadcast', payload: plain })
      }),
      { numRuns: FUZZ_RUNS / 20 },
    )
  }, 600_000)
})

describe('frames to clients', () => {
  const raw = { type: 'broadcast' as const, event: 'user_event', payload: Buffer.from('efg') }

  it('carry bytes as kind 4, and not at all in version 1.0.0', () => {
    const header = (meta: number) => bytes([4, 5, 10, meta, 0], 'topic', 'user_event')
    const replayed = broadcastFrame({ ...raw, meta: { replayed: true } })
    expect(encodeFrame(replayed, '2.0.0')).toEqual(bytes([...header(17)], '{"replayed":true}', 'efg'))
    expect(encodeFrame(broadcastFrame(raw), '2.0.0')).toEqual(bytes([...header(0)], 'efg'))
    expect(encodeFrame(replayed, '1.0.0')).toBeNull()
  })

  it('are read by the client as they were meant', () => {
    const meta = { id: 'x', replayed: true }
    expect(readByClient(encodeFrame(broadcastFrame({ ...raw, meta }), '2.0.0'))).toEqual({
      join_ref: null,
      ref: null,
      topic: 'topic',
      event: 'broadcast',
      payload: { type: 'broadcast', event: 'user_event', payload: Uint8Array.from(raw.payload).buffer, meta },
    })
    const told = { type: 'broadcast', event: 'user_event', payload: { 水位: 3 }, meta }
    expect(readByClient(encodeFrame(broadcastFrame(told), '2.0.0'))).toMatchObject({ payload: told })
    const data = '{"schema":"public","type":"INSERT"}'
    expect(readByClient(encodeChange('realtime:房间', [7], data, '2.0.0'))).toMatchObject({
      topic: 'realtime:房间',
      event: 'postgres_changes',
      payload: { ids: [7], data: { schema: 'public', type: 'INSERT' } },
    })
    expect(JSON.parse(encodeChange('t', [7], data, '1.0.0'))).toMatchObject({ topic: 't', payload: { ids: [7] } })
  })

  it('carry everything else as text', () => {
    const reply = { joinRef: '1', ref: '2', topic: 't', event: 'phx_reply', payload: { status: 'ok', response: {} } }
    expect(encodeFrame(reply, '2.0.0')).toBe('["1","2","t","phx_reply",{"status":"ok","response":{}}]')
    expect(JSON.parse(String(encodeFrame(reply, '1.0.0')))).toEqual({
      join_ref: '1',
      ref: '2',
      topic: 't',
      event: 'phx_reply',
      payload: { status: 'ok', response: {} },
    })
  })

  it.each([
    ['a topic', { ...broadcastFrame(raw), topic: 't'.repeat(256) }],
    ['an event', broadcastFrame({ ...raw, event: '管'.repeat(86) })],
    ['metadata', broadcastFrame({ ...raw, meta: { id: 'e'.repeat(256) } })],
  ])('cannot carry bytes with %s of more than 255 bytes', (_, long) => {
    expect(() => encodeFrame(long, '2.0.0')).toThrow(RangeError)
  })

  it('are made once for all sockets of a version', () => {
    const encoded = encodeOnce(broadcastFrame(raw))
    expect(encoded('2.0.0')).toBe(encoded('2.0.0'))
    expect(encoded('1.0.0')).toBeNull()
  })
})
