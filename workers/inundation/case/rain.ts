import { z } from 'zod'
import { place, polygon, rising } from './shapes.ts'

const storm = z
  .strictObject({
    a1: z.number().describe('A1 of q = 167 A1 (1 + C lg P) / (t + b)^n [L/(s·ha)]'),
    c: z.number().describe('C'),
    b_min: z.number().describe('b [min], 0 to 60'),
    n: z.number().describe('n, 0.3 to 1.2'),
    return_period_a: z.number().describe('P [a]; cities are planned by 2, 5, 20, 50 and 100'),
    duration_s: z.number().describe('[s]'),
    peak_ratio: z.number().default(0.4).describe('share of the duration before the peak'),
    step_s: z.number().default(300).describe('length of an interval [s]; each has exactly its volume'),
    start_s: z.number().min(0).default(0).describe('when it begins [s]'),
  })
  .describe("Chicago hyetograph of the city's storm intensity formula (暴雨强度公式)")

/** What falls: one series, a design storm, what a gauge measured, or fields. */
export function rainOf<Raster extends z.ZodType>(raster: Raster) {
  return z.union([
    z
      .array(z.tuple([z.number(), z.number().min(0)]))
      .superRefine(rising)
      .describe('[[t_s, mm_h], …]: falls on every cell until the next row'),
    z.strictObject({ storm }),
    z.strictObject({
      gauge: z
        .array(z.tuple([z.number(), z.number().nullable()]))
        .min(2)
        .describe(
          '[[t_s, mm], …]: depth since the row before; the first row says when it began; null = not known; rows reach from 0 to duration_s',
        ),
    }),
    z.strictObject({
      fields: z
        .array(z.strictObject({ t_s: z.number(), mm_h: raster.describe('cells of any size that cover the DEM') }))
        .min(1)
        .superRefine((rows, context) =>
          rising(
            rows.map(({ t_s }) => [t_s]),
            context,
          ),
        )
        .describe('each falls until the next; the cell of the field that holds the middle of a cell counts'),
    }),
  ])
}

/** Where less than all rain runs. */
export const runoff = z.strictObject({
  polygon,
  coefficient: z.number().min(0).max(1).describe('share of the rain that runs [-]; the rest is not booked'),
})

export const roof = z.strictObject({
  polygon: polygon.describe('cells whose middle lies within get no rain: it goes where the roof drains'),
  holes: z.array(polygon).default([]).describe('courtyards: they get their own'),
  to: z.union([
    z.strictObject({ place: place.describe('on the ground') }),
    z.strictObject({ manhole: z.string().min(1).describe('junction or storage of the network') }),
  ]),
})
