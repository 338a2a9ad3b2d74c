import { type ReactNode, useState } from 'react'
import type { Commands } from '../../src/commands/index.ts'
import { WHOLE_CITY } from '../../src/domain/access/audience.ts'
import type { Locale } from '../../src/domain/localized.ts'
import type { Theme } from '../../src/domain/theme.ts'
import type { TwinState } from '../../src/state/store.ts'
import { PageProvider } from '../../src/ui/page.tsx'
import { aPage, manifest } from '../kit/a-page.ts'

/** What every sheet is told. */
export interface SheetProps {
  readonly theme: Theme
  readonly locale: Locale
}

interface SampleProps extends SheetProps {
  /** how the state differs from that of a quiet page with a planner signed in */
  readonly state?: Partial<TwinState>
  /** answers that the backend in memory does not give */
  readonly commands?: Partial<Commands>
  readonly children: ReactNode
}

const planner = {
  userId: 'u',
  email: 'planner@demo.local',
  role: 'planner',
  standing: 'good',
  reach: WHOLE_CITY,
} as const
const config = {
  city: 'demo',
  backendUrl: '',
  publishableKey: '',
  isDemo: true,
  state: 'ready' as const,
  demoUsers: (['planner', 'duty', 'leader'] as const).map((role) => ({
    email: `${role}@demo.local`,
    password: 'p',
    role,
  })),
}

/** A page of its own around a component, over the backend in memory. */
export function Sample({ theme, locale, state, commands, children }: SampleProps) {
  const [page] = useState(() => {
    const made = aPage()
    made.store.setState({
      theme,
      locale,
      server: { state: 'ready', step: null },
      city: { state: 'loaded', value: { ...manifest, grade: 'public' } },
      internal: { state: 'loaded', value: manifest },
      session: { state: 'loaded', value: planner },
      link: { state: 'live', since: made.clock.now() },
      ...state,
    })
    return { store: made.store, commands: { ...made.commands, ...commands } }
  })
  return (
    <PageProvider face="planner" store={page.store} commands={page.commands} config={config} onSceneHost={() => {}}>
      {children}
    </PageProvider>
  )
}

/** A component under its name. */
export function Shown({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <figure className="shown">
      <figcaption>{name}</figcaption>
      {children}
    </figure>
  )
}
