import type { Threads } from './crew.ts'

/** More share the bandwidth of the memory rather than the work. */
const MOST = 16

/** The threads of this worker; null where its page is not cross-origin isolated, so that memory cannot be shared. */
export function browserThreads(): Threads | null {
  if (!crossOriginIsolated || navigator.hardwareConcurrency < 2) return null
  return {
    count: Math.min(MOST, navigator.hardwareConcurrency),
    start: (place) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
      worker.postMessage(place)
      return () => worker.terminate()
    },
  }
}
