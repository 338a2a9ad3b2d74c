import { z } from 'zod'

/** Serializer versions of the Phoenix protocol that supabase-js speaks; 2.0.0 is its default. */
export type FrameVersion = '1.0.0' | '2.0.0'

/** A message of a client. `payload` is JSON; a user broadcast may carry bytes instead. */
export interface ClientFrame {
  readonly joinRef: string | null
  readonly ref: string | null
  readonly topic: string
  readonly event: string
  readonly payload: unknown
}

/** A message to a client. */
export type ServerFrame = ClientFrame

/** What a user broadcast carries, both ways. */
export interface UserBroadcast {
  readonly type: 'broadcast'
  readonly event: string
  readonly payload: unknown
  readonly meta?: { readonly id?: string; readonly replayed?: boolean }
}

const KIND_PUSH = 0
const KIND_USER_PUSH = 3
const KIND_USER_BROADCAST = 4
const ENCODING_BINARY = 0

const reference = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((ref) => (ref == null ? null : String(ref)))
const objectFrame = z
  .looseObject({ topic: z.string(), event: z.string(), payload: z.unknown(), ref: reference, join_ref: reference })
  .transform(
    (frame): ClientFrame => ({
      joinRef: frame.join_ref,
      ref: frame.ref,
      topic: frame.topic,
      event: frame.event,
      payload: frame.payload,
    }),
  )
const arrayFrame = z
  .tuple([reference, reference, z.string(), z.string(), z.unknown()], z.unknown())
  .transform(([joinRef, ref, topic, event, payload]): ClientFrame => ({ joinRef, ref, topic, event, payload }))

/** Reads one message of a client; null when it is none, whatever the bytes are. */
export function decodeFrame(data: string | Uint8Array, version: FrameVersion): ClientFrame | null {
  if (typeof data !== 'string') return version === '1.0.0' ? null : decodeBinary(data)
  try {
    return (version === '1.0.0' ? objectFrame : arrayFrame).parse(JSON.parse(data))
  } catch {
    return null
  }
}

/**
 * Text or bytes of a message; null when this version cannot carry it (bytes to a 1.0.0 socket).
 *
 * @throws RangeError when topic, event or meta of a broadcast of bytes is over 255 bytes
 */
export function encodeFrame(frame: ServerFrame, version: FrameVersion): string | Uint8Array | null {
  const { joinRef, ref, topic, event, payload } = frame
  if (event === 'broadcast' && isBinaryBroadcast(payload))
    return version === '1.0.0' ? null : encodeBinaryBroadcast(topic, payload)
  return version === '1.0.0'
    ? JSON.stringify({ topic, event, payload, ref, join_ref: joinRef })
    : JSON.stringify([joinRef, ref, topic, event, payload])
}

/** Lengths of one byte, then the texts, then what they are about. */
function decodeBinary(bytes: Uint8Array): ClientFrame | null {
  if (bytes[0] === KIND_USER_PUSH) return decodeUserPush(bytes)
  // `[0][jl][rl][tl][el] join_ref ref topic event payload`: any other event with bytes
  if (bytes[0] !== KIND_PUSH) return null
  const texts = takeTexts(bytes, 5, bytes.subarray(1, 5))
  if (!texts) return null
  const [joinRef = '', ref = '', topic = '', event = ''] = texts.texts
  return { joinRef: joinRef || null, ref: ref || null, topic, event, payload: texts.rest }
}

/** `[3][jl][rl][tl][el][ml][enc] join_ref ref topic user_event metadata payload`. */
function decodeUserPush(bytes: Uint8Array): ClientFrame | null {
  const texts = takeTexts(bytes, 7, bytes.subarray(1, 6))
  if (!texts) return null
  const [joinRef = '', ref = '', topic = '', event = ''] = texts.texts
  try {
    const payload = bytes[6] === ENCODING_BINARY ? texts.rest : JSON.parse(new TextDecoder().decode(texts.rest))
    return {
      joinRef: joinRef || null,
      ref: ref || null,
      topic,
      event: 'broadcast',
      payload: { type: 'broadcast', event, payload },
    }
  } catch {
    return null
  }
}

/** The texts of a header of `start` bytes and what follows them; null when the frame is shorter than it says. */
function takeTexts(bytes: Uint8Array, start: number, lengths: Uint8Array) {
  let offset = start
  const texts: string[] = []
  for (const length of lengths) {
    texts.push(new TextDecoder().decode(bytes.subarray(offset, offset + length)))
    offset += length
  }
  return bytes.length < Math.max(offset, start) ? null : { texts, rest: new Uint8Array(bytes.subarray(offset)) }
}

/**
 * A message that goes to many sockets, made to text or bytes once a version.
 *
 * @returns  as `encodeFrame`
 */
export function encodeOnce(frame: ServerFrame): (version: FrameVersion) => string | Uint8Array | null {
  const made = new Map<FrameVersion, string | Uint8Array | null>()
  return (version) => {
    let data = made.get(version)
    if (data === undefined) {
      data = encodeFrame(frame, version)
      made.set(version, data)
    }
    return data
  }
}

/**
 * A table change, whose data is JSON already: the same text goes to many sockets.
 *
 * @param ids  of the bindings that it is for
 */
export function encodeChange(topic: string, ids: readonly number[], data: string, version: FrameVersion): string {
  const payload = `{"ids":${JSON.stringify(ids)},"data":${data}}`
  return version === '1.0.0'
    ? `{"topic":${JSON.stringify(topic)},"event":"postgres_changes","payload":${payload},"ref":null,"join_ref":null}`
    : `[null,null,${JSON.stringify(topic)},"postgres_changes",${payload}]`
}

/** `[4][tl][el][ml][enc] topic user_event metadata payload`. */
function encodeBinaryBroadcast(topic: string, broadcast: BinaryBroadcast): Uint8Array {
  const texts = [topic, broadcast.event, broadcast.meta ? JSON.stringify(broadcast.meta) : ''].map((text) =>
    Buffer.from(text),
  )
  const lengths = texts.map((text) => text.length)
  if (lengths.some((length) => length > 255)) throw new RangeError('encodeFrame: a header text is over 255 bytes')
  return Buffer.concat([Buffer.from([KIND_USER_BROADCAST, ...lengths, ENCODING_BINARY]), ...texts, broadcast.payload])
}

interface BinaryBroadcast extends UserBroadcast {
  readonly payload: Uint8Array
}

function isBinaryBroadcast(payload: unknown): payload is BinaryBroadcast {
  return (
    typeof payload === 'object' && payload !== null && 'payload' in payload && payload.payload instanceof Uint8Array
  )
}
