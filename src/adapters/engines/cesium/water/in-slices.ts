/** [ms] of work before the page gets its turn: a frame of 60 Hz keeps time for the engine */
const SLICE = 6

/**
 * Runs work that yields often, a slice at a time, the first at once.
 *
 * @returns what ends it early; then `onDone` is not called
 */
export function inSlices(work: Iterator<void>, onDone: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isEnded = false
  const slice = () => {
    const end = performance.now() + SLICE
    while (performance.now() < end) {
      if (!work.next().done) continue
      if (!isEnded) onDone()
      return
    }
    timer = setTimeout(slice)
  }
  slice()
  return () => {
    isEnded = true
    clearTimeout(timer)
  }
}
