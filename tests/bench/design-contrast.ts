import { disciplines } from '../../src/domain/disciplines/index.ts'
import { themeColor } from '../../src/domain/disciplines/theme-color.ts'
import { contrast } from '../../src/domain/oklch.ts'
import { signalColors } from '../../src/domain/signal-colors.ts'
import { THEMES, type Theme } from '../../src/domain/theme.ts'
import { contrastOf, LEVELS, MARKS, TEXTS, tokensOf } from '../kit/tokens.ts'

/** A colour and its least contrast in each look: tokens on every ground, classes of pipe on that of the scene. */
export interface ContrastRow {
  readonly name: string
  /** what it must reach: 4.5 for text, 3 for marks */
  readonly goal: number
  readonly least: Readonly<Record<Theme, number>>
}

export function designContrast(): ContrastRow[] {
  const inEach = (measure: (theme: Theme) => number) =>
    Object.fromEntries(THEMES.map((theme) => [theme, measure(theme)])) as Record<Theme, number>
  const token = (name: string, goal: number): ContrastRow => ({
    name: `--${name}`,
    goal,
    least: inEach((theme) => Math.min(...LEVELS.map((level) => contrastOf(tokensOf(theme), name, level)))),
  })
  return [
    ...TEXTS.map((name) => token(name, 4.5)),
    ...MARKS.map((name) => token(name, 3)),
    ...disciplines.map((discipline) => ({
      name: discipline.surveyPrefix ?? discipline.id,
      goal: 3,
      least: inEach((theme) => contrast(themeColor(discipline, theme), signalColors[theme].ground)),
    })),
  ]
}
