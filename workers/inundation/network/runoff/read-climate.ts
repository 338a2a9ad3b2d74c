import type { Series } from '../../acts/series.ts'
import { constantly } from '../inp/evaporation.ts'
import type { Tables } from '../inp/model.ts'
import type { InpOptions } from '../inp/options.ts'
import { readRow } from '../inp/row-reader.ts'
import type { InpFile } from '../inp/sections.ts'
import { RAIN_FORMATS, rainGage } from './rain-gage.ts'

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
