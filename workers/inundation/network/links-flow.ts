/** Discharges between stores, by face or device: what solver and books need of conduits and devices alike. */
export interface Flows {
  /** stores on both sides */
  readonly from: Int32Array
  readonly to: Int32Array
  /** `from` → `to` [m³/s] */
  readonly flow: Float64Array
  /** how it changes with the level of each store: flow + perFrom · δfrom − perTo · δto [m²/s], both ≥ 0 */
  readonly perFrom: Float64Array
  readonly perTo: Float64Array
  /** how what each store holds grows with the level of the other one [m²]; left out = not at all */
  readonly shared?: Float64Array
}

/** Moves what flows within a step [s] between the volumes of the stores [m³]. */
export function move({ from, to, flow }: Flows, step: number, volume: Float64Array): void {
  for (let f = 0; f < flow.length; f++) {
    const moved = step * (flow[f] as number)
    volume[from[f] as number] = (volume[from[f] as number] as number) - moved
    volume[to[f] as number] = (volume[to[f] as number] as number) + moved
  }
}

/** Discharges by the levels that were found: `change` by store [m]. */
export function follow({ from, to, flow, perFrom, perTo }: Flows, change: Float64Array): void {
  for (let f = 0; f < flow.length; f++)
    flow[f] =
      (flow[f] as number) +
      (perFrom[f] as number) * (change[from[f] as number] as number) -
      (perTo[f] as number) * (change[to[f] as number] as number)
}
