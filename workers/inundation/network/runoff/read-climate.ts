import { type Series, steps } from '../../acts/series.ts'
import type { Tables } from '../inp/model.ts'
import type { InpOptions } from '../inp/options.ts'
import { readRow } from '../inp/row-reader.ts'
import type { InpFile } from '../inp/sections.ts'
import { monthlyEvaporation } from './evaporation.ts'
import { RAIN_FORMATS, rainGage } from './rain-gage.ts'

const DAY = 86_400

export function constantly(value: number): Series {
  return { at: () => value, bendsAfter: () => Number.POSITIVE_INFINITY }
}

/** Reads [RAINGAGES]: rain of each in m/s. Rain of another file is a fault; nothing falls where [OPTIONS] ignore rain. */
export function readRainGages(
  file: InpFile,
  { units, ignoresRainfall }: InpOptions,
  { series }: Tables,
): Map<string, Series> {
  const gages = new Map<string, Series>()
  for (const row of file.rows('RAINGAGES')) {
    const reader = readRow(file, row)
    const id = reader.name(0, 'a name')
    gages.set(id, constantly(0))
    const format = reader.oneOf(1, 'what its values are', RAIN_FORMATS)
    const interval = Math.round(reader.time(2, 'interval'))
    if (reader.oneOf(4, 'source', ['TIMESERIES', 'FILE']) === 'FILE') {
      reader.fault('FILE', 'TIMESERIES: other files are not read')
      continue
    }
    const values = series.get(reader.word(5))
    if (!values) {
      reader.fault(reader.word(5), 'a time series of this file')
      continue
    }
    const negative = values.value.find((value) => value < 0)
    if (negative !== undefined) {
      reader.fault(`${reader.word(5)} ${negative}`, 'rain ≥ 0')
      continue
    }
    if (ignoresRainfall) continue
    const unit = format === 'INTENSITY' ? units.rainRate : units.rain
    try {
      gages.set(
        id,
        rainGage(
          values.time,
          values.value.map((value) => value * unit),
          format,
          interval,
        ),
      )
    } catch (error) {
      reader.fault(`${reader.word(5)} ${reader.word(2)}`, `a series that fits its gage (${(error as Error).message})`)
    }
  }
  return gages
}

/** Potential evaporation [m/s]. */
export interface Evaporation {
  readonly rate: Series
  readonly isDryOnly: boolean
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
