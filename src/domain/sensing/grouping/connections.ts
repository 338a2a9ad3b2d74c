/** Ways between sensors along the pipe networks that they sit on, as far as they are known. */
export interface Connections {
  /** discipline of the network that a sensor sits on; null = it sits on none, or that is not known */
  networkOf(sensorId: string): string | null
  /** The way between two sensors that both sit on a network [m]; infinite = not connected, or further than any cause reaches. */
  wayBetween(sensorId: string, other: string): number
}

/** Nothing is known of any network: distances in plan have to do. */
export const NOT_KNOWN: Connections = { networkOf: () => null, wayBetween: () => Number.POSITIVE_INFINITY }

/** Sensors with the discipline of their network, and pairs with the way between them [m]. */
export interface ConnectionRows {
  readonly places: readonly (readonly [sensorId: string, discipline: string])[]
  readonly distances: readonly (readonly [sensorId: string, other: string, along: number])[]
}

export function connectionsOf({ places, distances }: ConnectionRows): Connections {
  const networks = new Map(places.map(([sensor, discipline]) => [sensor, discipline]))
  const ways = new Map(distances.map(([sensor, other, along]) => [pair(sensor, other), along]))
  return {
    networkOf: (sensor) => networks.get(sensor) ?? null,
    wayBetween: (sensor, other) => (sensor === other ? 0 : (ways.get(pair(sensor, other)) ?? Number.POSITIVE_INFINITY)),
  }
}

function pair(one: string, other: string): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`
}
