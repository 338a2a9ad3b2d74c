import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type PasswordFault, passwordFault } from '../../domain/admin/password.ts'
import type { Failure } from '../../domain/result.ts'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { Refusal } from './refusal.tsx'
import styles from './sign-in.module.css'

type Fault = PasswordFault | 'required' | 'same' | 'differs'

interface PasswordFormProps {
  /** the current one was given by an administrator */
  readonly isOneTime: boolean
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** The current password and a new one, twice. Tells what a new one must be like and what is wrong with what was typed. */
export function PasswordForm({ isOneTime, onDone, onCancel }: PasswordFormProps) {
  const { t } = useWords()
  const { changePassword } = useCommands()
  const email = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.email ?? '') : ''))
  const [typed, setTyped] = useState({ current: '', next: '', again: '' })
  const [isAsked, setIsAsked] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const faults = faultsOf(typed, email)
  const form = useRef<HTMLFormElement>(null)
  // fields that are shut while the server is asked lose the focus
  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLInputElement>('[name="current"]')?.select()
  }, [failure])
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setIsAsked(true)
    const [first] = Object.keys(faults)
    if (first !== undefined) {
      event.currentTarget.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
      return
    }
    setIsBusy(true)
    const result = await changePassword(typed.current, typed.next)
    setIsBusy(false)
    setFailure(result.ok ? null : result.failure)
    if (result.ok) onDone()
  }
  const field = (name: keyof typeof typed) => ({
    name,
    type: 'password',
    autoComplete: name === 'current' ? 'current-password' : 'new-password',
    value: typed[name],
    disabled: isBusy,
    fault: isAsked && faults[name] ? t(`password.fault.${faults[name]}`) : undefined,
    onChange: ({ target }: { readonly target: HTMLInputElement }) => setTyped({ ...typed, [name]: target.value }),
  })
  return (
    <form ref={form} className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      {failure && <Refusal title={t('password.failed')} failure={failure} />}
      {/* for password keepers: whose it is */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <TextField label={t(isOneTime ? 'password.oneTime' : 'password.current')} {...field('current')} />
      <p className={styles.rule}>{t('password.rule')}</p>
      <TextField label={t('password.next')} {...field('next')} />
      <TextField label={t('password.again')} {...field('again')} />
      <div className={styles.actions}>
        <Button onClick={onCancel}>{t(isOneTime ? 'session.signOut' : 'password.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={isBusy}>
          {t('password.change')}
        </Button>
      </div>
    </form>
  )
}

function faultsOf(
  { current, next, again }: { readonly current: string; readonly next: string; readonly again: string },
  email: string,
): { readonly [name in 'current' | 'next' | 'again']?: Fault } {
  const ofNext = passwordFault(next, email) ?? (next === current ? 'same' : null)
  return {
    ...(current === '' ? { current: 'required' as const } : {}),
    ...(ofNext ? { next: ofNext } : {}),
    ...(again === next ? {} : { again: 'differs' as const }),
  }
}
