import type { WarningGrade } from '../../domain/inundation/depth-grades.ts'
import { useWords } from '../page.tsx'

const LEVELS: Readonly<Record<WarningGrade, string>> = { red: '1', orange: '2', yellow: '3', blue: '4' }

/** 模拟预警 as in the scene: a drop, which no live alarm is; the figure in it is the grade. */
export function SimulatedMark({ grade, size = 18 }: { readonly grade: WarningGrade; readonly size?: number }) {
  const { t } = useWords()
  const label = `${t('warning.simulated')} ${t(`grade.${grade}`)}`
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" role="img" aria-label={label}>
      <title>{label}</title>
      <path d="M10 1 16 8.500a7.200 7.200 0 1 1-12 0Z" fill={`var(--grade-${grade})`} />
      <text x="10" y="16" textAnchor="middle" fontSize="10" fontWeight="700" fill="var(--surface)">
        {LEVELS[grade]}
      </text>
    </svg>
  )
}
