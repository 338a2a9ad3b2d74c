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
  if (code.length !== LENGTH) return false
  const values = [...code].map((character) => ALPHABET.indexOf(character))
  if (values.includes(-1)) return false
  let weight = 1
  let sum = 0
  for (const value of values.slice(0, LENGTH - 1)) {
    sum += value * weight
    weight = (weight * 3) % ALPHABET.length
  }
  return values.at(-1) === (ALPHABET.length - (sum % ALPHABET.length)) % ALPHABET.length
}
