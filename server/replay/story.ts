import type { SensorId } from '../../src/domain/ids.ts'
import type { Field } from './field.ts'

export const STORIES = ['gas-in-wells', 'burst-main', 'storm', 'bridge-overload', 'gallery-gas'] as const
export type StoryName = (typeof STORIES)[number]

/** What a story does to one sensor. */
export interface Effect {
  readonly sensor: SensorId
  /** [ms UTC] */
  readonly from: number
  readonly to: number
  /**
   * @param at  [ms UTC], within from…to
   * @param healthy  what the sensor would show [unit of its kind]
   * @returns what it shows [unit of its kind], not rounded
   */
  readonly value: (at: number, healthy: number) => number
}

/** Something physical that happens at a place and spreads. */
export interface Incident {
  readonly story: StoryName
  /** [ms UTC] */
  readonly from: number
  readonly to: number
  readonly effects: readonly Effect[]
}

/**
 * Tells a story as it happens in this field from an instant on; null where the city lacks the sensors for it.
 *
 * @param start  [ms UTC]
 * @param seed  chooses the place and the strength
 */
export type Story = (field: Field, start: number, seed: number) => Incident | null

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** 0 before the onset, then towards 1 with this time constant [ms]. */
export function rise(at: number, onset: number, constant: number): number {
  return at <= onset ? 0 : 1 - Math.exp((onset - at) / constant)
}

/** 1 until the end, then towards 0 with this time constant [ms]. */
export function decay(at: number, end: number, constant: number): number {
  return at <= end ? 1 : Math.exp((end - at) / constant)
}

/** The incident of its effects; null when it would have none. */
export function incidentOf(story: StoryName, effects: readonly Effect[]): Incident | null {
  if (effects.length === 0) return null
  const from = Math.min(...effects.map((effect) => effect.from))
  const to = Math.max(...effects.map((effect) => effect.to))
  return { story, from, to, effects }
}
