import type { Theme } from '../domain/theme.ts'
import type { CommandContext } from './context.ts'

/** Changes the look of the page. The wall belongs to the leadership page, which never leaves it. */
export function setTheme({ store }: CommandContext, theme: Exclude<Theme, 'wall'>): void {
  store.setState({ theme })
}
