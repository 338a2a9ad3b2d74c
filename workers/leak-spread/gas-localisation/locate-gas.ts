import { solveNonNegative } from '../../numerics/nnls.ts'
import type { VoidNetwork } from '../spaces/void-network.ts'
import { sensorResponse } from './transposed.ts'

/** A pipe that may leak. */
export interface GasCandidate {
  readonly id: string
  /** before anything was measured, > 0: age, material; equal where nothing is known */
  readonly prior: number
  /** spaces that soil hands its gas to, and what 1 m³/s has handed there after a time [m³] */
  readonly ways: readonly { readonly space: number; readonly passed: (time: number) => number }[]
}

/** What a sensor read, every `step` s since the record begins. */
export interface GasReadings {
  readonly space: number
  /** [m³/m³]; NaN = no reading */
  readonly values: Float64Array
}

/** A candidate as the readings judge it. */
export interface RankedPipe {
  readonly id: string
  /** of all candidates together with biogas: 1 */
  readonly probability: number
  /** best fit: rate [m³/s], and when it began since the record [s] */
  readonly rate: number
  readonly start: number
}

/** Where gas comes from. */
export interface GasLocation {
  /** most probable first */
  readonly pipes: readonly RankedPipe[]
  /** that no pipe leaks, and what is read is steady gas of sewage */
  readonly biogas: number
  /** how many of the first pipes hold 50 % and 90 % of what is not biogas */
  readonly within50: number
  readonly within90: number
  /** pipes whose readings are alike to within the noise of the first one's fit */
  readonly indistinct: readonly string[]
  readonly flags: readonly ('fewer than two sensors respond' | 'nothing was read')[]
}

/** A sensor responds when the means of two sixths of its record lie so many of their standard errors apart. */
const RESPONDS = 5
const PARTS = 6
/** Likelihoods this near [−2 ln L] cannot tell pipes apart. */
const ALIKE = 2

/**
 * Ranks pipes by what methane sensors read: each sensor is answered for by one transposed run, each candidate and start then by non-negative
 * least squares of its rate and a steady level by sensor (biogas), Gaussian noise; the best start counts for the pipe.
 *
 * @param step  between readings, and of the run [s]
 * @param noise  σ of a reading and of what the model does not know [m³/m³], > 0
 * @throws  RangeError when no reading or no candidate is given
 */
export function locateGas(
  network: VoidNetwork,
  candidates: readonly GasCandidate[],
  readings: readonly GasReadings[],
  step: number,
  noise: number,
): GasLocation {
  const count = readings[0]?.values.length ?? 0
  if (count === 0 || candidates.length === 0)
    throw new RangeError(`locateGas: ${count} readings, ${candidates.length} candidates, expected some of each`)
  const known = readings.map(({ values }) => Array.from(values.keys()).filter((n) => !Number.isNaN(values[n])))
  const rows = known.reduce((sum, one) => sum + one.length, 0)
  const measured = new Float64Array(rows)
  const levels = readings.map(() => new Float64Array(rows))
  let row = 0
  readings.forEach(({ values }, k) => {
    for (const n of known[k] ?? []) {
      measured[row] = values[n] as number
      ;(levels[k] as Float64Array)[row++] = 1
    }
  })
  const scale = 1 / (2 * noise * noise)
  const steady = solveNonNegative(levels, measured).square
  const responses = readings.map(({ space }) => sensorResponse(network, space, step, count))
  const fits = candidates.map((candidate) => {
    const curves = responses.map((response) => curveOf(candidate, response, step, count))
    let best = { square: steady, rate: 0, start: 0 }
    for (let start = 0; start < count; start++) {
      const column = new Float64Array(rows)
      let at = 0
      curves.forEach((curve, k) => {
        for (const n of known[k] ?? []) column[at++] = n >= start ? (curve[n - start] as number) : 0
      })
      const { x, square } = solveNonNegative([column, ...levels], measured)
      if (square < best.square) best = { square, rate: x[0] as number, start: start * step }
    }
    return { ...best, candidate }
  })
  // two more unknowns than biogas alone: what they gain by chance is taken off (Akaike)
  const logs = fits.map(({ square, candidate }) => Math.log(candidate.prior) - scale * square - 2)
  const priors = candidates.reduce((sum, { prior }) => sum + prior, 0)
  const biogasLog = Math.log(priors / candidates.length) - scale * steady
  const most = logs.reduce((a, b) => Math.max(a, b), biogasLog)
  const whole = logs.reduce((sum, log) => sum + Math.exp(log - most), Math.exp(biogasLog - most))
  const pipes = fits
    .map(({ rate, start, candidate }, i) => ({
      ...{ id: candidate.id, rate, start },
      probability: Math.exp((logs[i] as number) - most) / whole,
    }))
    .sort((a, b) => b.probability - a.probability || (a.id < b.id ? -1 : 1))
  const leading = Math.max(...logs)
  return {
    ...{ pipes, biogas: Math.exp(biogasLog - most) / whole },
    ...{ within50: within(pipes, 0.5), within90: within(pipes, 0.9) },
    indistinct: fits.flatMap(({ candidate }, i) => (leading - (logs[i] as number) <= ALIKE / 2 ? [candidate.id] : [])),
    flags: flagsOf(readings, noise),
  }
}

/** Readings of a sensor for 1 m³/s from a candidate since 0, by step. */
function curveOf({ ways }: GasCandidate, response: readonly Float64Array[], step: number, count: number): Float64Array {
  const curve = new Float64Array(count)
  for (const { space, passed } of ways) {
    const handed = Float64Array.from({ length: count }, (_, n) => passed((n + 1) * step) - passed(n * step))
    for (let n = 0; n < count; n++)
      for (let m = 0; m < n; m++)
        curve[n] = (curve[n] as number) + (handed[m] as number) * (response[n - 1 - m]?.[space] as number)
  }
  return curve
}

function within(pipes: readonly RankedPipe[], share: number): number {
  const whole = pipes.reduce((sum, { probability }) => sum + probability, 0)
  let sum = 0
  const last = pipes.findIndex(({ probability }) => {
    sum += probability
    return sum >= share * whole
  })
  return last < 0 ? pipes.length : last + 1
}

function flagsOf(readings: readonly GasReadings[], noise: number): GasLocation['flags'] {
  const responding = readings.filter(({ values }) => {
    const read = values.filter((value) => !Number.isNaN(value))
    const size = Math.ceil(read.length / PARTS)
    const means: number[] = []
    for (let from = 0; from + size <= read.length && size > 0; from += size)
      means.push(read.subarray(from, from + size).reduce((sum, value) => sum + value, 0) / size)
    return Math.max(...means) - Math.min(...means) > RESPONDS * noise * Math.sqrt(2 / size)
  })
  const isRead = readings.some(({ values }) => values.some((value) => !Number.isNaN(value)))
  return [
    ...(responding.length < 2 ? (['fewer than two sensors respond'] as const) : []),
    ...(isRead ? [] : (['nothing was read'] as const)),
  ]
}
