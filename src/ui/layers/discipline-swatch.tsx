import type { Discipline } from '../../domain/disciplines/index.ts'
import { useWords } from '../page.tsx'

const DASHES = { solid: undefined, dash: '7 3', dot: '2 3' } as const

/** CJJ 61 colour with its second cue, the dash: rain and foul share one brown. */
export function DisciplineSwatch({
  discipline,
  width = 28,
}: {
  readonly discipline: Discipline
  readonly width?: number
}) {
  const { t } = useWords()
  const [red, green, blue] = discipline.color
  return (
    <svg width={width} height="10" viewBox={`0 0 ${width} 10`} role="img" aria-label={t(`layers.${discipline.dash}`)}>
      {/* a dark edge, since cyan and green alone are too light on white */}
      <line
        x1="0"
        y1="5"
        x2={width}
        y2="5"
        stroke="#16212c"
        strokeOpacity="0.55"
        strokeWidth="6"
        strokeDasharray={DASHES[discipline.dash]}
      />
      <line
        x1="0"
        y1="5"
        x2={width}
        y2="5"
        stroke={`rgb(${red} ${green} ${blue})`}
        strokeWidth="4"
        strokeDasharray={DASHES[discipline.dash]}
      />
    </svg>
  )
}
