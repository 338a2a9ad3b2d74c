import { decay, HOUR, incidentOf, MINUTE, rise, type Story } from '../story.ts'

/** Along a cabin the gas falls to 1/e over so much way [m], and goes so fast [m/ms]. */
const REACH = 150
const DRAUGHT = 20 / MINUTE
/** At the leak [%LEL]; the fans of the cabin start at 20. */
const STRONGEST = 32
const FANS_AFTER = 25 * MINUTE

/**
 * Gas leaks in a utility gallery: methane rises, displaces oxygen, and goes along the cabin. The fans start, and the air is
 * clean again within the hour.
 */
export const galleryGas: Story = (field, start, seed) => {
  const origin = field.pick('gallery-methane', seed)
  if (!origin) return null
  const fans = start + FANS_AFTER
  const reached = (kind: string, most: number) =>
    field
      .around(origin, kind, 400, most)
      .filter(({ sensor }) => sensor.assetId === origin.assetId)
      .map(({ sensor, distance }) => ({
        sensor: sensor.id,
        from: start + distance / DRAUGHT,
        to: fans + 1.5 * HOUR,
        share: Math.exp(-distance / REACH),
      }))
  const level = (at: number, onset: number) => rise(Math.min(at, fans), onset, 7 * MINUTE) * decay(at, fans, 9 * MINUTE)
  return incidentOf('gallery-gas', [
    ...reached('gallery-methane', 4).map(({ share, ...rest }) => ({
      ...rest,
      value: (at: number, healthy: number) => Math.max(healthy, STRONGEST * share * level(at, rest.from)),
    })),
    // what comes in pushes air out, and a leak of purge gas beside it more than its methane alone
    ...reached('gallery-oxygen', 2).map(({ share, ...rest }) => ({
      ...rest,
      value: (at: number, healthy: number) => healthy - 1.6 * share * level(at, rest.from),
    })),
  ])
}
