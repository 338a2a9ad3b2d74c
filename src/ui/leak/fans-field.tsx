import { InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { LeakScenario } from '../../domain/leak/leak-scenario.ts'
import { useWords } from '../page.tsx'
import type { Row } from './wind-field.tsx'

const MINUTE = 60
/** Air changes an hour of tunnel sections: the least of GB/T 50838-2015 (2024), 7.2, in cabins without gas pipes; with them 6 and 12. */
const CHANGES = { off: 0, normal: 2, emergency: 6 } as const
type Mode = 'unknown' | keyof typeof CHANGES
const MODES: readonly Mode[] = ['unknown', 'off', 'normal', 'emergency']

interface FansFieldProps {
  readonly id: string
  readonly fans: LeakScenario['fans']
  readonly row: Row
  readonly onChange: (fans: LeakScenario['fans']) => void
}

/** Whether the fans of tunnels run, how much they change, and from when on. */
export function FansField({ id, fans, row, onChange }: FansFieldProps) {
  const { t } = useWords()
  const [mode, setMode] = useState<Mode>('unknown')
  return (
    <>
      {row(
        'fans',
        t('leak.form.fans'),
        <Select
          id={`${id}-fans`}
          size="small"
          virtual={false}
          value={mode}
          onChange={(next: Mode) => {
            setMode(next)
            onChange(next === 'unknown' ? null : { changes_per_h: CHANGES[next], from_s: fans?.from_s ?? 0 })
          }}
          options={MODES.map((value) => ({ value, label: t(`leak.fans.${value}`) }))}
        />,
        t('leak.form.fans.help'),
      )}
      {fans &&
        fans.changes_per_h > 0 &&
        row(
          'changes',
          t('leak.form.fans.changes'),
          <InputNumber
            id={`${id}-changes`}
            size="small"
            min={0.1}
            max={60}
            step={1}
            suffix={t('leak.form.fans.changes.unit')}
            value={fans.changes_per_h}
            onChange={(value) => value !== null && onChange({ ...fans, changes_per_h: value })}
          />,
        )}
      {fans &&
        row(
          'fans-from',
          t('leak.form.fans.from'),
          <InputNumber
            id={`${id}-fans-from`}
            size="small"
            min={0}
            max={10_080}
            step={10}
            suffix="min"
            value={fans.from_s / MINUTE}
            onChange={(value) => value !== null && onChange({ ...fans, from_s: value * MINUTE })}
          />,
        )}
    </>
  )
}
