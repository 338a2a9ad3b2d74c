/** Discharge per metre of width through the face to the east and north of each cell [m²/s], as the preview keeps it. */
export interface Flows {
  readonly east: Float32Array
  readonly north: Float32Array
}

/**
 * Water is taken from a cell with its motion: the half of each face that is its own slows to `left` of what it was.
 *
 * @param stride  places from a cell to the one north of it
 */
export function slowFlows({ east, north }: Flows, stride: number, i: number, left: number): void {
  const share = (1 + left) / 2
  east[i] = share * (east[i] as number)
  east[i - 1] = share * (east[i - 1] as number)
  north[i] = share * (north[i] as number)
  north[i - stride] = share * (north[i - stride] as number)
}
