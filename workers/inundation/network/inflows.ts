import type { DrainageModel, Pattern, TimeSeries } from './inp/model.ts'

/** What flows into nodes from outside the network as its file says [m³/s]: time series with baselines, dry weather. */
export interface Inflows {
  /** adds to each node what comes at a time [s since the start]; `sums` by node [m³/s] */
  add(time: number, sums: Float64Array): void
}

export function inflowsOf(model: DrainageModel, nodeOf: ReadonlyMap<string, number>): Inflows {
  const { start } = model.options
  const { series, patterns } = model.tables
  const direct = model.inflows.map((spec) => ({
    node: nodeOf.get(spec.node) ?? 0,
    series: spec.series === null ? null : (series.get(spec.series) ?? null),
    pattern: spec.pattern === null ? null : (patterns.get(spec.pattern) ?? null),
    spec,
  }))
  const dry = model.dryWeather.map(({ node, flow, patterns: names }) => ({
    node: nodeOf.get(node) ?? 0,
    flow,
    patterns: names.flatMap((name) => patterns.get(name) ?? []),
  }))
  return {
    add(time, sums) {
      const now = new Date((start + time) * 1000)
      for (const { node, series: given, pattern, spec } of direct) {
        const base = spec.baseline * (pattern ? factor(pattern, now) : 1)
        sums[node] = (sums[node] as number) + base + (given ? spec.scale * valueAt(given, time, 0) : 0)
      }
      for (const { node, flow, patterns: own } of dry) sums[node] = (sums[node] as number) + flow * together(own, now)
    },
  }
}

/** Linear between the points of a series; `beyond` before the first and after the last, or the end values with null. */
export function valueAt({ time, value }: TimeSeries, at: number, beyond: number | null): number {
  const last = time.length - 1
  if (last < 0) return beyond ?? 0
  if (at < (time[0] as number)) return beyond ?? (value[0] as number)
  if (at > (time[last] as number)) return beyond ?? (value[last] as number)
  let [low, high] = [0, last]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((time[middle] as number) <= at) low = middle
    else high = middle
  }
  const span = (time[high] as number) - (time[low] as number)
  if (span <= 0) return value[high] as number
  return (
    (value[low] as number) + ((at - (time[low] as number)) / span) * ((value[high] as number) - (value[low] as number))
  )
}

/** On Saturday and Sunday a weekend pattern stands for the hourly one. */
function together(patterns: readonly Pattern[], now: Date): number {
  const isWeekend = [0, 6].includes(now.getUTCDay())
  const hasWeekend = patterns.some(({ kind }) => kind === 'WEEKEND')
  return patterns
    .filter(({ kind }) => (kind === 'WEEKEND' ? isWeekend : kind !== 'HOURLY' || !(isWeekend && hasWeekend)))
    .reduce((product, pattern) => product * factor(pattern, now), 1)
}

function factor({ kind, factors }: Pattern, now: Date): number {
  const at = {
    MONTHLY: now.getUTCMonth(),
    DAILY: now.getUTCDay(),
    HOURLY: now.getUTCHours(),
    WEEKEND: now.getUTCHours(),
  }
  return factors[at[kind]] ?? 1
}
