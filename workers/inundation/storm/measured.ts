/** Depth that a rain gauge took in since its row before [mm]; null = it failed. */
export type GaugeRow = readonly [time: number, depth: number | null]

/**
 * Measured rain as steps: the depth of each row fell evenly since the row before. The first row only says when it began. Rain
 * that is not known is not none: rows reach from the start of the run to its end.
 *
 * @param rows  by rising times [s]
 * @param end  of the run [s]
 * @returns  rain from the time on [s, mm/h], and none after the last row
 * @throws RangeError at a row out of order, a negative depth, or a gap
 */
export function measuredRain(rows: readonly GaugeRow[], end: number): [time: number, intensity: number][] {
  if (rows.length < 2) throw new RangeError(`gauge: ${rows.length} rows, expected two or more`)
  const series = rows.slice(1).map(([time, depth], index): [number, number] => {
    const from = (rows[index] as GaugeRow)[0]
    if (!(time > from)) throw new RangeError(`gauge: row ${index + 1} at ${time} s, expected a time after ${from} s`)
    if (depth === null)
      throw new RangeError(`gauge: no value at ${time} s, expected one: fill the gap or shorten the run`)
    if (!(depth >= 0)) throw new RangeError(`gauge: ${depth} mm at ${time} s, expected 0 or more`)
    return [from, (depth / (time - from)) * 3600]
  })
  const [begun, until] = [(rows[0] as GaugeRow)[0], (rows.at(-1) as GaugeRow)[0]]
  if (begun > 0) throw new RangeError(`gauge: begins at ${begun} s, expected at 0 s or before, where the run does`)
  if (until < end) throw new RangeError(`gauge: ends at ${until} s, expected to reach the end of the run at ${end} s`)
  return [...series, [until, 0]]
}
