import { InputNumber, Select } from 'antd'
import { useState } from 'react'
import { HOLE_SIZES, type HoleSize, holeOf } from '../../domain/leak/hole-sizes.ts'
import type { LeakScenario } from '../../domain/leak/leak-scenario.ts'
import { formatQuantity } from '../../i18n/format.ts'
import { useWords } from '../page.tsx'
import type { Row } from './wind-field.tsx'

const MILLIMETRE = 0.001

interface HoleFieldProps {
  readonly id: string
  /** of the pipe [m]; null = not known */
  readonly diameter: number | null
  readonly hole: LeakScenario['hole_m']
  readonly row: Row
  readonly onChange: (hole: LeakScenario['hole_m']) => void
}

/** The hole by the sizes that the field names, or by its own. */
export function HoleField({ id, diameter, hole, row, onChange }: HoleFieldProps) {
  const { t, locale } = useWords()
  const named = HOLE_SIZES.filter((size) => holeOf(size, diameter) !== undefined)
  const [isOwn, setIsOwn] = useState(() => !named.some((size) => holeOf(size, diameter) === hole))
  const millimetres = (metres: number) => formatQuantity(locale, metres / MILLIMETRE, 'mm')
  const size = isOwn ? 'own' : (named.find((each) => holeOf(each, diameter) === hole) ?? 'own')
  const wordOf = (each: HoleSize) => {
    const width = holeOf(each, diameter)
    return t(`leak.hole.${each}`, { size: typeof width === 'number' ? millimetres(width) : '' })
  }
  const isWide = hole !== null && diameter !== null && hole > diameter
  return (
    <>
      {row(
        'hole',
        t('leak.form.hole'),
        <Select
          id={`${id}-hole`}
          size="small"
          virtual={false}
          value={size}
          onChange={(value: HoleSize | 'own') => {
            setIsOwn(value === 'own')
            if (value !== 'own') onChange(holeOf(value, diameter) ?? null)
            else if (hole === null) onChange(diameter ?? 0.1)
          }}
          options={[
            ...named.map((value) => ({ value, label: wordOf(value) })),
            { value: 'own' as const, label: t('leak.hole.own') },
          ]}
        />,
      )}
      {size === 'own' &&
        row(
          'size',
          t('leak.form.size'),
          <InputNumber
            id={`${id}-size`}
            size="small"
            min={1}
            max={5000}
            step={1}
            suffix="mm"
            value={(hole ?? 0.1) / MILLIMETRE}
            onChange={(value) => value !== null && onChange(value * MILLIMETRE)}
          />,
          isWide && diameter !== null ? t('leak.hole.tooWide', { size: millimetres(diameter) }) : undefined,
        )}
    </>
  )
}
