export interface Placed {
  /** [px] of the canvas; null when behind the eye or off the picture */
  readonly at: { readonly x: number; readonly y: number } | null
  /** greater wins */
  readonly urgency: number
}

/**
 * Which marks have room: the most urgent first, then in the order given; one that would overlap an earlier one has no
 * room. Every mark is on the picture either way; one without room is drawn small.
 *
 * @param spacing  least distance of two marks with room [px]
 * @returns  one flag a mark
 */
export function withRoom(marks: readonly Placed[], spacing: number): Uint8Array {
  const order = marks.map((_, i) => i).sort((a, b) => (marks[b]?.urgency ?? 0) - (marks[a]?.urgency ?? 0) || a - b)
  const out = new Uint8Array(marks.length)
  const cells = new Map<string, { x: number; y: number }[]>()
  for (const i of order) {
    const at = marks[i]?.at
    if (!at) continue
    const [column, row] = [Math.floor(at.x / spacing), Math.floor(at.y / spacing)]
    if (isTaken(cells, column, row, at, spacing)) continue
    out[i] = 1
    const key = `${column}/${row}`
    cells.set(key, [...(cells.get(key) ?? []), at])
  }
  return out
}

function isTaken(
  cells: ReadonlyMap<string, readonly { x: number; y: number }[]>,
  column: number,
  row: number,
  at: { x: number; y: number },
  spacing: number,
): boolean {
  for (let dx = -1; dx <= 1; dx += 1) {
    for (let dy = -1; dy <= 1; dy += 1) {
      for (const other of cells.get(`${column + dx}/${row + dy}`) ?? []) {
        if (Math.hypot(other.x - at.x, other.y - at.y) < spacing) return true
      }
    }
  }
  return false
}
