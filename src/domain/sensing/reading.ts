import { z } from 'zod'
import type { SensorId } from '../ids.ts'

/** The position is the code on the wire: append, never reorder. */
export const QUALITIES = ['good', 'suspect', 'bad', 'maintenance'] as const
export type Quality = (typeof QUALITIES)[number]

/** 蓝黄橙红 with normal below; the position is the code on the wire and the order of urgency. */
export const GRADES = ['normal', 'blue', 'yellow', 'orange', 'red'] as const
export type Grade = (typeof GRADES)[number]

/** How fresh a sensor's newest value is: stale after 3 periods, offline after 10; never an alarm by itself. */
export type Freshness = 'live' | 'stale' | 'offline'

export interface Reading {
  readonly sensor: SensorId
  /** wall clock, milliseconds since 1970 UTC */
  readonly at: number
  /** in the unit of the sensor's kind */
  readonly value: number
  readonly quality: Quality
  /** judged by the server only */
  readonly grade: Grade
}

/** What a device or gateway posts to `/ingest/v1/readings`; `at` is ISO 8601 or milliseconds. */
export const postedReadingSchema = z.object({
  // no control characters and no half surrogates: the database takes neither
  sensor: z.string().regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u, 'a sensor id of 1 to 200 characters'),
  at: z.union([z.number(), z.iso.datetime({ offset: true })]),
  value: z.number(),
  quality: z.enum(QUALITIES).optional(),
})
export type PostedReading = z.infer<typeof postedReadingSchema>

/**
 * Payload of the private broadcast `batch` on topic `sensors:<district>:<kind>`: the newest value per sensor since the
 * last batch, at most one batch a second: [sensor, at ms, value, quality code, grade code].
 */
export const batchSchema = z.object({
  city: z.string(),
  readings: z.array(z.tuple([z.string(), z.number(), z.number(), z.int().min(0).max(3), z.int().min(0).max(4)])),
})
export type Batch = z.infer<typeof batchSchema>
