import { disciplines } from '../../src/domain/disciplines/index.ts'
import { themeColor } from '../../src/domain/disciplines/theme-color.ts'
import type { Rgb } from '../../src/domain/oklch.ts'
import { GRADES } from '../../src/domain/sensing/reading.ts'
import { signalColors } from '../../src/domain/signal-colors.ts'
import { DisciplineSwatch } from '../../src/ui/layers/discipline-swatch.tsx'
import { useWords } from '../../src/ui/page.tsx'
import { StateMark } from '../../src/ui/sensors/state-mark.tsx'
import { type Deficiency, seenWith } from '../kit/color-vision.ts'
import { type SheetProps, Shown } from './sample.tsx'

const LEVELS = ['ground', 'surface', 'surface-2', 'surface-3', 'accent-soft', 'warn-soft', 'fault-soft', 'good-soft']
const TEXTS = ['text', 'text-2', 'text-3', 'accent', 'warn', 'fault', 'good']
const MARKS = ['line', 'line-strong', 'select', 'isolation-segment', 'isolation-cut-off']
const SIZES = ['size-1', 'size-2', 'size-3', 'size-4']
const EYES = [null, 'protanopia', 'deuteranopia'] as const

const css = ([red, green, blue]: Rgb) => `rgb(${red} ${green} ${blue})`

/** Tokens by role, the classes of pipe and the states. */
export function ColorSheet() {
  const { t, name } = useWords()
  return (
    <>
      <Shown name="ground · surface">
        <div className="row">
          {LEVELS.map((token) => (
            <span key={token} className="level" style={{ background: `var(--${token})` }}>
              {token}
            </span>
          ))}
        </div>
      </Shown>
      <Shown name="text · mark">
        <div className="row">
          {TEXTS.map((token) => (
            <b key={token} style={{ color: `var(--${token})` }}>
              {token} 埋深 1.82
            </b>
          ))}
        </div>
        <div className="row">
          {MARKS.map((token) => (
            <span key={token} className="mark">
              <i style={{ background: `var(--${token})` }} /> {token}
            </span>
          ))}
        </div>
      </Shown>
      <Shown name="CJJ 61">
        <div className="row">
          {disciplines.map((discipline) => (
            <span key={discipline.id} className="mark">
              <DisciplineSwatch discipline={discipline} width={44} /> {discipline.surveyPrefix} {name(discipline.name)}
            </span>
          ))}
        </div>
      </Shown>
      <Shown name="state">
        <div className="row">
          {GRADES.map((grade) => (
            <span key={grade} className="mark">
              <StateMark grade={grade} size={28} /> {t(`grade.${grade}`)}
            </span>
          ))}
          <span className="mark">
            <StateMark grade="normal" freshness="stale" size={28} /> {t('freshness.stale')}
          </span>
          <span className="mark">
            <StateMark grade="normal" freshness="offline" size={28} /> {t('freshness.offline')}
          </span>
          <span className="mark">
            <StateMark grade="normal" quality="suspect" size={28} /> {t('quality.suspect')}
          </span>
        </div>
      </Shown>
      <Shown name="type">
        <div className="row baseline">
          {SIZES.map((token) => (
            <span key={token} style={{ fontSize: `var(--${token})` }}>
              {token} 供水压力 0.384 MPa
            </span>
          ))}
        </div>
      </Shown>
    </>
  )
}

/** Classes and grades as three kinds of eye see them: dash, letters and shape still tell them apart. */
export function ColorBlindSheet({ theme }: SheetProps) {
  const { t } = useWords()
  return EYES.map((eye) => (
    <Shown key={eye ?? 'normal'} name={eye ?? 'normal vision'}>
      <div className="row">
        {disciplines
          .filter(({ surveyPrefix }) => surveyPrefix !== null)
          .map((discipline) => (
            <span key={discipline.id} className="mark">
              <svg width="56" height="10" aria-hidden="true">
                <line
                  x2="56"
                  y1="5"
                  y2="5"
                  strokeWidth="5"
                  stroke={css(seen(eye, themeColor(discipline, theme)))}
                  strokeDasharray={{ solid: undefined, dash: '7 3', dot: '2 3' }[discipline.dash]}
                />
              </svg>
              {discipline.surveyPrefix}
            </span>
          ))}
      </div>
      <div className="row">
        {GRADES.map((grade) => (
          <span
            key={grade}
            className="mark"
            style={{ [`--grade-${grade}`]: css(seen(eye, signalColors[theme][grade])) } as React.CSSProperties}
          >
            <StateMark grade={grade} size={28} /> {t(`grade.${grade}`)}
          </span>
        ))}
      </div>
    </Shown>
  ))
}

function seen(eye: Deficiency | null, color: Rgb): Rgb {
  return eye ? seenWith(eye, color) : color
}
