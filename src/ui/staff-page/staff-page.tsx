import '../tokens.css'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { faceOf, mayOpen } from '../../domain/access/faces.ts'
import { type PageParts, PageProvider, useFace, useTwin } from '../page.tsx'
import { SignInDialog } from '../sign-in/sign-in-dialog.tsx'
import { RefusedPage } from './refused-page.tsx'
import { StandingPage } from './standing-page.tsx'

const SignInContext = createContext<() => void>(() => {})

/** Opens the sign-in dialog of the page. */
export function useSignIn(): () => void {
  return useContext(SignInContext)
}

/**
 * What every staff page stands on: language and look of the document, the sign-in dialog (at the start, after a sign-out
 * or an expiry), and the refusal of a role that may not open the page.
 */
export function StaffPage({ children, ...parts }: PageParts & { readonly children: ReactNode }) {
  return (
    <PageProvider {...parts}>
      <PageDocument />
      <Guard>{children}</Guard>
    </PageProvider>
  )
}

/** Keeps language and look of the document equal to the page's. */
export function PageDocument() {
  const locale = useTwin((state) => state.locale)
  const theme = useTwin((state) => state.theme)
  useEffect(() => {
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
    document.documentElement.dataset.theme = theme
  }, [locale, theme])
  return null
}

function Guard({ children }: { readonly children: ReactNode }) {
  const face = faceOf(useFace())
  // undefined until it is known whether somebody is still signed in
  const person = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.userId ?? null) : undefined))
  const role = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.role ?? null) : undefined))
  const standing = useTwin(({ session }) => (session.state === 'loaded' ? session.value?.standing : undefined))
  const [dialog, setDialog] = useState({ person, isOpen: true })
  // Asked at the start and after a sign-out or an expiry; closing it leaves the public layers.
  if (person !== undefined && person !== dialog.person) setDialog({ person, isOpen: true })
  if (standing !== undefined && standing !== 'good' && standing !== 'none') return <StandingPage standing={standing} />
  const isRefused = role !== undefined && !mayOpen(face, role)
  const askSignIn = () => setDialog({ ...dialog, isOpen: true })
  return (
    <SignInContext value={askSignIn}>
      {isRefused ? <RefusedPage face={face} onSignIn={askSignIn} /> : children}
      <SignInDialog isOpen={person === null && dialog.isOpen} onClose={() => setDialog({ ...dialog, isOpen: false })} />
    </SignInContext>
  )
}
