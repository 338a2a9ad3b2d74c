import { z } from 'zod'
import { LEAK_KINDS, LEAK_NETWORKS, type LeakNetwork, leakKindOf } from './leak-plan.ts'

const HOUR = 3600

/** What leaks, how much of it, and for how long: what the form of a leak asks for. */
export const leakScenarioSchema = z.strictObject({
  kind: z.enum(LEAK_KINDS),
  /** what it leaks from */
  network: z.enum(LEAK_NETWORKS),
  /** the line that leaks, or the manhole that is let into, by asset id, and where on a line, of its length from its first end */
  pipe: z.string().min(1),
  share: z.number().min(0).max(1),
  /** across the hole [m]; null = broken across */
  hole_m: z.number().positive().max(5).nullable(),
  /** from the beginning of the leak on [s]; of sewage, how long it is let in */
  duration_s: z
    .number()
    .min(600)
    .max(7 * 24 * HOUR),
  /** when the valves of the isolation are shut, from the beginning on [s]; null = nobody shuts them */
  closedAfter_s: z.number().min(0).nullable(),
  /**
   * water: the time of the day at which it begins, since midnight in the city [s]; null = nobody told. Where no pattern of the day is
   * known it makes no difference, which is told.
   */
  clock_s: z
    .number()
    .min(0)
    .max(24 * HOUR)
    .nullable()
    .default(null),
  /** gas: what lies above the leak, and in what it lies */
  surface: z.enum(['open', 'paved', 'sealed']),
  soil: z.enum(['sand', 'loam', 'clay']),
  /** gas: at 10 m above ground [m/s] and where it comes from, degrees clockwise from north; null = nobody told */
  wind: z.object({ speed_m_s: z.number().min(0).max(60), from_deg: z.number().min(0).max(360) }).nullable(),
  /** gas: air changes of tunnel sections by their fans, from when on [s]; null = nobody told whether they run */
  fans: z
    .object({ changes_per_h: z.number().min(0).max(60), from_s: z.number().min(0) })
    .nullable()
    .default(null),
  /** water: all of the demand is met from here on [m] */
  service_m: z.number().positive().max(100),
  /** water: an opening in each pipe through which water from outside may get in, across it [m]; what is in that water, null = not told */
  opening_m: z.number().positive().max(0.5),
  outside_mg_l: z.number().positive().max(1e6).nullable(),
  /** sewage: let in [m³/s] */
  spill_m3_s: z.number().positive().max(100),
  /** sewage: what runs where it is let in on a dry day [m³/s]; null = not known */
  dry_m3_s: z.number().min(0).max(100).nullable(),
})
export type LeakScenario = z.infer<typeof leakScenarioSchema>

/** Across the opening that the form begins with [m]: 示例值, nobody knows how tight a pipe is. */
const OPENING = 0.005
/** How long the form begins with. */
const HOURS = { water: 4, gas: 24, heat: 24, sewage: 1 } as const

/**
 * What the form begins with for a pipe or manhole.
 *
 * @param diameter_m  of the pipe; null = not known. A hole is not wider than half of it
 */
export function firstLeakScenario(network: LeakNetwork, pipe: string, diameter_m: number | null = null): LeakScenario {
  const kind = leakKindOf(network)
  const hole = Math.min(kind === 'gas' ? 0.01 : 0.1, (diameter_m ?? Number.POSITIVE_INFINITY) / 2)
  return {
    ...{ kind, network, pipe, share: 0.5, hole_m: kind === 'sewage' ? null : hole },
    duration_s: HOURS[kind] * HOUR,
    closedAfter_s: kind === 'water' ? HOUR : null,
    clock_s: null,
    ...{ surface: 'paved', soil: 'sand', wind: null, fans: null, service_m: 20, spill_m3_s: 0.01, dry_m3_s: null },
    ...{ opening_m: OPENING, outside_mg_l: null },
  }
}
