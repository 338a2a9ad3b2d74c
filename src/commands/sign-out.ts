import type { CommandContext } from './context.ts'

/** Ends the session; `change-session` then clears what only staff may see. */
export async function signOut({ ports }: CommandContext): Promise<void> {
  await ports.session.signOut()
}
