/** Air that a space gets from outside, in steps of time: [from s, m³/s]. */
export type AirStep = readonly [time: number, flow: number]

/**
 * Spaces under the street that air joins, flat. A passage mixes two spaces (`exchange`) and may carry air one way (`flow`,
 * negative = from `to` to `from`).
 */
export interface VoidNetwork {
  /** [m³], > 0 */
  readonly volume: Float64Array
  /** fresh air in [m³/s], ≥ 0; what comes in pushes as much out */
  readonly ventilation: Float64Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** [m³/s], ≥ 0 */
  readonly exchange: Float64Array
  /** [m³/s] */
  readonly flow: Float64Array
  /** of spaces whose air is switched in time; it stands in the place of `ventilation` from its first time on */
  readonly fans: ReadonlyMap<number, readonly AirStep[]>
}

/**
 * Exchange through a duct: D A/L. What upwinding of a flow spreads by itself is taken off, so that a row of spaces spreads
 * as the duct does, to second order, as long as L < 2 D/u.
 *
 * @param dispersion  D [m²/s]
 * @param area  A [m²]
 * @param length  L between the middles [m], > 0
 * @param flow  of air through it [m³/s]
 */
export function exchangeThrough(dispersion: number, area: number, length: number, flow: number): number {
  return Math.max(0, (dispersion * area) / length - Math.abs(flow) / 2)
}

/** Passages by space: those of space s are `list[starts[s]]` … `list[starts[s + 1] − 1]`. */
export function passagesBySpace({
  volume,
  from,
  to,
}: Pick<VoidNetwork, 'from' | 'to'> & { readonly volume: ArrayLike<number> }): {
  starts: Int32Array
  list: Int32Array
} {
  const starts = new Int32Array(volume.length + 1)
  for (const ends of [from, to]) for (const end of ends) starts[end + 1] = (starts[end + 1] as number) + 1
  for (let space = 0; space < volume.length; space++)
    starts[space + 1] = (starts[space + 1] as number) + (starts[space] as number)
  const list = new Int32Array(2 * from.length)
  const next = starts.slice()
  for (const ends of [from, to])
    for (let passage = 0; passage < ends.length; passage++) {
      const space = ends[passage] as number
      list[next[space] as number] = passage
      next[space] = (next[space] as number) + 1
    }
  return { starts, list }
}
