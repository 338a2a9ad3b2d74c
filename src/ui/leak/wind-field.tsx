import { InputNumber, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { LonLat } from '../../domain/geo/coordinates.ts'
import type { LeakPlan } from '../../domain/leak/leak-plan.ts'
import type { LeakScenario } from '../../domain/leak/leak-scenario.ts'
import { formatAge, formatLength, formatQuantity } from '../../i18n/format.ts'
import { type LiveWind, liveWind } from '../../state/live-wind.ts'
import { useWords } from '../page.tsx'
import { useLiveView } from './use-live-view.ts'

/** A field of the form: its name, label, control, and what is said beside it. */
export type Row = (field: string, label: string, control: ReactNode, help?: string) => ReactNode

type Source = 'unknown' | 'live' | 'typed'

interface WindFieldProps {
  readonly id: string
  readonly plan: LeakPlan
  readonly place: LonLat
  readonly row: Row
  /** 'due' = it is asked for, but a part of it is not told yet */
  readonly onChange: (wind: LeakScenario['wind'] | 'due') => void
}

/** Wind above the leak: not known, as the nearest sensor has it now, or typed. Where it comes from is always typed. */
export function WindField({ id, plan, place, row, onChange }: WindFieldProps) {
  const { t, locale } = useWords()
  const seen = useLiveView()
  const measured = liveWind(seen, plan, place)
  const usable = measured && !measured.isStale ? measured : null
  const [source, setSource] = useState<Source>('unknown')
  const [speed, setSpeed] = useState<number | null>(null)
  const [from, setFrom] = useState<number | null>(null)
  const tell = (next: Source, wind: { readonly speed: number | null; readonly from: number | null }) => {
    setSource(next)
    setSpeed(wind.speed)
    setFrom(wind.from)
    if (next === 'unknown') onChange(null)
    else if (wind.speed === null || wind.from === null) onChange('due')
    else onChange({ speed_m_s: wind.speed, from_deg: wind.from })
  }
  const readingText = ({ name, speed: value, at, distance }: LiveWind) =>
    t('leak.wind.reading', {
      ...{ name, value: formatQuantity(locale, value, 'm/s', 1), age: formatAge(locale, at, seen.now) },
      distance: formatLength(locale, distance),
    })
  const said = measured
    ? `${readingText(measured)}${measured.isStale ? ` · ${t('leak.wind.stale')}` : ''}`
    : t('leak.wind.none')
  const sources: readonly Source[] = usable ? ['unknown', 'live', 'typed'] : ['unknown', 'typed']
  return (
    <>
      {row(
        'wind',
        t('leak.form.wind'),
        <Select
          id={`${id}-wind`}
          size="small"
          virtual={false}
          value={source}
          onChange={(next: Source) => tell(next, { speed: next === 'live' && usable ? usable.speed : speed, from })}
          options={sources.map((value) => ({ value, label: t(`leak.wind.${value}`) }))}
        />,
        said,
      )}
      {source !== 'unknown' &&
        row(
          'speed',
          t('leak.wind.speed'),
          <InputNumber
            id={`${id}-speed`}
            size="small"
            min={0}
            max={60}
            step={0.5}
            suffix="m/s"
            value={speed}
            onChange={(value) => tell('typed', { speed: value, from })}
          />,
        )}
      {source !== 'unknown' &&
        row(
          'from',
          t('leak.wind.from'),
          <InputNumber
            id={`${id}-from`}
            size="small"
            min={0}
            max={360}
            step={15}
            suffix="°"
            value={from}
            onChange={(value) => tell(source, { speed, from: value })}
          />,
          t('leak.wind.from.help'),
        )}
    </>
  )
}
