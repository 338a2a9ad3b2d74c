import type { Discipline } from '../../domain/disciplines/index.ts'
import { themeColor } from '../../domain/disciplines/theme-color.ts'
import { useTwin, useWords } from '../page.tsx'

const DASHES = { solid: undefined, dash: '7 3', dot: '2 3' } as const

/**
 * The colour that the scene draws, with its second cue, the dash: rain and foul share one brown. Where colour tells
 * something else than the class it has none.
 */
export function DisciplineSwatch({
  discipline,
  width = 28,
}: {
  readonly discipline: Discipline
  readonly width?: number
}) {
  const { t } = useWords()
  const theme = useTwin((state) => state.theme)
  const isPainted = useTwin((state) => state.palette === 'discipline')
  const [red, green, blue] = themeColor(discipline, theme)
  return (
    <svg width={width} height="10" viewBox={`0 0 ${width} 10`} role="img" aria-label={t(`layers.${discipline.dash}`)}>
      <line
        x1="0"
        y1="5"
        x2={width}
        y2="5"
        stroke={isPainted ? `rgb(${red} ${green} ${blue})` : 'var(--line-strong)'}
        strokeWidth="5"
        strokeDasharray={DASHES[discipline.dash]}
      />
    </svg>
  )
}
