import type { CommandContext } from './context.ts'
import { followPage } from './follow-page.ts'
import { noteSession } from './note-session.ts'

/** Brings a page without a scene or live data to life: city, server, and who is signed in. Returns what ends it. */
export function openDesk(context: CommandContext): () => void {
  return followPage(context, async (_, session) => {
    noteSession(context, session)
    return () => {}
  })
}
