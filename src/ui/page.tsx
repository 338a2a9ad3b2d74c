import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Commands } from '../commands/index.ts'
import type { FaceId } from '../domain/access/faces.ts'
import type { PageConfig } from '../domain/config/page-config.ts'
import type { Locale, Localized } from '../domain/localized.ts'
import { loadWords, pick, pickGiven, say, sayKnown, type Values, type WordKey } from '../i18n/words.ts'
import type { TwinState, TwinStore } from '../state/store.ts'

/** What a staff page is made of, as the composer hands it over. */
export interface PageParts {
  readonly face: FaceId
  readonly store: TwinStore
  readonly commands: Commands
  readonly config: PageConfig
  /** called once with the element that the engine mounts into; it fills the page behind the panels */
  readonly onSceneHost: (host: HTMLElement) => void
}

/** How a panel speaks in the language of the page. */
export interface Words {
  readonly locale: Locale
  readonly t: (key: WordKey, values?: Values) => string
  /** a bilingual name from the domain */
  readonly name: (text: Localized) => string
  /** a name that data give in both languages; the Chinese one where there is no other */
  readonly given: (zh: string | null, en: string | null) => string | null
  /** a name that came with data: translated when known, else as it is */
  readonly known: (prefix: string, name: string) => string
}

const PageContext = createContext<PageParts | null>(null)

export function PageProvider({ children, ...page }: PageParts & { readonly children: ReactNode }) {
  return <PageContext value={page}>{children}</PageContext>
}

function usePage(): PageParts {
  const page = useContext(PageContext)
  if (!page) throw new Error('usePage: outside PageProvider')
  return page
}

/** What a panel asks for. */
export function useCommands(): Commands {
  return usePage().commands
}

export function useConfig(): PageConfig {
  return usePage().config
}

export function useFace(): FaceId {
  return usePage().face
}

export function useSceneHost(): (host: HTMLElement) => void {
  return usePage().onSceneHost
}

/** What a panel shows; re-renders only when the selected part changes. */
export function useTwin<Part>(select: (state: TwinState) => Part): Part {
  return useStore(usePage().store, select)
}

/** Turns the page to the other language, once its words are there. */
export function useLanguageSwitch(): () => void {
  const { setLocale } = useCommands()
  const other = useTwin(({ locale }) => (locale === 'zh' ? 'en' : 'zh'))
  return () => void loadWords(other).then(() => setLocale(other))
}

export function useWords(): Words {
  const locale = useTwin((state) => state.locale)
  return useMemo(
    () => ({
      locale,
      t: (key, values) => say(locale, key, values),
      name: (text) => pick(locale, text),
      given: (zh, en) => pickGiven(locale, zh, en),
      known: (prefix, name) => sayKnown(locale, prefix, name),
    }),
    [locale],
  )
}
