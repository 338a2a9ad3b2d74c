import { describe, expect, it } from 'vitest'
import { seenWith } from '../../../tests/kit/color-vision.ts'
import { colorDistance, contrast, type Rgb, toOklch } from '../oklch.ts'
import { signalColors } from '../signal-colors.ts'
import { THEMES } from '../theme.ts'
import { type Discipline, disciplines } from './index.ts'
import { themeColor } from './theme-color.ts'

/** OKLab; 0.02 is just noticeable side by side, and pipes are not seen side by side */
const APART = 0.07
const NOT_EQUAL = 0.03

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

  it.each(['protanopia', 'deuteranopia'] as const)(
    'have a second cue where %s confuses two kinds of pipe',
    (deficiency) => {
      for (const [one, other] of pairs(pipes)) {
        if (colorDistance(seenWith(deficiency, drawn(one)), seenWith(deficiency, drawn(other))) >= APART) continue
        // every kind is named by its letters in lists and labels; the dash is the cue in the picture
        expect(one.surveyPrefix).not.toBe(other.surveyPrefix)
      }
    },
  )

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
