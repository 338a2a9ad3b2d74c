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
  .tuple([reference, reference, z.string(), z.string(), z.unknown()])
  .transform(([joinRef, ref, topic, event, payload]): ClientFrame => ({ joinRef, ref, topic, event, payload }))

/** Reads one message of a client; null when it is none, whatever the bytes are. */
export function decodeFrame(data: string | Uint8Array, version: FrameVersion): ClientFrame | null {
  if (typeof data !== 'string') return decodeUserPush(data)
  try {
    return (version === '1.0.0' ? objectFrame : arrayFrame).parse(JSON.parse(data))
  } catch {
    return null
  }
}

/** Text or bytes of a message; null when this version cannot carry it (bytes to a 1.0.0 socket). */
export function encodeFrame(frame: ServerFrame, version: FrameVersion): string | Uint8Array | null {
  const { joinRef, ref, topic, event, payload } = frame
  if (event === 'broadcast' && isBinaryBroadcast(payload))
    return version === '1.0.0' ? null : encodeBinaryBroadcast(topic, payload)
  return version === '1.0.0'
    ? JSON.stringify({ topic, event, payload, ref, join_ref: joinRef })
    : JSON.stringify([joinRef, ref, topic, event, payload])
}

/** `[3][jl][rl][tl][el][ml][enc] join_ref ref topic user_event metadata payload`, lengths of one byte. */
function decodeUserPush(bytes: Uint8Array): ClientFrame | null {
  const [kind, joinLength = 0, refLength = 0, topicLength = 0, eventLength = 0, metaLength = 0, encoding] = bytes
  const end = 7 + joinLength + refLength + topicLength + eventLength + metaLength
  if (kind !== KIND_USER_PUSH || encoding === undefined || bytes.length < end) return null
  let offset = 7
  const take = (length: number) => {
    const text = new TextDecoder().decode(bytes.subarray(offset, offset + length))
    offset += length
    return text
  }
  const joinRef = take(joinLength) || null
  const ref = take(refLength) || null
  const topic = take(topicLength)
  const event = take(eventLength)
  try {
    const body = bytes.slice(end)
    const payload = encoding === ENCODING_BINARY ? body : JSON.parse(new TextDecoder().decode(body))
    return { joinRef, ref, topic, event: 'broadcast', payload: { type: 'broadcast', event, payload } }
  } catch {
    return null
  }
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
