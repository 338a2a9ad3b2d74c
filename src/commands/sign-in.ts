import type { Result } from '../domain/result.ts'
import type { Session } from '../ports/records.ts'
import type { CommandContext } from './context.ts'

/** Signs a person in; a refusal comes back to the form and leaves the page as it was. */
export async function signIn({ ports }: CommandContext, email: string, password: string): Promise<Result<Session>> {
  return await ports.session.signIn(email.trim(), password)
}
