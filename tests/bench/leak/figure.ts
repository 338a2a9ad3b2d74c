/** A figure of `lifeline bench leak`, with the most that it may be; null = nobody set a goal. */
export interface LeakFigure {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly most: number | null
}

/** Runs a piece of work several times; seconds of processor time of the first and the median. */
export async function timedRuns(runs: number, work: () => unknown): Promise<{ first: number; median: number }> {
  const seconds: number[] = []
  for (let run = 0; run < runs; run++) {
    const started = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(started)
    seconds.push((user + system) / 1e6)
  }
  const [first = Number.NaN] = seconds
  return { first, median: [...seconds].sort((a, b) => a - b)[runs >> 1] ?? Number.NaN }
}
