import { describe, expect, it } from 'vitest'
import { chicago, stormDepth } from './chicago.ts'
import { measuredRain } from './measured.ts'

/** Beijing, zone II, as DB11/T 969 gives it: q = 2001 (1 + 0.811 lg P) / (t + 8)^0.711 */
const formula = { a1: 2001 / 167, c: 0.811, b: 8, n: 0.711 }
const storm = { formula, returnPeriod: 5, duration: 7200, peakRatio: 0.4, step: 300 }

const depthOf = (rows: [number, number][]) =>
  rows.slice(1).reduce((sum, [time], n) => {
    const [from, intensity] = rows[n] as [number, number]
    return sum + (intensity * (time - from)) / 3600
  }, 0)

describe('a design storm', () => {
  it('holds the depth of the formula, whatever its step', () => {
    // q = 2001 (1 + 0.811 · 0.69897) / 128^0.711 = 99.549 L/(s·ha): 0.36 · 2 · 99.549 = 71.675 mm
    const total = stormDepth(formula, 5, 7200)
    expect(total).toBeCloseTo((2001 * (1 + 0.811 * 0.69897) * 0.72) / 128 ** 0.711, 3)
    for (const step of [60, 300, 700, 7200]) expect(depthOf(chicago({ ...storm, step }))).toBeCloseTo(total, 9)
  })

  it('holds the depth of the formula for every stretch around the peak', () => {
    const rows = chicago({ ...storm, step: 60 })
    // the worst 30 min: 12 before the peak at 48 min, 18 after it
    const worst = rows.filter(([time]) => time >= 2160 && time < 3960)
    expect(worst.reduce((sum, [, intensity]) => sum + intensity / 60, 0)).toBeCloseTo(stormDepth(formula, 5, 1800), 9)
    const most = rows.reduce((peak, row) => (row[1] > peak[1] ? row : peak))
    expect(most[0]).toBe(2880)
  })

  it('falls as Keifer and Chu say', () => {
    // i = a ((1 − n) t/(1−r) + b) / (t/(1−r) + b)^(n+1), 30 min after the peak: the middle of a second there
    const rows = chicago({ ...storm, step: 1 })
    const a = 2001 * (1 + 0.811 * Math.log10(5)) * 0.36
    const minutes = 30.5 / 60 / 0.6 + 30 / 0.6
    const intensity = (a * (0.289 * minutes + 8)) / (minutes + 8) ** 1.711
    const row = rows.find(([time]) => time === 2880 + 1800 + 30) as [number, number]
    expect(row[1] / intensity).toBeCloseTo(1, 6)
  })

  it('refuses what is no storm, by name and value', () => {
    expect(() => chicago({ ...storm, peakRatio: 1 })).toThrow('peak ratio is 1, expected between 0 and 1')
    expect(() => chicago({ ...storm, formula: { ...formula, n: 1.3 } })).toThrow('n is 1.3, expected 0.3 to 1.2')
    expect(() => chicago({ ...storm, step: 9000 })).toThrow('step is 9000')
    expect(() => chicago({ ...storm, returnPeriod: 0.05 })).toThrow('return period is 0.05')
    // with n = 1.2 and b = 8 the depth falls after 40 min
    expect(() => chicago({ ...storm, formula: { ...formula, n: 1.2 } })).toThrow(
      'duration is 7200, expected up to 2400',
    )
    expect(Math.min(...chicago({ ...storm, formula: { ...formula, n: 1.2 }, duration: 2400 }).map(([, i]) => i))).toBe(
      0,
    )
  })
})

describe('measured rain', () => {
  it('falls evenly since the row before', () => {
    const rows = measuredRain(
      [
        [0, 9],
        [300, 0],
        [600, 2.5],
        [1200, 1],
      ],
      1200,
    )
    expect(rows).toEqual([
      [0, 0],
      [300, 30],
      [600, 6],
      [1200, 0],
    ])
    expect(depthOf(rows)).toBeCloseTo(3.5, 12)
  })

  it('refuses a gap: rain that is not known is not none', () => {
    expect(() =>
      measuredRain(
        [
          [0, 0],
          [300, null],
          [600, 1],
        ],
        600,
      ),
    ).toThrow('no value at 300 s')
    expect(() =>
      measuredRain(
        [
          [0, 0],
          [0, 1],
        ],
        0,
      ),
    ).toThrow('expected a time after 0 s')
    expect(() =>
      measuredRain(
        [
          [0, 0],
          [300, -1],
        ],
        300,
      ),
    ).toThrow('-1 mm at 300 s')
  })

  it('refuses a record that begins after the run or ends before it', () => {
    const hour = [
      [0, 0],
      [3600, 12],
    ] as const
    expect(() => measuredRain(hour, 7200)).toThrow('ends at 3600 s, expected to reach the end of the run at 7200 s')
    expect(() =>
      measuredRain(
        hour.map(([time, depth]) => [time + 60, depth] as const),
        3600,
      ),
    ).toThrow('begins at 60 s')
    expect(measuredRain(hour, 3600)).toEqual([
      [0, 12],
      [3600, 0],
    ])
  })
})
