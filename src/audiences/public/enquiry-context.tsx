import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useStore } from 'zustand'
import type { EnquiryCommands } from '../../commands/enquiry/index.ts'
import type { Locale, Localized } from '../../domain/localized.ts'
import { type PublicWord, sayPublic } from '../../i18n/public.ts'
import type { EnquiryState, EnquiryStore } from '../../state/enquiry.ts'

/** What the public page is made of, as the composer hands it over. */
export interface EnquiryParts {
  readonly store: EnquiryStore
  readonly commands: EnquiryCommands
  readonly onSceneHost: (host: HTMLElement) => void
}

interface PublicWords {
  readonly locale: Locale
  readonly t: (word: PublicWord, values?: Readonly<Record<string, string | number>>) => string
  readonly name: (text: Localized) => string
}

const EnquiryContext = createContext<EnquiryParts | null>(null)

export function EnquiryProvider({ children, ...parts }: EnquiryParts & { readonly children: ReactNode }) {
  return <EnquiryContext value={parts}>{children}</EnquiryContext>
}

export function useParts(): EnquiryParts {
  const parts = useContext(EnquiryContext)
  if (!parts) throw new Error('useParts: outside EnquiryProvider')
  return parts
}

/** What a part of the page shows; re-renders only when the selected part changes. */
export function useEnquiry<Part>(select: (state: EnquiryState) => Part): Part {
  return useStore(useParts().store, select)
}

/** How the page speaks in its language. */
export function usePublicWords(): PublicWords {
  const locale = useEnquiry((state) => state.locale)
  return useMemo(
    () => ({ locale, t: (word, values) => sayPublic(locale, word, values), name: (text) => text[locale] }),
    [locale],
  )
}
