/** One belt of the Gauss-Krueger grids of CGCS2000: 3° zones 25–45, 6° zones 13–23. */
interface Belt {
  /** central meridian [degrees] */
  readonly meridian: number
  /** number that eastings carry in front, e.g. 40 of 40500000; null when they carry none */
  readonly zone: number | null
}

/** first EPSG code of each series, how many belts it has, its first zone */
const SERIES = [
  { first: 4491, count: 11, zone: 13, isNumbered: true },
  { first: 4502, count: 11, zone: 13, isNumbered: false },
  { first: 4513, count: 21, zone: 25, isNumbered: true },
  { first: 4534, count: 21, zone: 25, isNumbered: false },
] as const

/**
 * Central meridian of a zone number before an easting [degrees]. The 3° and the 6° zones of China share no number, so
 * that a number says which of the two it is.
 *
 * @returns null when no zone of China has the number
 */
export function meridianOfZone(zone: number): number | null {
  if (zone >= 25 && zone <= 45) return zone * 3
  if (zone >= 13 && zone <= 23) return zone * 6 - 3
  return null
}

/** The belt of EPSG:4491–4554; null for any other code. */
export function beltOfCode(code: number): Belt | null {
  const series = SERIES.find(({ first, count }) => code >= first && code < first + count)
  if (!series) return null
  const zone = series.zone + code - series.first
  return { meridian: meridianOfZone(zone) ?? 0, zone: series.isNumbered ? zone : null }
}

/** The EPSG code of a CGCS2000 grid of a central meridian [degrees] and false easting [m]; null when there is none. */
export function codeOfBelt(meridian: number, falseEasting: number): number | null {
  for (const { first, count, isNumbered } of [...SERIES].reverse()) {
    for (let code = first; code < first + count; code++) {
      const belt = beltOfCode(code)
      const easting = (isNumbered ? (belt?.zone ?? 0) * 1e6 : 0) + 500_000
      if (belt && Math.abs(belt.meridian - meridian) < 1e-9 && falseEasting === easting) return code
    }
  }
  return null
}
