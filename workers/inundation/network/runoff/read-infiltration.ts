import { curveNumber } from '../../infiltration/curve-number.ts'
import { greenAmpt } from '../../infiltration/green-ampt.ts'
import { horton, modifiedHorton } from '../../infiltration/horton.ts'
import type { Infiltration } from '../../infiltration/infiltration.ts'
import type { InpOptions } from '../inp/options.ts'
import { type RowReader, readRow } from '../inp/row-reader.ts'
import type { InpFile } from '../inp/sections.ts'

const DAY = 86_400
const METHODS = ['HORTON', 'MODIFIED_HORTON', 'GREEN_AMPT', 'MODIFIED_GREEN_AMPT', 'CURVE_NUMBER'] as const
type Method = (typeof METHODS)[number]

/** Ground that takes nothing. */
export const SEALED: Infiltration = { states: 0, start: () => undefined, take: () => 0 }

/** Reads [INFILTRATION]: how the ground of each catchment takes water, by the method of [OPTIONS] or of its last word. */
export function readInfiltration(file: InpFile, options: InpOptions): Map<string, Infiltration> {
  const infiltrations = new Map<string, Infiltration>()
  for (const row of file.rows('INFILTRATION')) {
    const reader = readRow(file, row)
    const own = METHODS.find((method) => method === row.words.at(-1)?.toUpperCase())
    const soil = readSoil(reader, own ?? options.infiltration, own ? row.words.length - 1 : row.words.length, options)
    infiltrations.set(reader.name(0, 'a catchment'), soil ?? SEALED)
  }
  return infiltrations
}

/** @returns null when the row has a fault */
function readSoil(reader: RowReader, method: Method, count: number, { units }: InpOptions): Infiltration | null {
  let isWhole = true
  const number = (at: number, what: string, rule: { least?: number; above?: number; most?: number }) => {
    // a word beyond is the method
    const value = at < count ? reader.number(at, what, rule) : reader.number(count + 1, what, rule)
    isWhole &&= !Number.isNaN(value)
    return value
  }
  switch (method) {
    case 'HORTON':
    case 'MODIFIED_HORTON': {
      const soil = {
        initial: units.rainRate * number(1, 'greatest rate', { least: 0 }),
        final: units.rainRate * number(2, 'least rate', { least: 0 }),
        decay: number(3, 'decay an hour', { least: 0 }) / 3600,
        dryingTime: DAY * number(4, 'days to dry', { least: 0 }),
        most: count > 5 ? units.rain * number(5, 'greatest volume', { least: 0 }) : 0,
      }
      if (soil.initial < soil.final) {
        reader.fault(reader.word(2), 'a least rate not above the greatest')
        return null
      }
      if (!isWhole) return null
      return method === 'HORTON' ? horton(soil) : modifiedHorton(soil)
    }
    case 'GREEN_AMPT':
    case 'MODIFIED_GREEN_AMPT': {
      const soil = {
        suction: units.rain * number(1, 'suction head', { least: 0 }),
        conductivity: units.rainRate * number(2, 'conductivity', { above: 0 }),
        deficit: number(3, 'deficit', { least: 0, most: 1 }),
      }
      return isWhole ? greenAmpt(soil, method === 'MODIFIED_GREEN_AMPT') : null
    }
    case 'CURVE_NUMBER': {
      const given = number(1, 'curve number', { least: 0, most: 100 })
      const used = Math.min(99, Math.max(10, given))
      if (used !== given && isWhole) reader.note(reader.word(1), `${used}: curve numbers are 10 to 99`)
      const dryingTime = DAY * number(3, 'days to dry', { above: 0 })
      return isWhole ? curveNumber({ curveNumber: used, dryingTime }) : null
    }
  }
}
