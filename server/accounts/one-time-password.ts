import { randomInt } from 'node:crypto'

/** Without 0 o 1 l i: it is read out on the telephone. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_LENGTH = 4

/** A password that nobody can guess (79 bits) and everybody can copy: "k7pm-x2qd-…". */
export function oneTimePassword(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}
