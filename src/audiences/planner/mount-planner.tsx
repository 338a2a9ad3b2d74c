import { createRoot } from 'react-dom/client'
import type { Commands } from '../../commands/index.ts'
import type { PageConfig } from '../../domain/config/page-config.ts'
import type { TwinStore } from '../../state/store.ts'
import { PlannerPage } from './planner-page.tsx'

export interface PlannerContext {
  readonly store: TwinStore
  readonly commands: Commands
  readonly config: PageConfig
  /** called once with the element that the engine mounts into; it fills the page behind the panels */
  readonly onSceneHost: (host: HTMLElement) => void
}

/** Puts the planner's page into `host`. Returns what takes it away. The composer calls `commands.openTwin()`. */
export function mountPlanner(host: HTMLElement, context: PlannerContext): () => void {
  const root = createRoot(host)
  root.render(<PlannerPage {...context} />)
  return () => root.unmount()
}
