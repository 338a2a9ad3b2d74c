/**
 * Chooses the posts of a square's edge that are vertices, and puts the others onto the straight line between them. Both
 * squares at an edge choose alike, because only the edge itself counts: their meshes then meet without a crack, whatever
 * lies inside.
 *
 * @param heights  of the square's posts [m]; those of the edge are changed by at most `error`
 * @param isKept  1 for every post that was chosen
 * @param first  post where the edge begins
 * @param step  posts from one of the edge to the next
 * @param cells  of the edge, a power of two
 * @param sag  how far the Earth's surface lies below the middle of the edge at the post `i` of it [m]
 */
export function settleEdge(
  heights: Float64Array,
  isKept: Uint8Array,
  { first, step, cells, sag }: { first: number; step: number; cells: number; sag: (i: number) => number },
  error: number,
): void {
  const level = Float64Array.from({ length: cells + 1 }, (_, i) => (heights[first + i * step] ?? 0) - sag(i))
  const at = (i: number) => level[i] ?? 0
  const bounds = new Float64Array(cells + 1)
  const bound = (from: number, to: number): number => {
    if (to - from < 2) return 0
    const middle = (from + to) / 2
    const own = Math.abs(at(middle) - (at(from) + at(to)) / 2)
    bounds[middle] = own + Math.max(bound(from, middle), bound(middle, to))
    return bounds[middle] ?? 0
  }
  const choose = (from: number, to: number): void => {
    const middle = (from + to) / 2
    if (to - from >= 2 && (bounds[middle] ?? 0) > error) {
      choose(from, middle)
      choose(middle, to)
      return
    }
    isKept[first + from * step] = 1
    isKept[first + to * step] = 1
    for (let i = from + 1; i < to; i += 1) {
      const share = (i - from) / (to - from)
      heights[first + i * step] = at(from) * (1 - share) + at(to) * share + sag(i)
    }
  }
  bound(0, cells)
  choose(0, cells)
}
