import { SparseLu } from '../../numerics/sparse-lu.ts'
import type { VoidNetwork } from '../spaces/void-network.ts'

/**
 * What a sensor sees of a puff of gas in any space: one transposed run of the void network, Mᵀ λₙ = (V/Δt) λₙ₊₁, in place of one
 * run for each space. Dilute gas only: what enters does not count as air that pushes out.
 *
 * @param network  its fans are not looked at
 * @param sensor  a space
 * @param step  Δt of implicit Euler [s]
 * @param steps  how many
 * @returns  by step after the puff, by space: concentration at the sensor for 1 m³ [1/m³]
 */
export function sensorResponse(network: VoidNetwork, sensor: number, step: number, steps: number): Float64Array[] {
  const { volume, ventilation, from, to, exchange, flow } = network
  const count = volume.length
  const matrix = new SparseLu(
    count,
    Array.from(from, (a, i) => [a, to[i] as number] as const),
  )
  const airOut = new Float64Array(count)
  const airIn = new Float64Array(count)
  const { diagonal, entries } = matrix
  from.forEach((a, i) => {
    const [b, mixed, carried] = [to[i] as number, exchange[i] as number, flow[i] as number]
    const [forth, back] = [mixed + Math.max(0, carried), mixed + Math.max(0, -carried)]
    diagonal[a] = (diagonal[a] as number) + forth
    diagonal[b] = (diagonal[b] as number) + back
    // transposed: what goes from a to b stands in the row of a
    const [upper, lower] = [matrix.place(a, b), matrix.place(b, a)]
    entries[upper] = (entries[upper] as number) - forth
    entries[lower] = (entries[lower] as number) - back
    airOut[a] = (airOut[a] as number) + Math.max(0, carried)
    airIn[b] = (airIn[b] as number) + Math.max(0, carried)
    airOut[b] = (airOut[b] as number) + Math.max(0, -carried)
    airIn[a] = (airIn[a] as number) + Math.max(0, -carried)
  })
  for (let i = 0; i < count; i++) {
    const out = Math.max(0, (airIn[i] as number) + (ventilation[i] as number) - (airOut[i] as number))
    diagonal[i] = (diagonal[i] as number) + (volume[i] as number) / step + out
  }
  // the diagonal of a transposed matrix is not the larger by columns, but it is by rows, and the pattern is the same
  matrix.factor()
  const responses: Float64Array[] = []
  let side = new Float64Array(count)
  side[sensor] = 1
  for (let n = 0; n < steps; n++) {
    const next = side.slice()
    matrix.substitute(next)
    responses.push(next.map((value) => value / step))
    side = next.map((value, i) => (value * (volume[i] as number)) / step)
  }
  return responses
}
