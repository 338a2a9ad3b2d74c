import { type Series, steps } from '../../acts/series.ts'
import type { Evaporation, Tables } from './model.ts'
import type { InpOptions } from './options.ts'
import { readRow } from './row-reader.ts'
import type { InpFile } from './sections.ts'

const DAY = 86_400

/**
 * Potential evaporation that changes with the calendar month [m/s].
 *
 * @param rates  twelve, January first [m/s]
 * @param start  instant 0 of the simulation [s since 1970, as if UTC]
 */
export function monthlyEvaporation(rates: readonly number[], start: number): Series {
  const dateAt = (time: number) => new Date((start + time) * 1000)
  return {
    at: (time) => rates[dateAt(time).getUTCMonth()] ?? 0,
    bendsAfter(time) {
      const date = dateAt(time)
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000 - start
    },
  }
}

/** Reads [EVAPORATION]: constant, by month or a series; from temperatures or another file is a fault. */
export function readEvaporation(file: InpFile, { units, start }: InpOptions, { series }: Tables): Evaporation {
  const perDay = units.rain / DAY
  let rate = constantly(0)
  let isDryOnly = false
  for (const row of file.rows('EVAPORATION')) {
    const reader = readRow(file, row)
    const daily = (at: number) => perDay * reader.number(at, 'evaporation of a day', { least: 0 })
    switch (reader.word(0).toUpperCase()) {
      case 'CONSTANT':
        rate = constantly(daily(1))
        break
      case 'MONTHLY':
        rate = monthlyEvaporation(
          Array.from({ length: 12 }, (_, month) => daily(month + 1)),
          start,
        )
        break
      case 'TIMESERIES': {
        const values = series.get(reader.word(1))
        if (!values) reader.fault(reader.word(1), 'a time series of this file')
        else rate = steps(Array.from(values.time, (time, i) => [time, perDay * (values.value[i] ?? 0)] as const))
        break
      }
      case 'DRY_ONLY':
        isDryOnly = reader.isYes(1, 'only in dry weather')
        break
      default:
        reader.fault(reader.word(0), 'CONSTANT, MONTHLY, TIMESERIES or DRY_ONLY: the others are not computed')
    }
  }
  return { rate, isDryOnly }
}

export function constantly(value: number): Series {
  return { at: () => value, bendsAfter: () => Number.POSITIVE_INFINITY }
}
