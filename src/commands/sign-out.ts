import type { CommandContext } from './context.ts'

/** Ends the session; `change-session` then clears what only staff may see. */
export async function signOut({ ports, leaving }: CommandContext): Promise<void> {
  leaving.current = true
  await ports.session.signOut()
}
