import { z } from 'zod'
import { batchSchema, GRADES, QUALITIES, type Reading } from '../../../domain/sensing/reading.ts'
import { sift } from './rows.ts'

const envelopeSchema = z.object({ city: z.string(), readings: z.array(z.unknown()) })
const rowSchema = batchSchema.shape.readings.element

/** Readings of a `batch` broadcast. Each row stands for itself: one bad row does not cost the others. */
export function parseBatch(payload: unknown, city: string): { readings: readonly Reading[]; bad: number } {
  const envelope = envelopeSchema.safeParse(payload)
  if (!envelope.success) return { readings: [], bad: 1 }
  const rows = envelope.data.readings
  if (envelope.data.city !== city) return { readings: [], bad: rows.length }
  const { good, bad } = sift(rowSchema, rows)
  const readings = good.map(([sensor, at, value, quality, grade]) => ({
    sensor,
    at,
    value,
    quality: QUALITIES[quality] ?? 'bad',
    grade: GRADES[grade] ?? 'normal',
  }))
  return { readings, bad }
}
