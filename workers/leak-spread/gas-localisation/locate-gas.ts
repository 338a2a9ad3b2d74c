import type { Host } from '../../contract.ts'
import type { VoidNetwork } from '../spaces/void-network.ts'
import { SensorRecord } from './fit.ts'
import { sensorResponse } from './transposed.ts'

/** A leak of about one size at a place of a pipe. */
export interface GasCandidate {
  readonly pipe: string
  /** before anything was measured, > 0: length, age, material; any sum */
  readonly prior: number
  /** of its rate [m³/s] */
  readonly bounds: readonly [number, number]
  /** spaces that soil hands its gas to, and what 1 m³/s has handed there after a time [m³] */
  readonly ways: readonly { readonly space: number; readonly passed: (time: number) => number }[]
}

/** What a sensor read, every `step` s since the record begins. */
export interface GasReadings {
  readonly space: number
  /** [m³/m³]; NaN = no reading */
  readonly values: Float64Array
  /** end of its range: a reading of it means that much or more [m³/m³] */
  readonly end: number
  /** against the mean of its space: it hangs in the layer that gas lies in; left out = 1 */
  readonly factor?: number
}

/** How readings are judged. */
export interface Judging {
  /** between readings, and of the run [s] */
  readonly step: number
  /** σ of a reading and of what the model does not know [m³/m³], > 0 */
  readonly noise: number
  /** the same for which pipe it is, no less: there what the model does not know lasts */
  readonly pipeNoise: number
  /** before anything was measured, that it is gas of sewage and no pipe leaks, 0…1 */
  readonly biogas: number
}

/** A pipe as the readings judge it. */
export interface RankedPipe {
  readonly pipe: string
  /** of all pipes together with biogas: 1 */
  readonly probability: number
  /** place in the candidates, of its most probable one */
  readonly candidate: number
  /** best fit there: rate [m³/s], 0 = a leak there explains nothing; and when it began since the record [s] */
  readonly rate: number
  readonly start: number
  /** pipes of one group read alike: no order within it means anything; null = not among those that hold 90 % */
  readonly group: number | null
}

/** Where gas comes from. */
export interface GasLocation {
  /** most probable first */
  readonly pipes: readonly RankedPipe[]
  /** that no pipe leaks, and what is read is steady gas of sewage */
  readonly biogas: number
  /** of how the readings scatter about a steady level, what the best leak explains, 0…1 */
  readonly explained: number
  /** how many of the first pipes hold 50 % and 90 % of what is not biogas */
  readonly within50: number
  readonly within90: number
}

interface Fitted {
  readonly curves: readonly Float64Array[]
  readonly rate: number
  readonly start: number
}

/** 95 % of χ² of one freedom: readings that lie nearer than this are taken for one. */
const ALIKE = 3.84
/** What a leak explains by chance alone [ln L]. */
const GAIN = 1
/** How far the begin of a leak may be put off to make its readings look like another's [steps]. */
const PUT_OFF = 12

/**
 * Ranks pipes by what methane sensors read: each sensor is answered for by one transposed run, each candidate and start then by least
 * squares of its rate and a steady level by sensor (biogas), Gaussian noise; the best start counts for a candidate, the sum of
 * its candidates for a pipe.
 *
 * @param tell  hears what it is at
 * @throws  RangeError when no reading or no candidate is given
 */
export function locateGas(
  network: VoidNetwork,
  candidates: readonly GasCandidate[],
  readings: readonly GasReadings[],
  { step, noise, pipeNoise, biogas }: Judging,
  tell: NonNullable<Host['tell']> = () => {},
): GasLocation {
  const count = readings[0]?.values.length ?? 0
  if (count === 0 || candidates.length === 0)
    throw new RangeError(`locateGas: ${count} readings, ${candidates.length} candidates, expected some of each`)
  const record = new SensorRecord(
    readings.map(({ values }) => values),
    readings.map(({ end }) => end),
  )
  const scale = 1 / (2 * noise * noise)
  const responses = readings.map(({ space, factor = 1 }, n) => {
    tell({ phase: 'responses', done: n, of: readings.length })
    return columnsOf(sensorResponse(network, space, step, count).map((by) => by.map((value) => factor * value)))
  })
  const fits = candidates.map((candidate, n) => {
    tell({ phase: 'fitting', done: n, of: candidates.length })
    const handed = handedBy(candidate, step, count)
    const curves = responses.map((response) => curveOf(handed, response, count))
    let best = { square: record.steady, rate: 0, start: 0 }
    // what no sensor reads of explains nothing, whenever it began
    const isRead = curves.some((curve) => curve.some((value) => value !== 0))
    for (let start = 0; isRead && start < count; start++) {
      const fit = record.fit(curves, start, candidate.bounds)
      if (fit.square < best.square) best = { ...fit, start }
    }
    const isNone = scale * (record.steady - best.square) < GAIN
    return { ...best, ...(isNone && { rate: 0, start: 0 }), curves, bounds: candidate.bounds }
  })
  const priors = candidates.reduce((sum, { prior }) => sum + prior, 0)
  // two more unknowns than biogas alone: what they gain by chance is taken off (Akaike)
  const logsBy = (sigma: number) =>
    fits.map(({ square }, i) => Math.log((candidates[i]?.prior ?? 0) / priors) - square / (2 * sigma * sigma) - 2)
  const leak = Math.log(1 - biogas) + logOfSum(logsBy(noise))
  const steady = Math.log(biogas) - scale * record.steady
  const isBiogas = Math.exp(steady - logOfSum([leak, steady]))
  const logs = logsBy(pipeNoise)
  const whole = logOfSum(logs)
  const byPipe = new Map<string, { probability: number; candidate: number }>()
  candidates.forEach(({ pipe }, i) => {
    const before = byPipe.get(pipe) ?? { probability: 0, candidate: i }
    const isBetter = (logs[i] as number) > (logs[before.candidate] as number)
    byPipe.set(pipe, {
      probability: before.probability + (1 - isBiogas) * Math.exp((logs[i] as number) - whole),
      candidate: isBetter ? i : before.candidate,
    })
  })
  const ranked = [...byPipe]
    .map(([pipe, { probability, candidate }]) => {
      const { rate, start } = fits[candidate] as (typeof fits)[number]
      return { pipe, probability, candidate, rate, start: start * step }
    })
    .sort((a, b) => b.probability - a.probability || (a.pipe < b.pipe ? -1 : 1))
  const within90 = within(ranked, 0.9)
  const groups = groupsOf(
    ranked.slice(0, within90).map(({ candidate }) => fits[candidate] as (typeof fits)[number]),
    readings,
    pipeNoise,
  )
  return {
    pipes: ranked.map((pipe, i) => ({ ...pipe, group: groups[i] ?? null })),
    biogas: isBiogas,
    explained: record.steady > 0 ? 1 - Math.min(...fits.map(({ square }) => square)) / record.steady : 0,
    ...{ within50: within(ranked, 0.5), within90 },
  }
}

function logOfSum(logs: readonly number[]): number {
  const most = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0))
}

/** What a sensor answers to a puff in a space, by step; null = nothing at any. */
type Columns = (space: number) => Float64Array | null

/** Each space's answers side by side: many candidates ask of the same few. */
function columnsOf(response: readonly Float64Array[]): Columns {
  const known = new Map<number, Float64Array | null>()
  return (space) => {
    const before = known.get(space)
    if (before !== undefined) return before
    const column = Float64Array.from(response, (values) => values[space] as number)
    const found = column.some((value) => value !== 0) ? column : null
    known.set(space, found)
    return found
  }
}

/** What a candidate's 1 m³/s hands to each of its spaces, by step [m³]: the same for every sensor. */
function handedBy({ ways }: GasCandidate, step: number, count: number) {
  return ways.map(({ space, passed }) => {
    const by = Float64Array.from({ length: count + 1 }, (_, n) => passed(n * step))
    return { space, handed: by.subarray(1).map((value, n) => value - (by[n] as number)) }
  })
}

/** Readings of a sensor for 1 m³/s from a candidate since 0, by step. */
function curveOf(ways: ReturnType<typeof handedBy>, response: Columns, count: number): Float64Array {
  const curve = new Float64Array(count)
  for (const { space, handed } of ways) {
    const column = response(space)
    if (!column) continue
    for (let n = 0; n < count; n++) {
      let sum = curve[n] as number
      for (let m = 0; m < n; m++) sum += (handed[m] as number) * (column[n - 1 - m] as number)
      curve[n] = sum
    }
  }
  return curve
}

/**
 * Parts pipes into those that the readings can tell apart: one joins the first group whose leader's readings it can make with
 * another rate and a begin some steps off.
 */
function groupsOf(
  fits: readonly (Fitted & { readonly bounds: GasCandidate['bounds'] })[],
  readings: readonly GasReadings[],
  noise: number,
): number[] {
  const leaders: { record: SensorRecord; start: number }[] = []
  return fits.map(({ curves, rate, start, bounds }) => {
    const alike = leaders.findIndex(({ record, start: its }) => {
      const last = Math.min((readings[0]?.values.length ?? 0) - 1, its + PUT_OFF)
      for (let n = Math.max(0, its - PUT_OFF); n <= last; n++)
        if (record.fit(curves, n, bounds).square < ALIKE * noise * noise) return true
      return false
    })
    if (alike >= 0) return alike
    const ends = readings.map(({ end }) => end)
    const told = curves.map((curve, k) =>
      Float64Array.from(readings[k]?.values ?? [], (value, n) =>
        Number.isNaN(value) || n < start ? value * 0 : Math.min(ends[k] ?? 0, rate * (curve[n - start] as number)),
      ),
    )
    return leaders.push({ record: new SensorRecord(told, ends), start }) - 1
  })
}

function within(pipes: readonly { readonly probability: number }[], share: number): number {
  const whole = pipes.reduce((sum, { probability }) => sum + probability, 0)
  let sum = 0
  const last = pipes.findIndex(({ probability }) => {
    sum += probability
    return sum >= share * whole
  })
  return last < 0 ? pipes.length : last + 1
}
