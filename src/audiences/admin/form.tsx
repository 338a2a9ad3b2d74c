import { type ReactNode, useId, useState } from 'react'
import type { z } from 'zod'
import type { Failure } from '../../domain/result.ts'
import { useWords } from '../../ui/page.tsx'
import styles from './admin.module.css'

/** What was typed into a form, what is wrong with it once it was sent, and what came of sending it. */
export function useForm<Typed extends object, Parsed>(
  schema: z.ZodType<Parsed>,
  initial: Typed,
  /** what the schema alone cannot see, by field */
  moreFaults: (parsed: Parsed) => Readonly<Record<string, string>> = () => ({}),
) {
  const [typed, setTyped] = useState(initial)
  const [isAsked, setIsAsked] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const parsed = schema.safeParse(typed)
  const faults: Readonly<Record<string, string>> = parsed.success
    ? moreFaults(parsed.data)
    : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]))
  return {
    typed,
    isBusy,
    failure,
    change: (part: Partial<Typed>) => setTyped({ ...typed, ...part }),
    /** the last part of a word key, or undefined */
    faultOf: (name: keyof Typed & string): string | undefined => (isAsked ? faults[name] : undefined),
    /** sends what was typed when nothing is wrong with it; else goes to the first field that is */
    async submit(
      form: HTMLFormElement,
      send: (parsed: Parsed) => Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: Failure }>,
    ): Promise<void> {
      setIsAsked(true)
      const [first] = Object.keys(faults)
      if (!parsed.success || first !== undefined) {
        form.querySelector<HTMLElement>(`[data-field="${first}"] :is(input, textarea)`)?.focus()
        return
      }
      setIsBusy(true)
      const result = await send(parsed.data)
      setIsBusy(false)
      setFailure(result.ok ? null : result.failure)
    },
  }
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly help?: string
  /** last part of a word key */
  readonly fault: string | undefined
  readonly children: (control: {
    readonly id: string
    readonly 'aria-invalid': boolean
    readonly 'aria-describedby': string
    readonly status: 'error' | ''
  }) => ReactNode
}

/** A control with its label above, and below it what is wrong with what was typed. */
export function Field({ name, label, help, fault, children }: FieldProps) {
  const { known } = useWords()
  const id = useId()
  return (
    <div className={styles.field} data-field={name}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-invalid': fault !== undefined,
        'aria-describedby': `${id}-note`,
        status: fault === undefined ? '' : 'error',
      })}
      <span id={`${id}-note`}>
        {fault !== undefined && <p className={styles.fault}>{known('admin.fault', fault)}</p>}
        {help !== undefined && <small>{help}</small>}
      </span>
    </div>
  )
}

/** Why the server did not take it. */
export function Refused({ failure }: { readonly failure: Failure | null }) {
  const { t, name } = useWords()
  return failure === null ? null : (
    <div className={styles.refused} role="alert">
      <strong>{t('admin.refused')}</strong>
      {failure.message ? name(failure.message) : t(`failure.${failure.kind}`)}
    </div>
  )
}
