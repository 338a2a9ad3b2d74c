import type { Shard } from '../shard/shard.ts'
import type { LineAxes } from './line-axes.ts'
import type { LineJoints } from './line-joints.ts'

/** Sizes of one class differ by less than half an octave: DN 300 and 350, not DN 300 and 400. */
const CLASSES_PER_OCTAVE = 2
/** of the first class [m] */
const SMALLEST = 0.02
/** a class counts more than any length: runs are at most as long as this [m] */
const LONGEST = 2 ** 20

/**
 * What an overview shows first: runs, lines of one discipline and size class that go on into one another. The wider
 * class first, of one class the longer run. All lines of a run have the same number and no other line has it, so that
 * whoever takes the largest numbers takes whole runs and no dashes.
 *
 * @returns  of each own line; the larger, the earlier
 */
export function lineRuns(
  { lines, placedLines, ownLines }: Shard,
  axes: LineAxes,
  { partner }: LineJoints,
): Float64Array {
  const { discipline, length } = lines.columns
  const sizeClass = new Uint8Array(ownLines)
  for (let line = 0; line < ownLines; line++) {
    const size = 2 * Math.max(axes.halfWidth[line] ?? 0, axes.halfHeight[line] ?? 0)
    sizeClass[line] = Math.max(0, Math.floor(CLASSES_PER_OCTAVE * Math.log2(size / SMALLEST)))
  }
  const before = Uint32Array.from({ length: ownLines }, (_, line) => line)
  for (let end = 0; end < 2 * ownLines; end++) {
    const [line, other] = [end >> 1, (partner[end] ?? -1) >> 1]
    // each joint from its later line, and not from the neighbours within the halo
    if (other < 0 || other >= line) continue
    if (sizeClass[line] !== sizeClass[other] || discipline[line] !== discipline[other]) continue
    const [a, b] = [firstOf(line), firstOf(other)]
    before[Math.max(a, b)] = Math.min(a, b)
  }
  const runLength = new Float64Array(ownLines)
  for (let line = 0; line < ownLines; line++) {
    const first = firstOf(line)
    runLength[first] = (runLength[first] ?? 0) + (length[line] ?? 0)
  }
  const rank = new Float64Array(ownLines)
  for (let line = 0; line < ownLines; line++) {
    const first = firstOf(line)
    const metres = Math.min(Math.floor(runLength[first] ?? 0), LONGEST - 1)
    // scattered, so that runs of one length are chosen all over the shard
    const tie = ((placedLines.gid[first] ?? 0) * GOLDEN) % 1
    rank[line] = (sizeClass[line] ?? 0) * LONGEST + metres + tie
  }
  return rank

  function firstOf(line: number): number {
    let at = line
    for (let next = before[at] ?? at; next !== at; next = before[at] ?? at) {
      before[at] = before[next] ?? next
      at = next
    }
    return at
  }
}

const GOLDEN = (Math.sqrt(5) - 1) / 2
