import type { CommandContext } from './context.ts'

/** Shows another scene of the page; `scene/follow-scene` mounts its engine, and place and selection stay. */
export function setScene({ store }: CommandContext, sceneId: string): void {
  store.setState({ sceneId })
}
