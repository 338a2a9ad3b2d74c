/**
 * Frames that fit into so much memory: while they do not, every second one is left out, never the first nor the last.
 *
 * @param most     [bytes]
 * @param bytesOf  of one frame
 */
export function thinned<Frame>(
  frames: readonly Frame[],
  most: number,
  bytesOf: (frame: Frame) => number,
): readonly Frame[] {
  let kept = frames
  const bytes = (some: readonly Frame[]) => some.reduce((sum, frame) => sum + bytesOf(frame), 0)
  while (kept.length > 2 && bytes(kept) > most) {
    const last = kept.length - 1
    kept = kept.filter((_, i) => i % 2 === 0 || i === last)
  }
  return kept
}
