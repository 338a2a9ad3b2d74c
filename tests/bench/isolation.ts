import { isolate } from '../../src/domain/network/isolation.ts'
import { buildSegments } from '../../src/domain/network/segments.ts'
import { looped } from './looped-network.ts'

/** Figures of one bench run; times in milliseconds. */
export interface IsolationFigures {
  readonly nodes: number
  readonly links: number
  readonly valves: number
  readonly segments: number
  /** the first, before the compiler has warmed to the code; then the median */
  readonly build: { readonly first: number; readonly median: number }
  readonly query: { readonly first: number; readonly median: number; readonly slowest: number }
}

const BUILDS = 9
const QUERIES = 101

/**
 * Times segments and queries on a made network.
 *
 * @param pipes  number of pipes, > 0
 * @param seed  equal seeds give equal networks and equal leaks
 */
export function benchIsolation(pipes: number, seed: number): IsolationFigures {
  const topology = looped(pipes, seed)
  const builds = Array.from({ length: BUILDS }, () => timed(() => buildSegments(topology)))
  const segments = buildSegments(topology)
  const step = Math.max(1, Math.floor(pipes / QUERIES))
  const queries = Array.from({ length: QUERIES }, (_, i) =>
    timed(() => isolate(topology, segments, topology.nodeId.length + ((i * step) % pipes))),
  )
  return {
    nodes: topology.nodeId.length,
    links: topology.linkId.length,
    valves: topology.valveLink.length,
    segments: segments.count,
    build: { first: builds[0] ?? 0, median: median(builds) },
    query: { first: queries[0] ?? 0, median: median(queries), slowest: Math.max(...queries) },
  }
}

function timed(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
