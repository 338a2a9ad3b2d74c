import { findSensorKind, type SensorKind } from '../../src/domain/sensing/kinds/index.ts'
import type { KnownSensor } from '../ingest/sensor-directory.ts'
import { hash, white } from './noise.ts'
import { patternOf } from './patterns.ts'

type Band = readonly [low: number, high: number]

/**
 * What a healthy sensor shows at an instant: a function of its id and the wall clock alone, so that a replay that was
 * stopped and started again draws one curve. Always within the sensor's own thresholds and the kind's physical range.
 *
 * @param at  [ms UTC]
 * @returns  in the unit of the kind, rounded to its digits; null for a kind that this version does not know
 */
export function healthyValue(sensor: KnownSensor, at: number): number | null {
  const kind = findSensorKind(sensor.kind)
  if (!kind) return null
  const seed = hash(sensor.id)
  const [low, high] = bandOf(kind, sensor.thresholds)
  // Every place has a level of its own; instruments flicker by a hundredth of the band.
  const own = 0.85 + 0.15 * white(seed, 1)
  const flicker = low === high ? 0 : 0.02 * (white(seed, Math.floor(at / 1000)) - 0.5)
  const place = Math.min(1, Math.max(0, patternOf(kind.id)(at, seed) * own + flicker))
  return roundTo(low + place * (high - low), kind.digits)
}

/** Rounds to the digits that the kind shows. */
export function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

/** The kind's normal band, pushed away from the sensor's thresholds where it touches them. */
function bandOf(kind: SensorKind, thresholds: KnownSensor['thresholds']): Band {
  const above = Math.min(...limits(thresholds, 'above'), Number.POSITIVE_INFINITY)
  const below = Math.max(...limits(thresholds, 'below'), Number.NEGATIVE_INFINITY)
  const [low, high] = kind.normal
  const room = above - below
  if (Number.isFinite(room)) {
    const inner: Band = [Math.max(low, below + 0.2 * room), Math.min(high, above - 0.2 * room)]
    return inner[0] < inner[1] ? inner : [below + 0.35 * room, above - 0.35 * room]
  }
  if (Number.isFinite(above)) {
    if (low < above) return [low, Math.min(high, above - 0.2 * (above - low))]
    return above > 0 ? [0.4 * above, 0.75 * above] : [above - 2, above - 1]
  }
  if (Number.isFinite(below)) {
    if (high > below) return [Math.max(low, below + 0.2 * (high - below)), high]
    return [below + 0.1 * Math.abs(below), below + 0.3 * Math.abs(below)]
  }
  return [low, high]
}

function limits(thresholds: KnownSensor['thresholds'], direction: 'above' | 'below'): number[] {
  return thresholds.filter((threshold) => threshold.direction === direction).map((threshold) => threshold.value)
}
