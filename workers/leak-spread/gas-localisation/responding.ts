/** A sensor responds when the means of two sixths of its record lie so many of their standard errors apart. */
const RESPONDS = 5
const PARTS = 6

/**
 * Does a sensor read more than its noise at times?
 *
 * @param values  by step; NaN = no reading
 * @param noise  σ of the sensor alone, in the unit of the values
 */
export function responds(values: Float64Array, noise: number): boolean {
  const read = values.filter((value) => !Number.isNaN(value))
  const size = Math.ceil(read.length / PARTS)
  const means: number[] = []
  for (let from = 0; from + size <= read.length && size > 0; from += size)
    means.push(read.subarray(from, from + size).reduce((sum, value) => sum + value, 0) / size)
  return Math.max(...means) - Math.min(...means) > RESPONDS * noise * Math.sqrt(2 / size)
}
