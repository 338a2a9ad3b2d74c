import { Input, Select } from 'antd'
import { useEffect, useId, useState } from 'react'
import type { Failure } from '../../domain/result.ts'
import type { Asset, FaultReport } from '../../ports/records.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useWords } from '../page.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import { FAULT_FIELDS, fieldName } from './fault-fields.ts'
import styles from './fault-report.module.css'

/** as supabase/migrations/0130_staff.sql allows */
const MOST_CHARACTERS = 1000
const WHOLE = ''

/** Which field is wrong, and how; what the server refuses is said and what was typed stays. */
export function FaultForm({
  asset,
  onReported,
}: {
  readonly asset: Asset
  readonly onReported: (report: FaultReport) => void
}) {
  const { t } = useWords()
  const { reportFault } = useCommands()
  const [field, setField] = useState(WHOLE)
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<Failure | 'sending' | 'sent' | null>(null)
  const fieldId = useId()
  const textId = useId()
  // a dialog begins at ✕, and one came to write
  useEffect(() => document.getElementById(textId)?.focus(), [textId])
  const send = async () => {
    setAnswer('sending')
    const result = await reportFault(asset.id, field === WHOLE ? null : field, text.trim())
    setAnswer(result.ok ? 'sent' : result.failure)
    if (!result.ok) return
    setText('')
    onReported(result.value)
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <label htmlFor={fieldId}>{t('fault.field')}</label>
      <Select
        id={fieldId}
        value={field}
        virtual={false}
        onChange={setField}
        options={[
          { value: WHOLE, label: t('fault.whole') },
          ...FAULT_FIELDS.map((name) => ({ value: name, label: fieldName(name, t) })),
        ]}
      />
      <label htmlFor={textId}>{t('fault.text')}</label>
      <Input.TextArea
        id={textId}
        rows={3}
        maxLength={MOST_CHARACTERS}
        showCount
        value={text}
        placeholder={t('fault.placeholder')}
        onChange={(event) => {
          setText(event.target.value)
          setAnswer(null)
        }}
      />
      {answer !== null && typeof answer === 'object' && <FailureFace failure={answer} />}
      <div className={styles.foot}>
        <span role="status">{answer === 'sent' && t('fault.sent')}</span>
        <Button type="submit" kind="primary" isBusy={answer === 'sending'} disabled={text.trim() === ''}>
          {t('fault.send')}
        </Button>
      </div>
    </form>
  )
}
