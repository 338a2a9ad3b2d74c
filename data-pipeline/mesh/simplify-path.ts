/**
 * A path without the vertices that lie within a tolerance of the chords that then remain (Douglas and Peucker 1973).
 *
 * @param path  east, north, up triples [m]
 * @param tolerance  [m]; 0 keeps every vertex
 */
export function simplifyPath(path: Float64Array, tolerance: number): Float64Array {
  const count = path.length / 3
  if (tolerance <= 0 || count < 3) return path
  const isKept = new Uint8Array(count)
  isKept[0] = 1
  isKept[count - 1] = 1
  const open: [number, number][] = [[0, count - 1]]
  for (let range = open.pop(); range; range = open.pop()) {
    const [from, to] = range
    let [farthest, distance] = [-1, tolerance]
    for (let vertex = from + 1; vertex < to; vertex++) {
      const own = fromChord(path, vertex, from, to)
      if (own > distance) [farthest, distance] = [vertex, own]
    }
    if (farthest < 0) continue
    isKept[farthest] = 1
    open.push([from, farthest], [farthest, to])
  }
  return path.filter((_, at) => isKept[Math.floor(at / 3)] === 1)
}

function fromChord(path: Float64Array, vertex: number, from: number, to: number): number {
  const value = (index: number, axis: number) => path[3 * index + axis] ?? 0
  const chord = [0, 1, 2].map((axis) => value(to, axis) - value(from, axis))
  const away = [0, 1, 2].map((axis) => value(vertex, axis) - value(from, axis))
  const squared = chord.reduce((sum, part) => sum + part * part, 0)
  const along = away.reduce((sum, part, axis) => sum + part * (chord[axis] ?? 0), 0)
  const share = squared > 0 ? Math.min(1, Math.max(0, along / squared)) : 0
  return Math.hypot(...away.map((part, axis) => part - share * (chord[axis] ?? 0)))
}
