/** A way to a node that is still to be settled: how long it is, and where it ends. */
export type Way = [way: number, node: number]

/** Puts a way on a binary heap. */
export function push(heap: Way[], entry: Way): void {
  let at = heap.push(entry) - 1
  while (at > 0) {
    const above = (at - 1) >> 1
    const parent = heap[above]
    if (!parent || parent[0] <= entry[0]) break
    heap[at] = parent
    at = above
  }
  heap[at] = entry
}

/** Takes the shortest way off a binary heap; null = it is empty. */
export function pop(heap: Way[]): Way | null {
  const [first] = heap
  const last = heap.pop()
  if (!first || !last) return null
  if (heap.length === 0) return first
  let at = 0
  for (;;) {
    const [left, right] = [2 * at + 1, 2 * at + 2]
    const child =
      (heap[right]?.[0] ?? Number.POSITIVE_INFINITY) < (heap[left]?.[0] ?? Number.POSITIVE_INFINITY) ? right : left
    const entry = heap[child]
    if (!entry || entry[0] >= last[0]) break
    heap[at] = entry
    at = child
  }
  heap[at] = last
  return first
}
