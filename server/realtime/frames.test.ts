import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrame, encodeFrame } from './frames.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

describe('frames of clients', () => {
  it('are objects in version 1.0.0 and arrays in 2.0.0', () => {
    const frame = { joinRef: '1', ref: '2', topic: 'realtime:a', event: 'phx_join', payload: { config: {} } }
    const object =
      '{"topic":"realtime:a","event":"phx_join","payload":{"config":{}},"ref":"2","join_ref":"1","new":true}'
    expect(decodeFrame(object, '1.0.0')).toEqual(frame)
    expect(decodeFrame('["1","2","realtime:a","phx_join",{"config":{}}]', '2.0.0')).toEqual(frame)
  })

  it('carry a user broadcast as kind 3, with JSON or bytes', () => {
    const header = (encoding: number) => bytes([3, 1, 2, 10, 5, 0, encoding], '1', '22', 'realtime:a', 'greet')
    const frame = { joinRef: '1', ref: '22', topic: 'realtime:a', event: 'broadcast' }
    expect(decodeFrame(Buffer.concat([header(1), bytes('{"text":"你好"}')]), '2.0.0')).toEqual({
      ...frame,
      payload: { type: 'broadcast', event: 'greet', payload: { text: '你好' } },
    })
    expect(decodeFrame(Buffer.concat([header(0), bytes([0, 255])]), '2.0.0')).toMatchObject({
      payload: { payload: Buffer.from([0, 255]) },
    })
  })

  it('are refused without a fault, whatever the bytes are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom('1.0.0' as const, '2.0.0' as const),
        (data, version) => {
          decodeFrame(data, version)
          decodeFrame(Buffer.from(data).toString('latin1'), version)
          decodeFrame(Uint8Array.from([3, ...data]), version)
        },
      ),
      { numRuns: 2000 },
    )
    expect(decodeFrame('["1","2","realtime:a"]', '2.0.0')).toBeNull()
    expect(decodeFrame(bytes([3, 255, 0, 0, 0, 0, 1]), '2.0.0')).toBeNull()
  })
})

describe('frames to clients', () => {
  const broadcast = { type: 'broadcast' as const, event: 'greet', payload: Buffer.from([7]), meta: { id: 'x' } }
  const frame = { joinRef: null, ref: null, topic: 'realtime:a', event: 'broadcast', payload: broadcast }

  it('carry bytes as kind 4, and not at all in version 1.0.0', () => {
    expect(encodeFrame(frame, '2.0.0')).toEqual(bytes([4, 10, 5, 10, 0], 'realtime:a', 'greet', '{"id":"x"}', [7]))
    expect(encodeFrame(frame, '1.0.0')).toBeNull()
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
})
