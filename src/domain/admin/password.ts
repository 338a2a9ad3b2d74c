/** bcrypt takes no notice of what stands behind the 72nd byte. */
const MOST_BYTES = 72
const LEAST = 10
const LEAST_KINDS = 3

export type PasswordFault = 'short' | 'long' | 'simple' | 'own-name'

/**
 * What is wrong with a password that somebody chose, or null: 10 characters at least and 72 bytes at most, three of
 * small letters, capitals, digits and others, and not the name of their e-mail address.
 *
 * @param email  of whom it shall be
 */
export function passwordFault(password: string, email: string): PasswordFault | null {
  if ([...password].length < LEAST) return 'short'
  if (new TextEncoder().encode(password).length > MOST_BYTES) return 'long'
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{Ll}\p{Lu}\d]/u].filter((kind) => kind.test(password))
  if (kinds.length < LEAST_KINDS) return 'simple'
  const [name = ''] = email.toLowerCase().split('@')
  return name.length >= 4 && password.toLowerCase().includes(name) ? 'own-name' : null
}
