import { Input, Select } from 'antd'
import { type ReactNode, useEffect, useId, useState } from 'react'
import {
  LONGEST_FINDING,
  LONGEST_GRADE,
  OPERATION_KINDS,
  type OperationEntry,
  type OperationKind,
  type OperationProblem,
  operationKindNames,
  operationProblems,
} from '../../domain/asset/operation-kinds.ts'
import type { Failure } from '../../domain/result.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import type { Asset } from '../../ports/records.ts'
import { Button } from '../controls/button.tsx'
import { DateField } from '../controls/date-field.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import styles from './operations.module.css'

interface Draft {
  readonly kind: OperationKind
  readonly doneOn: string
  readonly finding: string
  readonly grade: string
  readonly cost: string
  readonly nextDueOn: string
  readonly chainage: string
}
type Field = keyof Draft

/** the field that a problem is said beside */
const FIELD_OF: Record<OperationProblem, Field> = {
  'no-done-date': 'doneOn',
  'done-in-future': 'doneOn',
  'no-due-date': 'nextDueOn',
  'due-before-done': 'nextDueOn',
  'negative-cost': 'cost',
  'outside-line': 'chainage',
  'no-finding': 'finding',
}

/** What was done on an asset; what is wrong is said beside its field, what the server refuses below, and the draft stays. */
export function OperationForm({ asset, onClose }: { readonly asset: Asset; readonly onClose: () => void }) {
  const { t, name, locale } = useWords()
  const { recordOperation } = useCommands()
  const today = useTwin((state) => formatDate(state.now))
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, doneOn: today })
  const [answer, setAnswer] = useState<Failure | 'sending' | null>(null)
  const [isChecked, setIsChecked] = useState(false)
  const id = useId()
  // a dialog begins at ✕, and one came to write
  useEffect(() => document.getElementById(`${id}-kind`)?.focus(), [id])
  const length = asset.kind === 'line' ? asset.length_m : null
  const entry = entryOf(draft)
  const problems = operationProblems(entry, today, length)
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part })
    if (answer !== 'sending') setAnswer(null)
  }
  const save = async () => {
    setIsChecked(true)
    const wrong = problems[0]
    if (wrong) return document.getElementById(`${id}-${FIELD_OF[wrong]}`)?.focus()
    setAnswer('sending')
    const result = await recordOperation(asset.id, entry)
    if (result.ok) onClose()
    else setAnswer(result.failure)
  }
  const problemOf = (field: Field) => (isChecked ? problems.find((problem) => FIELD_OF[problem] === field) : undefined)
  const row = (field: Field, label: string, control: (attributes: ControlAttributes) => ReactNode) => {
    const problem = problemOf(field)
    return (
      <div className={styles.row}>
        <label htmlFor={`${id}-${field}`}>{label}</label>
        {control({
          id: `${id}-${field}`,
          ...(problem
            ? { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': `${id}-${field}-problem` }
            : {}),
        })}
        {problem && (
          <span id={`${id}-${field}-problem`} className={styles.problem} role="alert">
            {t(`operation.problem.${problem}`)}
          </span>
        )}
      </div>
    )
  }
  const text = (field: 'chainage' | 'grade' | 'cost', label: string, rest: TextAttributes = {}) =>
    row(field, label, (attributes) => (
      <Input
        {...attributes}
        {...rest}
        value={draft[field]}
        onChange={(event) => change({ [field]: event.target.value })}
      />
    ))
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {row('kind', t('operation.kind'), (attributes) => (
        <Select
          {...attributes}
          value={draft.kind}
          virtual={false}
          onChange={(kind) => change({ kind })}
          options={OPERATION_KINDS.map((kind) => ({ value: kind, label: name(operationKindNames[kind]) }))}
        />
      ))}
      {row('doneOn', t('operation.doneOn'), (attributes) => (
        <DateField {...attributes} value={draft.doneOn} max={today} onChange={(doneOn) => change({ doneOn })} />
      ))}
      {row('finding', t(draft.kind === 'patrol' ? 'operation.finding.patrol' : 'operation.finding'), (attributes) => (
        <Input.TextArea
          {...attributes}
          rows={3}
          maxLength={LONGEST_FINDING}
          showCount
          value={draft.finding}
          onChange={(event) => change({ finding: event.target.value })}
        />
      ))}
      {length !== null &&
        text(
          'chainage',
          t(draft.kind === 'leak' ? 'operation.chainage.leak' : 'operation.chainage', {
            length: formatNumber(locale, length, 1),
          }),
          { inputMode: 'decimal' },
        )}
      <div className={styles.pair}>
        {text('grade', t('operation.grade'), { maxLength: LONGEST_GRADE })}
        {text('cost', t('operation.cost'), { inputMode: 'decimal' })}
      </div>
      {row('nextDueOn', t('operation.nextDue'), (attributes) => (
        <DateField
          {...attributes}
          value={draft.nextDueOn}
          min={draft.doneOn}
          isClearable
          onChange={(nextDueOn) => change({ nextDueOn })}
        />
      ))}
      {answer !== null && answer !== 'sending' && <FailureFace failure={answer} />}
      <div className={styles.foot}>
        <Button onClick={onClose}>{t('operation.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={answer === 'sending'}>
          {t('operation.save')}
        </Button>
      </div>
    </form>
  )
}

interface ControlAttributes {
  readonly id: string
  readonly status?: 'error'
  readonly 'aria-invalid'?: boolean
  readonly 'aria-describedby'?: string
}

interface TextAttributes {
  readonly inputMode?: 'decimal'
  readonly maxLength?: number
}

const EMPTY: Draft = {
  kind: 'patrol',
  doneOn: '',
  finding: '',
  grade: '',
  cost: '',
  nextDueOn: '',
  chainage: '',
}

/** What was typed as values; what is no number is NaN, which `operationProblems` tells of. */
function entryOf(draft: Draft): OperationEntry {
  const given = (text: string) => text.trim() || null
  const number = (text: string) => (text.trim() === '' ? null : Number(text.trim()))
  return {
    kind: draft.kind,
    doneOn: draft.doneOn,
    finding: given(draft.finding),
    grade: given(draft.grade),
    cost_10k_cny: number(draft.cost),
    nextDueOn: given(draft.nextDueOn),
    chainage_m: number(draft.chainage),
  }
}
