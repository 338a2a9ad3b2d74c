import { describe, expect, it } from 'vitest'
import { colorDistance, contrast, encoded, linear, type Rgb, toOklch } from '../oklch.ts'
import { signalColors } from '../signal-colors.ts'
import { THEMES } from '../theme.ts'
import { type Discipline, disciplines } from './index.ts'
import { themeColor } from './theme-color.ts'

/** OKLab; 0.02 is just noticeable side by side, and pipes are not seen side by side */
const APART = 0.07
const NOT_EQUAL = 0.03

/** @source Machado, Oliveira, Fernandes, "A Physiologically-based Model…", IEEE TVCG 15(6) 2009, table 1, severity 1 */
const DEFICIENCIES = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const

const pipes = disciplines.filter(({ surveyPrefix }) => surveyPrefix !== null)

describe.each(THEMES)('the class colours in the look "%s"', (theme) => {
  const drawn = (discipline: Discipline) => themeColor(discipline, theme)
  const { ground, ...signals } = signalColors[theme]

  it('read on the ground', () => {
    for (const discipline of disciplines)
      expect(contrast(drawn(discipline), ground), discipline.id).toBeGreaterThanOrEqual(3)
  })

  it('keep the hue of CJJ 61', () => {
    for (const discipline of pipes) {
      const [given, shown] = [toOklch(discipline.color), toOklch(drawn(discipline))]
      if (given.chroma > 0) expect(Math.cos(shown.hue - given.hue), discipline.id).toBeGreaterThan(0.99)
    }
  })

  it('tell every two kinds of pipe apart', () => {
    expect(confused(pipes, drawn)).toEqual([])
  })

  it.each(Object.entries(DEFICIENCIES))('have a second cue where %s confuses two kinds of pipe', (_, matrix) => {
    for (const [one, other] of pairs(pipes)) {
      if (colorDistance(seen(drawn(one), matrix), seen(drawn(other), matrix)) >= APART) continue
      // every kind is named by its letters in lists and labels; the dash is the cue in the picture
      expect(one.surveyPrefix).not.toBe(other.surveyPrefix)
    }
  })

  it('are none of the colours of alarms and of the selection', () => {
    for (const discipline of disciplines)
      for (const name of ['blue', 'yellow', 'orange', 'red', 'select'] as const)
        expect(colorDistance(drawn(discipline), signals[name]), `${discipline.id} ${name}`).toBeGreaterThan(NOT_EQUAL)
  })
})

describe('rain and foul water', () => {
  it('share one brown and differ in dash and lightness', () => {
    const [storm, sewer] = ['storm', 'sewer'].map((id) => pipes.find((pipe) => pipe.id === id))
    if (!storm || !sewer) throw new Error('no sewers')
    expect(storm.color).toEqual(sewer.color)
    expect(storm.dash).not.toBe(sewer.dash)
    expect(toOklch(themeColor(storm)).lightness).toBeGreaterThan(toOklch(themeColor(sewer)).lightness + 0.05)
  })
})

function confused(group: readonly Discipline[], drawn: (discipline: Discipline) => Rgb): string[] {
  return pairs(group)
    .filter(([one, other]) => colorDistance(drawn(one), drawn(other)) < APART)
    .map(([one, other]) => `${one.id} ${other.id}`)
}

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((one, i) => items.slice(i + 1).map((other): [Item, Item] => [one, other]))
}

function seen(color: Rgb, matrix: (typeof DEFICIENCIES)[keyof typeof DEFICIENCIES]): Rgb {
  const light = color.map(linear)
  const channel = (row: readonly [number, number, number]) =>
    row[0] * (light[0] ?? 0) + row[1] * (light[1] ?? 0) + row[2] * (light[2] ?? 0)
  return encoded([channel(matrix[0]), channel(matrix[1]), channel(matrix[2])])
}
