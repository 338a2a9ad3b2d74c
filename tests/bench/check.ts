import { Findings } from '../../data-pipeline/check/finding.ts'
import { checkShard } from '../../data-pipeline/check/index.ts'
import { madeShard } from './made-shards.ts'

export interface CheckBench {
  readonly lines: number
  readonly points: number
  readonly shards: number
  readonly findings: number
  /** of the checks alone, one thread */
  readonly seconds: number
  readonly cpuSeconds: number
  /** [s] for 1,000,000 lines and their points */
  readonly cpuSecondsPerMillion: number
}

/** Runs every rule over the shards of a made city with at least so many lines; making them is not counted. */
export function benchCheck(wanted: number): CheckBench {
  let [lines, points, shards, findings, milliseconds, cpu] = [0, 0, 0, 0, 0, 0]
  const side = Math.ceil(Math.sqrt(wanted / 10_000))
  while (lines < wanted) {
    const shard = madeShard(shards % side, Math.floor(shards / side), 1 + lines + points)
    const context = {
      buildings: [],
      deviceEnds: new Set<string>(),
      components: null,
      census: new Set<string>(),
    }
    // once uncounted: it also clears away what making the shard left behind
    checkShard(shard, context, new Findings())
    const found = new Findings()
    const [start, before] = [performance.now(), process.cpuUsage()]
    checkShard(shard, context, found)
    const { user, system } = process.cpuUsage(before)
    milliseconds += performance.now() - start
    cpu += (user + system) / 1e6
    lines += shard.ownLines
    points += shard.ownPoints
    findings += found.list.length
    shards++
  }
  const cpuSecondsPerMillion = (cpu / lines) * 1e6
  return { lines, points, shards, findings, seconds: milliseconds / 1000, cpuSeconds: cpu, cpuSecondsPerMillion }
}
