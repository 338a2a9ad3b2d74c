import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Failure } from '../../domain/result.ts'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { useCommands, useConfig, useTwin, useWords } from '../page.tsx'
import { useServerStep } from '../states/server-step.ts'
import { Refusal } from './refusal.tsx'
import styles from './sign-in.module.css'

/** E-mail and password; the demo city offers its users by one click. Says what it waits for and what went wrong. */
export function SignInForm({ onDone, onCancel }: { readonly onDone: () => void; readonly onCancel?: () => void }) {
  const { t } = useWords()
  const { signIn } = useCommands()
  const { demoUsers = [], backendUrl } = useConfig()
  const isReady = useTwin((state) => state.server.state === 'ready')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busyWith, setBusyWith] = useState<string | null>(null)
  const [isAsked, setIsAsked] = useState(false)
  const [typed, setTyped] = useState({ email: '', password: '' })
  const isShut = busyWith !== null || !isReady
  const form = useRef<HTMLFormElement>(null)
  // fields that are shut while the server is asked lose the focus, and whoever typed goes on where they were
  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLInputElement>('input[type="password"]')?.select()
  }, [failure])
  const enter = async (email: string, password: string) => {
    setBusyWith(email)
    const result = await signIn(email, password)
    setBusyWith(null)
    setFailure(result.ok ? null : result.failure)
    if (result.ok) onDone()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (typed.email !== '' && typed.password !== '') void enter(typed.email, typed.password)
  }
  const faultOf = (text: string) => (isAsked && text === '' ? { fault: t('session.required') } : {})
  return (
    <form ref={form} className={styles.form} noValidate onSubmit={submit}>
      <ServerState />
      {failure && <Refusal title={t('session.failed')} failure={failure} />}
      {demoUsers.length > 0 && (
        <section className={styles.demo} aria-label={t('session.demo')}>
          <h3>{t('session.demo')}</h3>
          <div>
            {demoUsers.map(({ email, password, role }) => (
              <DemoUser
                key={email}
                email={email}
                role={role}
                isBusy={busyWith === email}
                isShut={isShut}
                onPick={() => void enter(email, password)}
              />
            ))}
          </div>
        </section>
      )}
      <TextField
        label={t('session.email')}
        type="email"
        autoComplete="username"
        value={typed.email}
        disabled={isShut}
        {...faultOf(typed.email)}
        onChange={(event) => setTyped({ ...typed, email: event.target.value })}
      />
      <TextField
        label={t('session.password')}
        type="password"
        autoComplete="current-password"
        value={typed.password}
        disabled={isShut}
        {...faultOf(typed.password)}
        onChange={(event) => setTyped({ ...typed, password: event.target.value })}
      />
      {/* accounts of our own server; a hosted one may ask for more */}
      {backendUrl === '' && <p className={styles.rule}>{t('session.passwordOnly')}</p>}
      <div className={styles.actions}>
        {onCancel && (
          <Button data-cancel="" onClick={onCancel}>
            {t('session.publicOnly')}
          </Button>
        )}
        <Button type="submit" kind="primary" disabled={isShut} isBusy={busyWith !== null && busyWith === typed.email}>
          {t('session.signIn')}
        </Button>
      </div>
    </form>
  )
}

interface DemoUserProps {
  readonly email: string
  readonly role: string
  readonly isBusy: boolean
  readonly isShut: boolean
  readonly onPick: () => void
}

function DemoUser({ email, role, isBusy, isShut, onPick }: DemoUserProps) {
  const { known } = useWords()
  return (
    <Button icon="person" disabled={isShut} isBusy={isBusy} title={email} onClick={onPick}>
      {known('role', role)}
    </Button>
  )
}

/** Why nobody can sign in yet. */
function ServerState() {
  const { t } = useWords()
  const server = useTwin((state) => state.server)
  const step = useServerStep()
  if (server.state === 'ready') return null
  return (
    <p className={styles.waiting} role="status">
      <strong>{t(server.state === 'offline' ? 'server.offline' : 'server.starting')}</strong>
      {server.state === 'offline' ? t('server.offline.help') : t('session.starting', { step })}
    </p>
  )
}
