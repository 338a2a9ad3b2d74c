import { decay, HOUR, incidentOf, MINUTE, rise, type Story } from '../story.ts'

/** Gas creeps along the backfill of sewers [m/ms]: 12 m a minute. */
const CREEP = 12 / MINUTE
/** Its concentration falls to 1/e over so much way [m]. */
const REACH = 120
/** At the well nearest to the leak [%LEL]. */
const STRONGEST = 45
const LASTS = 90 * MINUTE

/**
 * A main leaks into the sewer beside it: methane rises in the nearest well, minutes later in those along the way, and in
 * the kitchens above. After 90 minutes the main is shut and the wells air out.
 */
export const gasInWells: Story = (field, start, seed) => {
  const origin = field.pick('ch4-well', seed, (well) => field.around(well, 'ch4-well', 200, 4).length >= 3)
  if (!origin) return null
  const wells = field.around(origin, 'ch4-well', 200, 5)
  const kitchens = field.around(origin, 'gas-restaurant', 250, 2)
  const shut = start + LASTS
  const reached = [
    ...wells.map((place) => ({ ...place, share: 1, airing: 20 * MINUTE })),
    // a room is aired, a well is not
    ...kitchens.map((place) => ({ ...place, share: 0.5, airing: 8 * MINUTE })),
  ]
  return incidentOf(
    'gas-in-wells',
    reached.map(({ sensor, distance, share, airing }) => {
      const onset = start + distance / CREEP
      const top = share * STRONGEST * Math.exp(-distance / REACH)
      return {
        sensor: sensor.id,
        from: onset,
        to: shut + 2 * HOUR,
        value: (at, healthy) =>
          Math.max(healthy, top * rise(Math.min(at, shut), onset, 6 * MINUTE) * decay(at, shut, airing)),
      }
    }),
  )
}
