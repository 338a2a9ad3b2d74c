import type { Freshness, Grade, Quality } from '../../domain/sensing/reading.ts'
import { useWords } from '../page.tsx'

interface StateMarkProps {
  readonly grade: Grade
  readonly freshness?: Freshness | 'lost'
  readonly quality?: Quality
  readonly size?: number
}

/** The ring of a sensor, as in the scene: each state has its own shape, so that colour is only the second cue. */
export function StateMark({ grade, freshness = 'live', quality = 'good', size = 18 }: StateMarkProps) {
  const { t } = useWords()
  const label =
    freshness !== 'live'
      ? t(`freshness.${freshness}`)
      : quality !== 'good'
        ? t(`quality.${quality}`)
        : t(`grade.${grade}`)
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" role="img" aria-label={label}>
      <title>{label}</title>
      {shapeOf(grade, freshness, quality)}
    </svg>
  )
}

function shapeOf(grade: Grade, freshness: Freshness | 'lost', quality: Quality) {
  if (freshness === 'offline') return <circle cx="10" cy="10" r="6.5" stroke="var(--grade-stale)" strokeWidth="1.5" />
  if (freshness !== 'live')
    return (
      <>
        <circle cx="10" cy="10" r="7.5" stroke="var(--grade-stale)" strokeWidth="2" strokeDasharray="3.4 2.500" />
        <circle cx="10" cy="10" r="3" fill="var(--grade-stale)" />
      </>
    )
  if (quality !== 'good')
    return (
      <>
        <circle cx="10" cy="10" r="7.500" stroke="var(--grade-stale)" strokeWidth="1.500" />
        <path
          d="M7.800 8a2.200 2.200 0 1 1 3.200 2c-.7.4-1 .8-1 1.600M10 14v.2"
          stroke="var(--text)"
          strokeWidth="1.600"
        />
      </>
    )
  const color = `var(--grade-${grade})`
  const core = <circle cx="10" cy="10" r="3" fill={color} />
  switch (grade) {
    case 'normal':
      return <circle cx="10" cy="10" r="4" fill={color} />
    case 'blue':
      return (
        <>
          <circle cx="10" cy="10" r="7" stroke={color} strokeWidth="1.800" />
          {core}
        </>
      )
    case 'yellow':
      return (
        <>
          <circle cx="10" cy="10" r="8.500" stroke={color} strokeWidth="1.500" />
          <circle cx="10" cy="10" r="5.500" stroke={color} strokeWidth="1.500" />
          <circle cx="10" cy="10" r="2.400" fill={color} />
        </>
      )
    case 'orange':
      return (
        <>
          <path d="M10 1.500 18.500 10 10 18.500 1.500 10Z" stroke={color} strokeWidth="1.800" />
          {core}
        </>
      )
    case 'red':
      return (
        <>
          <path d="M6.500 1.500h7l5 5v7l-5 5h-7l-5-5v-7Z" stroke={color} strokeWidth="2.600" />
          <path d="M10 5.500v6M10 13.800v.4" stroke={color} strokeWidth="2.400" />
        </>
      )
  }
}
