import { z } from 'zod'
import type { FloodPlan } from './flood-plan.ts'

/** A live scenario begins an hour ago and looks two ahead [h]: what falls later nobody knows from the gauges. */
export const LIVE_HOURS = 3

/** A link of the drains that staff switch. */
const switchSchema = z.strictObject({
  id: z.string(),
  /** from then on, since the start [s] */
  time_s: z.number().min(0),
  /** 0 off or shut … 1 on or open, whatever its levels say; null = by these again */
  setting: z.number().min(0).max(1).nullable(),
})
export type FloodSwitch = z.infer<typeof switchSchema>

/** The order in which switches are done. */
export function bySwitchTime(one: Pick<FloodSwitch, 'time_s'>, other: Pick<FloodSwitch, 'time_s'>): number {
  return one.time_s - other.time_s
}

/** Whether a switch is of a time that the run does not reach, so that nothing is switched. */
export function isAfter({ time_s }: Pick<FloodSwitch, 'time_s'>, { hours }: { readonly hours: number }): boolean {
  return time_s > 3600 * hours
}

/** The same while it is computed: from the step on that takes it. */
export const switchOrderSchema = switchSchema.omit({ time_s: true })
export type SwitchOrder = z.infer<typeof switchOrderSchema>

/** In the plane of the flood's plan [m]. */
const positionSchema = z.tuple([z.number(), z.number()])
const lineSchema = z.array(positionSchema).min(2)

/** Water that comes up at a place: a burst main. */
const sourceSchema = z.strictObject({
  name: z.string().min(1),
  at: positionSchema,
  /** [s, m³/s] by rising times, each until the next and the last to the end */
  series: z.array(z.tuple([z.number().min(0), z.number().min(0)])).min(1),
})

/** A flood barrier that staff put up. */
const barrierSchema = z.strictObject({
  name: z.string().min(1),
  line: lineSchema,
  /** of its crest, H [m], or above the ground along its line [m] */
  crest: z.union([z.strictObject({ level_m: z.number() }), z.strictObject({ above_m: z.number().positive().max(10) })]),
  /** it stands from then on, since the start [s] */
  time_s: z.number().min(0),
})

/** A dike or river bank that breaks: a gap that grows from the middle of its line until it is as long as the line. */
const breachSchema = z.strictObject({
  name: z.string().min(1),
  /** along the crest of the bank, from end to end of the gap */
  line: lineSchema,
  /** of the bank, across the line [m]: so much of it is gone where it broke */
  thickness_m: z.number().positive().max(200),
  /** of the ground that is left, H [m] */
  bottom_m: z.number(),
  /** when it begins to break, since the start, and until it is as wide and deep as it gets [s] */
  time_s: z.number().min(0),
  growth_s: z.number().positive(),
})

/** What falls, what the water beyond stands at, and a flood to be computed for a city. */
export const scenarioSchema = z
  .strictObject({
    /** 设计暴雨 by the city's formula, the rain of the gauges now, or none */
    rain: z.enum(['design', 'live', 'none']),
    /** of a design storm [a] */
    returnPeriod: z.number().min(1).max(200),
    /** of a design storm [min] */
    stormMinutes: z.number().min(10).max(1440),
    /** computed from the start of the rain [h] */
    hours: z.number().min(0.05).max(24),
    /** the sea above its tide [m] */
    surge: z.number().min(0).max(5),
    /** what ground takes: none, or by its land cover as the surface of the city has it */
    infiltration: z.enum(['none', 'cover']).default('none'),
    /** width of a cell [m] */
    cell: z.number().positive(),
    /** pumps, gates and other links of the drains that staff switch, by asset id */
    switches: z.array(switchSchema),
    sources: z.array(sourceSchema),
    barriers: z.array(barrierSchema),
    breaches: z.array(breachSchema),
  })
  .refine(({ rain, hours }) => rain !== 'live' || hours <= LIVE_HOURS, {
    path: ['hours'],
    message: `a live scenario has ${LIVE_HOURS} h at most, one of them measured`,
    params: { zh: `实测降雨的情景至多 ${LIVE_HOURS} h，其中 1 h 为实测` },
  })
export type FloodScenario = z.infer<typeof scenarioSchema>

/** What one begins with: the storm that a large city is protected from, in the coarser cells. */
export const FIRST_SCENARIO: FloodScenario = {
  ...{ rain: 'design', returnPeriod: 50, stormMinutes: 180, hours: 3, surge: 0, cell: 4, switches: [] },
  ...{ infiltration: 'none', sources: [], barriers: [], breaches: [] },
}

/** Scenarios to begin with, by a key of the dictionary. */
export const FLOOD_PRESETS = [
  ...(['storm-2', 'storm-5', 'storm-20', 'storm-50', 'storm-100', 'surge'] as const),
  ...(['pump-off', 'live'] as const),
]
export type FloodPreset = (typeof FLOOD_PRESETS)[number]

type Pumps = NonNullable<FloodPlan['drainage']>['pumps']

/** @param pumps  of the city: the preset "pump-off" is the one with the surge where there are none */
export function presetScenario(preset: FloodPreset, pumps: Pumps = []): FloodScenario {
  if (preset === 'live') return { ...FIRST_SCENARIO, rain: 'live', hours: LIVE_HOURS }
  if (preset === 'surge') return { ...FIRST_SCENARIO, surge: 1 }
  if (preset === 'pump-off') {
    const off = secondPump(pumps)
    return { ...FIRST_SCENARIO, surge: 1, switches: off ? [{ id: off.id, time_s: 0, setting: 0 }] : [] }
  }
  return { ...FIRST_SCENARIO, returnPeriod: Number(preset.slice('storm-'.length)) }
}

/** Pump B: the second by name of the house that lifts most; of a house with one pump that one. Null = there are no pumps. */
function secondPump(pumps: Pumps): Pumps[number] | null {
  const lifts = (of: string) => pumps.reduce((sum, { from, flow_m3_s }) => sum + (from === of ? flow_m3_s : 0), 0)
  const [house] = pumps
    .map(({ from }) => from)
    .sort((one, other) => lifts(other) - lifts(one) || (one < other ? -1 : 1))
  const largest = pumps.filter(({ from }) => from === house).sort((one, other) => (one.id < other.id ? -1 : 1))
  return largest[1] ?? largest[0] ?? null
}
