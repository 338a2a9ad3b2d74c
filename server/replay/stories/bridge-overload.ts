import { hash, white } from '../noise.ts'
import { decay, incidentOf, MINUTE, rise, type Story } from '../story.ts'

const LASTS = 40 * MINUTE
/** The heaviest of the lorries [t]. */
const HEAVIEST = 68
/** What the deck shows under the queue, as a share of its red limit. */
const STRAINED = 0.93

/**
 * Overloaded lorries queue on a bridge for 40 minutes: its scales see them, strain and deflection rise and stay, and fall
 * when the queue has gone.
 */
export const bridgeOverload: Story = (field, start, seed) => {
  const scale = field.pick('bridge-load', seed)
  if (!scale) return null
  const end = start + LASTS
  const scales = [
    {
      sensor: scale.id,
      from: start,
      to: end,
      value: (at: number) => HEAVIEST * (0.8 + 0.2 * white(hash(scale.id), Math.floor(at / MINUTE))),
    },
  ]
  const deck = ['bridge-strain', 'bridge-deflection'].flatMap((kind) =>
    field
      .of(kind)
      .filter(({ assetId }) => assetId === scale.assetId)
      .slice(0, 3)
      .flatMap((sensor) => {
        const red = sensor.thresholds.find(({ grade, direction }) => grade === 'red' && direction === 'above')
        return red ? [{ sensor, top: red.value * STRAINED }] : []
      }),
  )
  return incidentOf('bridge-overload', [
    ...scales,
    ...deck.map(({ sensor, top }) => ({
      sensor: sensor.id,
      from: start + MINUTE,
      to: end + 10 * MINUTE,
      value: (at: number, healthy: number) =>
        healthy + (top - healthy) * rise(at, start + MINUTE, MINUTE) * decay(at, end, MINUTE),
    })),
  ])
}
