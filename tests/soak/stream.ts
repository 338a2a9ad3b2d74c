// 10,000 sensors a minute and 200 at 2 Hz to 50 viewers, an hour embedded and a third of it on PostgreSQL: node --import ./tools/ts.mjs tests/soak/stream.ts
import { startPreparedCluster } from '../contract/back-ends.ts'
import { runStream } from '../kit/stream-load.ts'

const MINUTES = Number(process.env.LIFELINE_SOAK_MINUTES ?? 60)
const LOAD = { sensors: 10_000, fast: 200, viewers: 50 }
/** Readings of a topic are gathered for a second, then have this long to arrive [ms]. */
const ON_THE_WAY = 250
const GATHERED = 1000
/** growth of the server's memory that is allowed [share]; of short runs it says nothing */
const GROWTH = 0.05
const LEAST_MINUTES = 20

async function watch(database: string, minutes: number, databaseUrl?: string): Promise<boolean> {
  const load = { ...LOAD, seconds: minutes * 60 }
  const figures = await runStream(databaseUrl === undefined ? load : { ...load, databaseUrl })
  const { posted, stored, wrongLatest, wrongViews, batches, ageMedian, ageP95, growth, peakBytes } = figures
  const isGood =
    stored === posted &&
    wrongLatest === 0 &&
    wrongViews === 0 &&
    ageP95 <= GATHERED + ON_THE_WAY &&
    (minutes < LEAST_MINUTES || growth < GROWTH)
  console.log(
    `${isGood ? 'ok    ' : 'FAILED'} ${database}, ${minutes} min: ${posted} readings posted, ${stored} stored; ` +
      `${wrongLatest} sensors and ${wrongViews} views of sensors without the last value; ${batches} batches arrived, ` +
      `their newest reading ${Math.round(ageMedian)} ms old (median), ${Math.round(ageP95)} ms (p95, goal ${GATHERED} + ${ON_THE_WAY}); ` +
      `memory ${(100 * growth).toFixed(1)} %, ${Math.round(peakBytes / 1e6)} MB at most`,
  )
  return isGood
}

const { cluster, url } = await startPreparedCluster()
try {
  const embedded = await watch('PGlite', MINUTES)
  const server = await watch('PostgreSQL 15', Math.max(1, Math.round(MINUTES / 3)), url)
  process.exitCode = embedded && server ? 0 : 1
} finally {
  cluster.stop()
}
