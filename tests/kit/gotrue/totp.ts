import { createHmac, randomBytes } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** How long a code is shown [s]. */
export const STEP = 30

/** A key of 160 bits in base32. */
export function newTotpSecret(): string {
  return [...randomBytes(32)].map((byte) => ALPHABET[byte % 32]).join('')
}

/**
 * What an authenticator shows: RFC 6238 with SHA-1, 30 s and six digits.
 *
 * @param secret  key in base32; blanks are left out
 * @param at      instant [ms]
 */
export function totpCode(secret: string, at = Date.now()): string {
  const bits = [...secret.replaceAll(/\s/g, '')]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 1000 / STEP)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Six digits that are no code of the key for minutes to come. */
export function wrongCode(secret: string): string {
  const shown = new Set(
    Array.from({ length: 40 }, (_, step) => totpCode(secret, Date.now() + (step - 20) * STEP * 1000)),
  )
  return ['000000', '111111', '222222', ...shown].find((code) => !shown.has(code)) ?? '333333'
}
