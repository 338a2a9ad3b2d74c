import { describe, expect, it } from 'vitest'
import { readInp } from './inp/read.ts'
import { type Observer, ruleBook } from './rules.ts'

/** What a network in ft and ft³/s looks like to its rules, in the units of its file. */
const SEEN: Readonly<Record<string, number>> = {
  ...{ 'A DEPTH': 4, 'B DEPTH': 3, 'A INFLOW': 6, 'B INFLOW': 2, 'A HEAD': 14 },
  ...{ 'C FLOW': 10, 'C VELOCITY': 2, 'C LENGTH': 100, 'C SLOPE': 0.01, 'Q SETTING': 0.5, 'Q STATUS': 1 },
}
const FOOT = 0.3048

/** The settings that rules give at a time [s], in steps of 60 s. */
function settings(rules: string, time = 0): Record<string, number> {
  const read = readInp(
    `[OPTIONS]\nFLOW_UNITS CFS\nSTART_DATE 03/01/2024\nSTART_TIME 06:00:00\nEND_DATE 03/02/2024
[JUNCTIONS]\nA 10 9\nB 9 9\n[OUTFALLS]\nO 8 FREE NO
[CONDUITS]\nC B O 100 0.013 0 0\n[PUMPS]\nQ A B * ON\nP A B * ON
[XSECTIONS]\nC CIRCULAR 2\n[CURVES]\nlift CONTROL 0 0\nlift 4 1\n[TIMESERIES]\nplan 0 0.2\nplan 2 0.6
[CONTROLS]\n${rules}\n`,
    'rules.inp',
  )
  if (!read.ok) throw new Error(read.failure.detail)
  const seen = (id: string, what: string) => {
    const value = SEEN[`${id} ${what}`] ?? Number.NaN
    if (/FLOW$/.test(what)) return value * FOOT ** 3
    return /DEPTH|HEAD|LENGTH|VELOCITY/.test(what) ? value * FOOT : value
  }
  const observer: Observer = { node: seen, link: seen }
  const set: Record<string, number> = {}
  ruleBook(read.value)(time, 60, observer, (link, setting) => {
    set[link] = setting
  })
  return set
}

const rule = (name: string, ...clauses: string[]) => [`RULE ${name}`, ...clauses].join('\n')

describe('rules', () => {
  it.each([
    // left to right, as SWMM: a premise after AND that finds those before false ends the rule
    ['IF NODE A DEPTH > 3.9\nAND NODE B DEPTH > 2.9', true],
    ['IF NODE A DEPTH > 3.9\nAND NODE B DEPTH > 3.1', false],
    ['IF NODE A DEPTH > 4.1\nOR NODE B DEPTH = 3', true],
    ['IF NODE A DEPTH > 4.1\nAND NODE B DEPTH = 3\nOR NODE A DEPTH = 4', false],
    ['IF NODE A DEPTH > NODE B DEPTH', true],
    ['IF LINK C FLOW >= 10.1', false],
    ['IF CONDUIT C VELOCITY <= 2.01\nAND LINK C LENGTH = 100\nAND LINK C SLOPE <> 0.02', true],
    ['IF PUMP Q STATUS = ON', true],
    ['IF SIMULATION TIME < 1:00', true],
    ['IF SIMULATION CLOCKTIME >= 6:00', true],
    ['IF SIMULATION MONTH = 3\nAND SIMULATION DAY = 6\nAND SIMULATION DAYOFYEAR = 61', true],
  ])('%s: %s', (premises, holds) => {
    const set = settings(rule('one', premises, 'THEN PUMP P SETTING = 0.7', 'ELSE PUMP P SETTING = 0.1'))
    expect(set).toEqual({ P: holds ? 0.7 : 0.1 })
  })

  it('a variable stands for what it names, in its units', () => {
    const names = 'VARIABLE up = NODE A DEPTH\nVARIABLE below = NODE B DEPTH\n'
    expect(settings(`${names}${rule('one', 'IF up > below', 'AND up < 4.01', 'THEN PUMP P STATUS = OFF')}`)).toEqual({
      P: 0,
    })
  })

  it('an expression is computed and compared in the units of the file', () => {
    // (6 + 2) / 2 = 4 ft³/s, which is 0.113 m³/s
    const names = 'VARIABLE qa = NODE A INFLOW\nVARIABLE qb = NODE B INFLOW\nEXPRESSION mean = (qa + qb) / 2\n'
    const when = (premise: string) => settings(`${names}${rule('one', `IF ${premise}`, 'THEN PUMP P SETTING = 0.7')}`).P
    expect(when('mean > 3.9')).toBe(0.7)
    expect(when('mean > 4.1')).toBeUndefined()
    expect(when('mean < qa')).toBe(0.7)
    expect(when('NODE A DEPTH >= mean')).toBe(0.7)
    expect(when('NODE B DEPTH >= mean')).toBeUndefined()
  })

  it('modulates by a curve of the last value, and by a series', () => {
    // 3 ft of 4 on a line from 0 to 1; an hour of two from 0.2 to 0.6
    expect(settings(rule('one', 'IF NODE B DEPTH > 0', 'THEN PUMP P SETTING = CURVE lift')).P).toBeCloseTo(0.75, 12)
    const bySeries = rule('one', 'IF SIMULATION TIME >= 0', 'THEN PUMP P SETTING = TIMESERIES plan')
    expect(settings(bySeries, 3600).P).toBeCloseTo(0.4, 12)
  })

  it('of two rules the higher priority wins, among equals the first', () => {
    const always = (name: string, setting: number, priority: number) =>
      rule(name, 'IF NODE A DEPTH > 0', `THEN PUMP P SETTING = ${setting}`, `PRIORITY ${priority}`)
    expect(settings(`${always('a', 0.1, 1)}\n${always('b', 0.2, 2)}`)).toEqual({ P: 0.2 })
    expect(settings(`${always('a', 0.1, 1)}\n${always('b', 0.2, 1)}`)).toEqual({ P: 0.1 })
  })

  it('a PID goes on from the setting by gain × (change + integral + derivative) of the relative error', () => {
    // error (5 − 4)/5 = 0.2 for a minute, none before: 0.5 + 0.5 · (0.2 + 1/10 · 0.2 + 0 · 0.2) = 0.61
    const pid = rule('one', 'IF NODE A DEPTH <> 5', 'THEN PUMP Q SETTING = PID 0.5 10 0')
    expect(settings(pid).Q).toBeCloseTo(0.61, 12)
  })
})
