import { changeSession } from './change-session.ts'
import type { CommandContext } from './context.ts'
import { followPage } from './follow-page.ts'

/** Brings a page with a scene to life; staff have everything live. Returns what ends it all. */
export function openTwin(context: CommandContext): () => void {
  return followPage(context, changeSession)
}
