import { type FormEvent, useCallback, useEffect, useId, useState } from 'react'
import type { Failure } from '../../domain/result.ts'
import type { SecondFactor } from '../../ports/records.ts'
import type { Loadable } from '../../state/store.ts'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { useCommands, useWords } from '../page.tsx'
import { LoadableFace } from '../states/faces.tsx'
import { BindDevice } from './bind-device.tsx'
import { Refusal } from './refusal.tsx'
import styles from './sign-in.module.css'

/** Authenticators show the digits in two groups. */
const CODE = /^\d{3} ?\d{3}$/

/** Asks for the code of an authenticator, and shows how to bind one where there is none. One can always sign out. */
export function SecondFactorForm() {
  const { t } = useWords()
  const { askSecondFactor, signOut } = useCommands()
  const [factor, setFactor] = useState<Loadable<SecondFactor>>({ state: 'loading' })
  const ask = useCallback(async () => {
    setFactor({ state: 'loading' })
    const result = await askSecondFactor()
    setFactor(result.ok ? { state: 'loaded', value: result.value } : { state: 'failed', failure: result.failure })
  }, [askSecondFactor])
  useEffect(() => void ask(), [ask])
  return (
    <>
      <LoadableFace of={factor} loading={t('factor.loading')} onRetry={() => void ask()}>
        {(value) => <CodeForm key={value.factors.join()} factor={value} onBeginAgain={() => void ask()} />}
      </LoadableFace>
      {factor.state !== 'loaded' && (
        <div className={styles.actions}>
          <Button onClick={() => void signOut()}>{t('session.signOut')}</Button>
        </div>
      )}
    </>
  )
}

interface CodeFormProps {
  readonly factor: SecondFactor
  readonly onBeginAgain: () => void
}

function CodeForm({ factor, onBeginAgain }: CodeFormProps) {
  const { t } = useWords()
  const { giveCode, signOut } = useCommands()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const isWhole = CODE.test(typed.trim())
  const focus = useCallback(() => document.querySelector<HTMLElement>(`[data-code="${id}"] input`)?.focus(), [id])
  // whoever binds a device reads first
  useEffect(() => {
    if (factor.kind === 'code') focus()
  }, [factor.kind, focus])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (isBusy) return
    if (!isWhole) return focus()
    setIsBusy(true)
    const result = await giveCode(factor.factors, typed.replaceAll(/\s/g, ''))
    setIsBusy(false)
    setFailure(result.ok ? null : result.failure)
    if (result.ok) return
    setTyped('')
    setIsAsked(false)
    focus()
  }
  return (
    <form className={styles.form} data-code={id} noValidate onSubmit={(event) => void submit(event)}>
      {failure && <Refusal title={t('factor.failed')} failure={failure} />}
      {factor.kind === 'bind' ? <BindDevice {...factor} /> : <p className={styles.rule}>{t('factor.code.help')}</p>}
      <TextField
        label={t('factor.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={8}
        value={typed}
        fault={isAsked && !isWhole ? t('factor.code.fault') : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
      <div className={styles.actions}>
        <Button onClick={() => void signOut()}>{t('session.signOut')}</Button>
        {(factor.kind === 'bind' || failure?.kind === 'not-found') && (
          <Button onClick={onBeginAgain}>{t('factor.again')}</Button>
        )}
        <Button type="submit" kind="primary" isBusy={isBusy}>
          {t('factor.verify')}
        </Button>
      </div>
    </form>
  )
}
