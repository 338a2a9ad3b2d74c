import { z } from 'zod'

/** A place in the coordinates of the DEM [m]. */
export const place = z.tuple([z.number(), z.number()]).describe('[x, y] in the coordinates of the DEM [m]')
export const polygon = z.array(place).min(3).describe('ring of [x, y]; the last point may repeat the first')

/** `[t_s, value]` by rising times. */
export const series = z
  .array(z.tuple([z.number(), z.number()]))
  .min(1)
  .superRefine(rising)
  .describe('[[t_s, value], …] by rising times')

/** Says where times do not rise. */
export function rising(rows: readonly (readonly number[])[], context: z.RefinementCtx): void {
  rows.forEach(([time], row) => {
    const before = rows[row - 1]?.[0]
    if (before !== undefined && !((time as number) > before))
      context.addIssue({
        ...{ code: 'custom', path: [row, 0] },
        message: `expected a time after ${before} s, got ${time}`,
        params: { zh: `应为晚于 ${before} s 的时刻，得到 ${time}` },
      })
  })
}
