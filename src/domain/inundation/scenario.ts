import { z } from 'zod'

/** A live scenario begins an hour ago and looks two ahead [h]: what falls later nobody knows from the gauges. */
export const LIVE_HOURS = 3

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
    hours: z.number().min(0.25).max(24),
    /** the sea above its tide [m] */
    surge: z.number().min(0).max(5),
    /** width of a cell [m] */
    cell: z.number().positive(),
  })
  .refine(({ rain, hours }) => rain !== 'live' || hours <= LIVE_HOURS, {
    path: ['hours'],
    message: `a live scenario has ${LIVE_HOURS} h at most, one of them measured`,
  })
export type FloodScenario = z.infer<typeof scenarioSchema>

/** What one begins with: the storm that a large city is protected from, in the coarser cells. */
export const FIRST_SCENARIO: FloodScenario = {
  ...{ rain: 'design', returnPeriod: 50, stormMinutes: 180, hours: 3, surge: 0, cell: 4 },
}

/** Scenarios to begin with, by a key of the dictionary. */
export const FLOOD_PRESETS = ['storm-2', 'storm-5', 'storm-20', 'storm-50', 'storm-100', 'surge', 'live'] as const
export type FloodPreset = (typeof FLOOD_PRESETS)[number]

export function presetScenario(preset: FloodPreset): FloodScenario {
  if (preset === 'live') return { ...FIRST_SCENARIO, rain: 'live', hours: LIVE_HOURS }
  if (preset === 'surge') return { ...FIRST_SCENARIO, surge: 1 }
  return { ...FIRST_SCENARIO, returnPeriod: Number(preset.slice('storm-'.length)) }
}
