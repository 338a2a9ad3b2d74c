import type { Curve, CurveKind, Pattern, Tables, TimeSeries } from './model.ts'
import { CURVE_KINDS } from './model.ts'
import type { InpOptions, Units } from './options.ts'
import { dateOf, type RowReader, readRow, secondsOf } from './row-reader.ts'
import type { InpFile } from './sections.ts'

const PATTERNS = { MONTHLY: 12, DAILY: 7, HOURLY: 24, WEEKEND: 24 } as const

/** Reads [CURVES], [TIMESERIES] and [PATTERNS]. */
export function readTables(file: InpFile, options: InpOptions): Tables {
  return {
    curves: readCurves(file, options.units),
    series: readSeries(file, options.start),
    patterns: readPatterns(file),
  }
}

function readCurves(file: InpFile, units: Units): Map<string, Curve> {
  const kinds = new Map<string, CurveKind>()
  const points = new Map<string, { x: number; y: number; reader: RowReader }[]>()
  for (const row of file.rows('CURVES')) {
    const reader = readRow(file, row)
    const id = reader.name(0, 'a name')
    let at = 1
    if (Number.isNaN(Number(reader.word(1)))) {
      kinds.set(id, reader.oneOf(1, 'kind of the curve', CURVE_KINDS))
      at = 2
    }
    const kind = kinds.get(id)
    if (!kind) {
      reader.fault(id, `the kind of the curve on its first row: ${CURVE_KINDS.join(', ')}`)
      continue
    }
    const [perX, perY] = factorsOf(kind, units)
    const list = points.get(id) ?? []
    points.set(id, list)
    for (; at < reader.count; at += 2) {
      const x = perX * reader.number(at, 'x')
      const before = list.at(-1)?.x ?? Number.NEGATIVE_INFINITY
      if (x < before) reader.fault(reader.word(at), 'an x not below the one before')
      list.push({ x, y: perY * reader.number(at + 1, 'y'), reader })
    }
  }
  return new Map(
    [...points].map(([id, list]) => [
      id,
      {
        kind: kinds.get(id) as CurveKind,
        x: Float64Array.from(list, ({ x }) => x),
        y: Float64Array.from(list, ({ y }) => y),
      },
    ]),
  )
}

function factorsOf(kind: CurveKind, { length, flow }: Units): readonly [number, number] {
  switch (kind) {
    case 'STORAGE':
      return [length, length ** 2]
    case 'DIVERSION':
      return [flow, flow]
    case 'TIDAL':
      return [1, length]
    case 'RATING':
    case 'PUMP2':
    case 'PUMP3':
    case 'PUMP4':
    case 'PUMP5':
      return [length, flow]
    case 'PUMP1':
      return [length ** 3, flow]
    case 'WEIR':
      return [length, Math.sqrt(length)]
    case 'CONTROL':
    case 'SHAPE':
      return [1, 1]
  }
}

function readSeries(file: InpFile, start: number): Map<string, TimeSeries> {
  const points = new Map<string, [number, number][]>()
  // a row without a date is on the date of the row before; before any date, on the day of the start
  const dates = new Map<string, number>()
  for (const row of file.rows('TIMESERIES')) {
    const reader = readRow(file, row)
    const id = reader.name(0, 'a name')
    if (reader.word(1).toUpperCase() === 'FILE') {
      reader.fault(`FILE ${reader.word(2)}`, 'the values in this file: other files are not read')
      continue
    }
    const list = points.get(id) ?? []
    points.set(id, list)
    let at = 1
    while (at < reader.count) {
      const date = dateOf(reader.word(at))
      if (!Number.isNaN(date)) {
        dates.set(id, date)
        at++
      }
      const clock = secondsOf(reader.word(at))
      if (Number.isNaN(clock)) {
        reader.fault(reader.word(at), 'a time: hours, or H:MM:SS, with a date MM/DD/YYYY before it or none')
        break
      }
      const day = dates.get(id)
      const time = day === undefined ? clock : day + clock - start
      const before = list.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY
      if (time < before) reader.fault(`${id} ${reader.word(at)}`, 'a time not before the one above')
      list.push([time, reader.number(at + 1, 'a value')])
      at += 2
    }
  }
  return new Map(
    [...points].map(([id, list]) => [
      id,
      { time: Float64Array.from(list, ([time]) => time), value: Float64Array.from(list, ([, value]) => value) },
    ]),
  )
}

function readPatterns(file: InpFile): Map<string, Pattern> {
  const patterns = new Map<string, { kind: Pattern['kind']; factors: number[] }>()
  for (const row of file.rows('PATTERNS')) {
    const reader = readRow(file, row)
    const id = reader.name(0, 'a name')
    let at = 1
    if (Number.isNaN(Number(reader.word(1)))) {
      const kinds = Object.keys(PATTERNS) as Pattern['kind'][]
      patterns.set(id, { kind: reader.oneOf(1, 'kind of the pattern', kinds), factors: [] })
      at = 2
    }
    const pattern = patterns.get(id)
    if (!pattern) {
      reader.fault(id, 'the kind of the pattern on its first row')
      continue
    }
    for (; at < reader.count; at++) pattern.factors.push(reader.number(at, 'a factor'))
    if (pattern.factors.length > PATTERNS[pattern.kind])
      reader.fault(id, `at most ${PATTERNS[pattern.kind]} factors of a pattern ${pattern.kind}`)
  }
  return patterns
}
