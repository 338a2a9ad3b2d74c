import { InputNumber, Select } from 'antd'
import type { LeakScenario } from '../../domain/leak/leak-scenario.ts'
import { formatClock } from '../../i18n/format.ts'
import { useTwin, useWords } from '../page.tsx'
import type { Row } from './wind-field.tsx'

const [HOUR, MILLIMETRE] = [3600, 0.001]

interface ClockFieldProps {
  readonly id: string
  /** since midnight [s]; null = that of what the page shows */
  readonly clock: LeakScenario['clock_s']
  /** demands change by the hour */
  readonly hasPatterns: boolean
  readonly row: Row
  readonly onChange: (clock: LeakScenario['clock_s']) => void
}

/** The hour at which it begins, and whether it makes a difference. */
export function ClockField({ id, clock, hasPatterns, row, onChange }: ClockFieldProps) {
  const { t } = useWords()
  const isLive = useTwin((state) => state.time === null)
  return row(
    'clock',
    t('leak.form.clock'),
    <Select
      id={`${id}-clock`}
      size="small"
      virtual={false}
      value={clock ?? -1}
      onChange={(value) => onChange(value < 0 ? null : value)}
      options={[
        { value: -1, label: t(isLive ? 'leak.form.clock.now' : 'leak.form.clock.shown') },
        ...Array.from({ length: 24 }, (_, hour) => ({ value: hour * HOUR, label: formatClock(hour * HOUR) })),
      ]}
    />,
    t(hasPatterns ? 'leak.form.clock.pattern' : 'leak.form.clock.mean'),
  )
}

interface IntrusionFieldsProps {
  readonly id: string
  readonly scenario: LeakScenario
  readonly row: Row
  readonly onChange: (part: Partial<LeakScenario>) => void
}

/** Through what water from outside may get in, and what is in it; left empty = told as a share. */
export function IntrusionFields({ id, scenario: { opening_m, outside_mg_l }, row, onChange }: IntrusionFieldsProps) {
  const { t } = useWords()
  return (
    <>
      {row(
        'opening',
        t('leak.form.opening'),
        <InputNumber
          id={`${id}-opening`}
          size="small"
          min={0.1}
          max={500}
          step={1}
          suffix="mm"
          value={opening_m / MILLIMETRE}
          onChange={(value) => value !== null && onChange({ opening_m: value * MILLIMETRE })}
        />,
        t('leak.form.opening.help'),
      )}
      {row(
        'outside',
        t('leak.form.outside'),
        <InputNumber
          id={`${id}-outside`}
          size="small"
          min={0.001}
          max={1_000_000}
          suffix="mg/L"
          value={outside_mg_l}
          onChange={(value) => onChange({ outside_mg_l: value })}
        />,
        t('leak.form.outside.help'),
      )}
    </>
  )
}
