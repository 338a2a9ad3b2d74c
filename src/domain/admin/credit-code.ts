/** Characters in the order of their values; I, O, S, V and Z are left out. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const LENGTH = 18

/**
 * Is this a 统一社会信用代码: 18 characters, the last of which follows from the others?
 *
 * The check character has the value (31 − Σ cᵢ·3^(i−1) mod 31) mod 31 over the first 17 characters, i from 1.
 *
 * @param code  capitals, without spaces
 * @source  GB 32100-2015, 法人和其他组织统一社会信用代码编码规则, with the check of GB/T 17710 MOD 31
 */
export function isCreditCode(code: string): boolean {
  const body = code.slice(0, -1)
  return (
    code.length === LENGTH && [...code].every((character) => ALPHABET.includes(character)) && code === withCheck(body)
  )
}

/** The code whose first 17 characters are given. */
export function withCheck(body: string): string {
  let weight = 1
  let sum = 0
  for (const character of body) {
    sum += ALPHABET.indexOf(character) * weight
    weight = (weight * 3) % ALPHABET.length
  }
  return body + ALPHABET.charAt((ALPHABET.length - (sum % ALPHABET.length)) % ALPHABET.length)
}
