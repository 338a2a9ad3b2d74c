import type { Stability, Terrain } from './briggs.ts'

/** A plume in a calm is none: slower wind counts as this [m/s]. */
export const LEAST_WIND = 0.5

/** Upper ends of 1/L [1/m] at a roughness of 6 mm, after Golder 1972: A, B, C, D, E; above them F. */
const CLASS_UP_TO = [-0.131, -0.072, -0.021, 0.022, 0.08] as const
const CLASSES = ['A', 'B', 'C', 'D', 'E', 'F'] as const

/** Exponents of u ~ z^p by class (Irwin 1979). */
const EXPONENTS = {
  urban: { A: 0.15, B: 0.15, C: 0.2, D: 0.25, E: 0.3, F: 0.3 },
  rural: { A: 0.07, B: 0.07, C: 0.1, D: 0.15, E: 0.35, F: 0.55 },
} as const satisfies Record<Terrain, Record<Stability, number>>

/**
 * Class by the Obukhov length L over open grassland (roughness about 6 mm; over a city the bounds lie elsewhere).
 *
 * @param length  L [m], negative when unstable
 */
export function stabilityOf(length: number): Stability {
  const bound = CLASS_UP_TO.findIndex((most) => 1 / length < most)
  return CLASSES[bound < 0 ? 5 : bound] as Stability
}

/**
 * Class of a city's weather: Turner's table in short. At night the wind and the clouds count, by day the sun.
 *
 * @param speed  at 10 m [m/s]
 * @param sun  above 45° clear = strong; low or thin clouds = slight; `night-clear` up to 3/8 clouds
 */
export function stabilityOfWeather(
  speed: number,
  sun: 'strong' | 'moderate' | 'slight' | 'night-cloudy' | 'night-clear',
): Stability {
  const row = speed < 2 ? 0 : speed < 3 ? 1 : speed < 5 ? 2 : speed < 6 ? 3 : 4
  const TABLE = {
    strong: ['A', 'A', 'B', 'C', 'C'],
    moderate: ['A', 'B', 'B', 'C', 'D'],
    slight: ['B', 'C', 'C', 'D', 'D'],
    'night-cloudy': ['E', 'E', 'D', 'D', 'D'],
    'night-clear': ['F', 'F', 'E', 'D', 'D'],
  } as const
  return TABLE[sun][row] as Stability
}

/**
 * Wind at a height by the power law, no slower than 0.5 m/s. Below roofs it says little.
 *
 * @param speed  measured [m/s] at `measured` [m] above ground
 * @param height  [m], > 0
 */
export function windAt(
  terrain: Terrain,
  stability: Stability,
  speed: number,
  measured: number,
  height: number,
): number {
  return Math.max(LEAST_WIND, speed * (height / measured) ** EXPONENTS[terrain][stability])
}
