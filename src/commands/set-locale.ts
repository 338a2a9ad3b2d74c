import type { Locale } from '../domain/localized.ts'
import type { CommandContext } from './context.ts'

/** Changes the language of the page. */
export function setLocale({ store }: CommandContext, locale: Locale): void {
  store.setState({ locale })
}
