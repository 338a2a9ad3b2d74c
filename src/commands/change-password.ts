import type { Result } from '../domain/result.ts'
import type { CommandContext } from './context.ts'

/** Changes one's own password; what was wrong comes back to the form. A role that waited for this holds from now on. */
export async function changePassword({ ports }: CommandContext, current: string, next: string): Promise<Result<null>> {
  return await ports.session.changePassword(current, next)
}
