/** Counts requests in work, so that a stop lets them end. */
export interface Drain {
  /** Runs `work`, or answers 503 once the stop has begun. */
  run(work: () => Response | Promise<Response>): Promise<Response>
  /** Refuses new requests; resolves when those in work have their answer, or after `most` [ms]. */
  close(most: number): Promise<void>
}

export function createDrain(): Drain {
  let isClosed = false
  let inWork = 0
  let onIdle = () => {}
  return {
    async run(work) {
      if (isClosed)
        return Response.json(
          { state: 'stopping' },
          { status: 503, headers: { Connection: 'close', 'Retry-After': '5' } },
        )
      inWork++
      try {
        return await work()
      } finally {
        inWork--
        if (inWork === 0) onIdle()
      }
    },
    async close(most) {
      isClosed = true
      if (inWork === 0) return
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        onIdle = resolve
        timer = setTimeout(resolve, most)
      })
      clearTimeout(timer)
    },
  }
}
