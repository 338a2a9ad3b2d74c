import { cpus, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchBuildings } from '../tests/bench/buildings.ts'
import { benchBundle, isWithinBudget } from '../tests/bench/bundle.ts'
import { benchCheck } from '../tests/bench/check.ts'
import { benchIsolation } from '../tests/bench/isolation.ts'
import { benchLoad } from '../tests/bench/load.ts'
import { benchPipeline } from '../tests/bench/pipeline.ts'
import { benchReadings } from '../tests/bench/readings.ts'
import { benchTiles } from '../tests/bench/tiles.ts'
import { runAudit } from './bench-audit.ts'
import { runBackEnd, START_GOALS } from './bench-backend.ts'
import { DRAINAGE_GOAL, runDrainage } from './bench-drainage.ts'
import { FLOOD_GOALS, runInundation } from './bench-inundation.ts'
import { LATENCY_GOALS, runRealtime, STALL_GOALS } from './bench-realtime.ts'
import { type Arguments, type Command, EXIT, type ExitCode, type Terminal, textOption, UsageError } from './command.ts'

/** What each figure must stay under [ms], for 100,000 pipes. */
const GOALS = { build: 200, query: 50 }
/** Main-thread time of our own code [ms] to paint 10,000 assets. */
const REPAINT_GOAL = 5
/** From tables to tiles, report and rows on two cores. */
const PIPELINE_GOALS = {
  city: { lines: 1_100_000, seconds: 20, bytes: 1e9 },
  region: { lines: 11_000_000, seconds: 240, bytes: 2e9 },
}
/** Processor time of all quality rules [s], for 1,000,000 lines and their points. */
const CHECK_GOAL = 5
/** Times that 95 of 100 questions stay under [ms], among 100,000 sensors; readings stored a second in the embedded database. */
const READING_GOALS = { view: 50, history: 100, rowsPerSecond: 10_000 }
/** Seconds of processor time to write the rows of 1,000,000 lines and their points. */
const ROWS_GOAL = 2
const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Lines a second of processor time that one thread must tile; bytes a line in leaves; all overviews against leaves. */
const TILES_GOALS = {
  linesPerSecond: 120_000,
  linesPerSecondOfTwo: 200_000,
  leafBytes: 180,
  leafGzip: 75,
  parentShare: 0.35,
  firstViewGzip: 2e6,
} as const
/** Overviews of buildings against their leaves, and what is first shown of them [bytes by gzip]. */
const BUILDINGS_GOALS = { parentShare: 0.35, firstViewGzip: 5e5 } as const
/** Of the finest terrain tiles against the elevation model they are made of, root mean square [m]. */
const TERRAIN_GOAL = 0.03

export const bench: Command = {
  name: 'bench',
  summary: '本机测速 · measure speed on this machine',
  help: `
lifeline bench isolation [--pipes 100000] [--seed 1] [--json]
lifeline bench inundation [--cells 1000000] [--json]
lifeline bench drainage [--json]
lifeline bench tiles [--pipes 100000] [--json]
lifeline bench buildings [--buildings 100000] [--json]
lifeline bench terrain [--pixels 2000] [--json]
lifeline bench check [--pipes 100000] [--json]
lifeline bench load [--pipes 100000] [--json]
lifeline bench pipeline [--pipes 1000000] [--workers 2] [--keep DIR] [--json]
lifeline bench backend [--sensors 10000] [--json]
lifeline bench readings [--sensors 100000] [--json]
lifeline bench realtime [--seconds 60] [--json]
lifeline bench audit [--entries 100000] [--json]
lifeline bench bundle [--json]
lifeline bench repaint [--json]
lifeline bench first-picture [--url URL] [--json]

Times the valve segments of a made network and the query for a burst main. Goals for 100,000 pipes: segments
≤ ${GOALS.build} ms, query ≤ ${GOALS.query} ms.

inundation: the flood's kernel on wet cells, held against the same scheme in C by hand in 4-wide SSE, compiled now where there
is a compiler; two threads against one, a tenth and ten times the cells, and a grid that is wet in a twentieth. Goals: ≥
${FLOOD_GOALS.millionsASecond} M cell-steps/s, ≥ ${FLOOD_GOALS.ofNative} of C, two threads ≥ ${FLOOD_GOALS.twoThreads.large} ×, time for a cell ≤ ${FLOOD_GOALS.growth} × from small to large, ≤ ${100 * FLOOD_GOALS.wetCost} % of the cost
where 5 % is wet. Let nothing else run.

drainage: a made sewer network of 990 conduits in a storm, partly full, steps of 5 s, one thread. Goal: ≥ ${DRAINAGE_GOAL / 1e6} M link-steps/s.

tiles: writes the 3D Tiles of a made city of streets with eight networks each, joints and property tables. Goals: ≥
${TILES_GOALS.linesPerSecond} lines a second of processor time on one thread, ≥ ${TILES_GOALS.linesPerSecondOfTwo} on the clock on two,
≤ ${TILES_GOALS.leafBytes} bytes a line on disk, ≤ ${TILES_GOALS.leafGzip} by gzip, overviews ≤ ${100 * TILES_GOALS.parentShare} % of the leaves, first view ≤ ${TILES_GOALS.firstViewGzip / 1e6} MB by gzip.

buildings: writes the public 3D Tiles of a made city of blocks. Goals: overviews ≤ ${100 * BUILDINGS_GOALS.parentShare} % of the leaves, first view ≤
${BUILDINGS_GOALS.firstViewGzip / 1e6} MB by gzip.

terrain: writes the ground tiles of a made elevation model of 5 m, --pixels wide and deep, on one thread, and reads them back
by another's decoder. Goal: root mean square error ≤ ${TERRAIN_GOAL * 100} cm at the model's own pixels.

check: every quality rule over the shards of a made city, one thread. Goal ≤ ${CHECK_GOAL} s of processor time for
1,000,000 lines.

pipeline: from the CSV tables of a made city of eight networks to tiles, report and rows. Goals for 1,000,000 lines: 20 s and
1 GB of memory on two cores; for 10,000,000: 4 min and 2 GB. Tiles of pipes as for tiles.

load: writes the asset rows of a made city as COPY text, then loads them into empty tables of the embedded database and of a
PostgreSQL 15 of its own, and once more as a build whose rows are equal. Goal: rows of 1,000,000 lines and their points written in
${ROWS_GOAL} s of processor time.

backend: start of the server with a city of little but sensors, requests and readings a second and memory, on the embedded
database and on a PostgreSQL 15 of its own, client in the same process. Goals: start ≤ ${START_GOALS.fresh} s without a cache, ≤ ${START_GOALS.cached} s with it.

readings: newest values of a view of 1,000 sensors, the same for a person of one district, 90 days of one sensor by hours, and readings stored a second, in the
embedded database and in a PostgreSQL 15 of its own. Goals: p95 ≤ ${READING_GOALS.view} ms, ≤ ${READING_GOALS.history} ms, ≥ ${READING_GOALS.rowsPerSecond} a second.

realtime: 50 viewers in another process and 200 sensors at 2 Hz, then 3,000 at 1 Hz without and with a viewer that does not
read, on the embedded database and on a PostgreSQL 15 of its own. Goals: p95 from the transaction to the viewer ≤ ${LATENCY_GOALS.embedded} ms,
≤ ${LATENCY_GOALS['PostgreSQL 15']} ms; every viewer level with the newest values at the end; beside one that does not read p95 at most ${STALL_GOALS.share} times as
long and ≤ ${STALL_GOALS.bytes / 2 ** 20} MiB more.

audit: what it costs that lists note what is secret, and to write and check entries, in the embedded database and in a
PostgreSQL 15 of its own.

bundle: JavaScript that every built page loads until first use, gzip, against its budget; no page may bring an engine
that its scenes do not name.

repaint: main-thread time of our own code to paint 10,000 assets (flat engines: 1,000), with every engine in Chromium with
software WebGL. Goal ≤ ${REPAINT_GOAL} ms.

first-picture: from navigation to the first frame with a pipe or cell in it, signed in, 1440 × 900, median of 3, software
WebGL. Goals: public 3 s, leadership 5 s, planner 12 s.

--url URL    a running server; without it one is started and warmed up
--pipes N    size of the network, default 100000
--cells N    of the flood, default 1000000, ≥ 100000
--buildings N  size of the city, default 100000
--pixels N   size of the elevation model, default 2000
--sensors N  of the city of the back end, default 10000; of readings, default 100000
--seconds N  of each load, default 60
--entries N  of the audit, default 100000
--workers N  threads of the pipeline, default 2
--keep DIR   where the pipeline's tables and build stay
--seed N     equal seeds give equal networks, default 1

Exit codes: 0 within the goals · 1 slower than a goal · 2 wrong command line

Example: lifeline bench isolation --pipes 20000`,
  options: {
    sensors: { type: 'string' },
    seconds: { type: 'string' },
    entries: { type: 'string' },
    workers: { type: 'string' },
    keep: { type: 'string' },
    buildings: { type: 'string' },
    pixels: { type: 'string' },
    cells: { type: 'string' },
    pipes: { type: 'string' },
    seed: { type: 'string' },
    url: { type: 'string' },
  },
  async run(args, terminal) {
    switch (args.positionals.join(' ')) {
      case 'isolation':
        return runIsolation(args, terminal)
      case 'inundation':
        return runInundation(
          wholeNumber('cells', textOption(args, 'cells') ?? '1000000', 100_000),
          describeMachine(),
          terminal,
        )
      case 'drainage':
        return runDrainage(describeMachine(), terminal)
      case 'tiles':
        return runTiles(args, terminal)
      case 'buildings':
        return runBuildings(args, terminal)
      case 'terrain':
        return runTerrain(args, terminal)
      case 'check':
        return runCheck(args, terminal)
      case 'pipeline':
        return runPipeline(args, terminal)
      case 'load':
        return runLoad(args, terminal)
      case 'backend':
        return runBackEnd(wholeNumber('sensors', textOption(args, 'sensors') ?? '10000'), describeMachine(), terminal)
      case 'readings':
        return runReadings(args, terminal)
      case 'realtime':
        return runRealtime(wholeNumber('seconds', textOption(args, 'seconds') ?? '60'), describeMachine(), terminal)
      case 'audit':
        return runAudit(wholeNumber('entries', textOption(args, 'entries') ?? '100000'), describeMachine(), terminal)
      case 'bundle':
        return runBundle(terminal)
      case 'repaint':
        return runRepaint(terminal)
      case 'first-picture':
        return runFirstPicture(args, terminal)
      default:
        throw new UsageError(
          'expected what to measure: isolation, inundation, drainage, tiles, buildings, terrain, check, load, pipeline, backend, readings, realtime, audit, bundle, repaint or first-picture',
        )
    }
  },
}

function runIsolation(args: Arguments, terminal: Terminal): ExitCode {
  const pipes = wholeNumber('pipes', textOption(args, 'pipes') ?? '100000')
  const seed = wholeNumber('seed', textOption(args, 'seed') ?? '1')
  const machine = describeMachine()
  const figures = benchIsolation(pipes, seed)
  const { nodes, links, valves, segments, build, query } = figures
  terminal.result(
    { machine, goals: GOALS, ...figures },
    [
      machine,
      `network: ${nodes} nodes, ${links} pipes, ${valves} valves, ${segments} segments (seed ${seed})`,
      `segments: median ${build.median.toFixed(1)} ms, first ${build.first.toFixed(1)} ms (goal ${GOALS.build} ms)`,
      `query: median ${query.median.toFixed(2)} ms, first ${query.first.toFixed(2)} ms, slowest ${query.slowest.toFixed(2)} ms (goal ${GOALS.query} ms)`,
    ].join('\n'),
  )
  return build.median > GOALS.build || query.median > GOALS.query ? EXIT.findings : EXIT.ok
}

async function runTiles(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const lines = wholeNumber('pipes', textOption(args, 'pipes') ?? '100000')
  const machine = describeMachine()
  const figures = await benchTiles(lines)
  const goals = TILES_GOALS
  const { cpuSeconds, linesPerCpuSecond, leafBytes, leafGzip, parentShare, firstViewGzip } = figures
  terminal.result(
    { machine, goals, ...figures },
    [
      machine,
      `${figures.lines} lines and ${figures.points} points of ${figures.shards} shards: ${figures.tiles} tiles, the largest ${figures.largestTile} bytes`,
      `${linesPerCpuSecond} lines a second of processor time on one thread (goal ${goals.linesPerSecond}), ${figures.linesPerSecond} on the clock, ${cpuSeconds.toFixed(1)} s; ${figures.pointsPerCpuSecond} points a second`,
      `${figures.linesPerSecondOfTwo} lines a second on the clock by two threads (goal ${goals.linesPerSecondOfTwo})`,
      Object.entries(figures.split)
        .map(([part, share]) => `${part} ${(100 * share).toFixed(0)} %`)
        .join(', '),
      `${leafBytes.toFixed(0)} bytes a line on disk (goal ${goals.leafBytes}), ${leafGzip.toFixed(0)} by gzip (goal ${goals.leafGzip}), overviews ${(100 * parentShare).toFixed(0)} % of that (goal ${100 * goals.parentShare} %), ${figures.nodeBytes.toFixed(0)} bytes a point`,
      `first view of the whole city ${(firstViewGzip / 1e6).toFixed(2)} MB by gzip (goal ${goals.firstViewGzip / 1e6} MB)`,
    ].join('\n'),
  )
  const isWithin =
    linesPerCpuSecond >= goals.linesPerSecond &&
    figures.linesPerSecondOfTwo >= goals.linesPerSecondOfTwo &&
    leafBytes <= goals.leafBytes &&
    leafGzip <= goals.leafGzip &&
    parentShare <= goals.parentShare &&
    firstViewGzip <= goals.firstViewGzip
  return isWithin ? EXIT.ok : EXIT.findings
}

async function runBuildings(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const count = wholeNumber('buildings', textOption(args, 'buildings') ?? '100000')
  const machine = describeMachine()
  const figures = await benchBuildings(count)
  const goals = BUILDINGS_GOALS
  const { parentShare, firstViewGzip } = figures
  terminal.result(
    { machine, goals, ...figures },
    [
      machine,
      `${figures.buildings} buildings: ${figures.tiles} tiles, the largest ${figures.largestTile} bytes`,
      `${figures.buildingsPerCpuSecond} buildings a second of processor time, ${figures.cpuSeconds.toFixed(1)} s`,
      `${figures.leafBytes.toFixed(0)} bytes a building on disk, ${figures.leafGzip.toFixed(0)} by gzip, overviews ${(100 * parentShare).toFixed(0)} % of that (goal ${100 * goals.parentShare} %)`,
      `first view of the whole city ${(firstViewGzip / 1e6).toFixed(2)} MB by gzip (goal ${goals.firstViewGzip / 1e6} MB)`,
    ].join('\n'),
  )
  return parentShare <= goals.parentShare && firstViewGzip <= goals.firstViewGzip ? EXIT.ok : EXIT.findings
}

async function runTerrain(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  // loaded only here: it brings another's decoder, which is a tool of tests
  const { benchTerrain } = await import('../tests/bench/terrain.ts')
  const pixels = wholeNumber('pixels', textOption(args, 'pixels') ?? '2000')
  const machine = describeMachine()
  const figures = await benchTerrain(pixels)
  terminal.result(
    { machine, goal: TERRAIN_GOAL, ...figures },
    [
      machine,
      `${figures.samples} pixels of 5 m: ${figures.tiles} tiles, ${figures.samplesPerCpuSecond} pixels a second of processor time, ${figures.cpuSeconds.toFixed(1)} s`,
      `finest level: ${figures.tileBytes.toFixed(0)} bytes and ${figures.tileVertices.toFixed(0)} vertices a tile`,
      `error against the model: largest ${(100 * figures.largestError).toFixed(1)} cm, root mean square ${(100 * figures.rmsError).toFixed(1)} cm (goal ${100 * TERRAIN_GOAL} cm)`,
    ].join('\n'),
  )
  return figures.rmsError <= TERRAIN_GOAL ? EXIT.ok : EXIT.findings
}

function runCheck(args: Arguments, terminal: Terminal): ExitCode {
  const lines = wholeNumber('pipes', textOption(args, 'pipes') ?? '100000')
  const machine = describeMachine()
  const figures = benchCheck(lines)
  const { cpuSecondsPerMillion, cpuSeconds, seconds } = figures
  terminal.result(
    { machine, goal: CHECK_GOAL, ...figures },
    [
      machine,
      `${figures.lines} lines and ${figures.points} points of ${figures.shards} shards: ${figures.findings} findings`,
      `${cpuSecondsPerMillion.toFixed(1)} s of processor time for 1,000,000 lines (goal ${CHECK_GOAL} s); ${cpuSeconds.toFixed(1)} s in all, ${seconds.toFixed(1)} s on the clock`,
    ].join('\n'),
  )
  return cpuSecondsPerMillion <= CHECK_GOAL ? EXIT.ok : EXIT.findings
}

async function runPipeline(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const pipes = wholeNumber('pipes', textOption(args, 'pipes') ?? '1000000')
  const workers = wholeNumber('workers', textOption(args, 'workers') ?? '2')
  const machine = describeMachine()
  const figures = await benchPipeline(pipes, workers, textOption(args, 'keep') ?? null)
  const goal = pipes > PIPELINE_GOALS.city.lines ? PIPELINE_GOALS.region : PIPELINE_GOALS.city
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  const aLine = (bytes: number) => (bytes / figures.lines).toFixed(1)
  const drawn = figures.tilesets.find(({ name }) => name === 'pipes')
  terminal.result(
    { machine, goal, ...figures },
    [
      `${machine}, load ${loadavg()
        .map((load) => load.toFixed(1))
        .join(' ')}`,
      `${figures.lines} lines, ${figures.points} points, ${megabytes(figures.sourceBytes)} of CSV, ${workers} workers`,
      `${figures.seconds.toFixed(1)} s on the clock (goal ${goal.seconds} s), ${figures.cpuSeconds.toFixed(1)} s of processor time, peak memory ${megabytes(figures.peakBytes)} (goal ${megabytes(goal.bytes)})`,
      ...figures.tilesets.map(
        ({ name, files, bytes, gzip, leaves }) =>
          `tiles/${name}: ${files} files, ${megabytes(bytes)}; leaves ${aLine(leaves.bytes)} bytes a line (goal of pipes ${TILES_GOALS.leafBytes}), ${aLine(leaves.gzip)} packed (${TILES_GOALS.leafGzip}); overviews ${aLine(bytes - leaves.bytes)}, ${aLine(gzip - leaves.gzip)} packed, ${((100 * (bytes - leaves.bytes)) / leaves.bytes).toFixed(0)} % (goal ${100 * TILES_GOALS.parentShare} %)`,
      ),
      ...figures.stages.map(({ at, stage }) => `${at.toFixed(1).padStart(7)} s  ${stage}`),
    ].join('\n'),
  )
  const isSmall =
    drawn !== undefined &&
    drawn.leaves.bytes / figures.lines <= TILES_GOALS.leafBytes &&
    drawn.leaves.gzip / figures.lines <= TILES_GOALS.leafGzip &&
    drawn.bytes / drawn.leaves.bytes - 1 <= TILES_GOALS.parentShare
  return figures.seconds > goal.seconds || figures.peakBytes > goal.bytes || !isSmall ? EXIT.findings : EXIT.ok
}

async function runLoad(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const pipes = wholeNumber('pipes', textOption(args, 'pipes') ?? '100000')
  const machine = describeMachine()
  const { lines, points, bytes, writeSeconds, loads } = await benchLoad(pipes)
  const goalSeconds = (ROWS_GOAL * lines) / 1e6
  terminal.result(
    { machine, goalSeconds, lines, points, bytes, writeSeconds, loads },
    [
      `${machine}, load ${loadavg()
        .map((load) => load.toFixed(1))
        .join(' ')}`,
      `${lines} lines and ${points} points: ${(bytes / 1e6).toFixed(1)} MB of COPY text in ${writeSeconds.toFixed(2)} s of processor time, one thread (goal ${goalSeconds.toFixed(2)} s)`,
      ...loads.map(
        ({ database, seconds, rowsPerSecond, againSeconds }) =>
          `${database}: ${seconds.toFixed(1)} s into empty tables, ${rowsPerSecond} rows a second; equal rows again ${againSeconds.toFixed(1)} s`,
      ),
    ].join('\n'),
  )
  return writeSeconds > goalSeconds ? EXIT.findings : EXIT.ok
}

async function runReadings(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const machine = describeMachine()
  const figures = await benchReadings(wholeNumber('sensors', textOption(args, 'sensors') ?? '100000'))
  const told = ({ median, p95 }: { readonly median: number; readonly p95: number }) =>
    `median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`
  terminal.result(
    { machine, goals: READING_GOALS, figures },
    [
      `${machine}, load ${loadavg()
        .map((load) => load.toFixed(1))
        .join(' ')}`,
      ...figures.flatMap(({ database, sensors, hours, view, scopedView, history, rowsPerSecond }) => [
        `${database}, ${sensors} sensors, ${hours} hours:`,
        `  newest of a view of 1000: ${told(view)} (goal p95 ${READING_GOALS.view} ms)`,
        `  the same for a person of one district: ${told(scopedView)} (goal p95 ${READING_GOALS.view} ms)`,
        `  90 days of one sensor: ${told(history)} (goal p95 ${READING_GOALS.history} ms)`,
        `  stored and judged: ${rowsPerSecond} readings a second (goal ${READING_GOALS.rowsPerSecond})`,
      ]),
    ].join('\n'),
  )
  const isGood = figures.every(
    ({ view, scopedView, history, rowsPerSecond }) =>
      Math.max(view.p95, scopedView.p95) <= READING_GOALS.view &&
      history.p95 <= READING_GOALS.history &&
      rowsPerSecond >= READING_GOALS.rowsPerSecond,
  )
  return isGood ? EXIT.ok : EXIT.findings
}

function runBundle(terminal: Terminal): ExitCode {
  const pages = benchBundle(ROOT)
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  const lines = pages.map((weight) => {
    const { page, engine, total, engineOnly, charts, budget, strayEngines } = weight
    return [
      `${isWithinBudget(weight) ? 'ok   ' : 'OVER '} ${page.padEnd(11)} ${kilobytes(total).padStart(10)}`,
      budget === null ? '(no budget)' : `(budget ${kilobytes(budget)})`,
      engine === null ? 'no engine' : `${engine} ${kilobytes(engineOnly)}`,
      charts > 0 ? `charts later ${kilobytes(charts)}` : '',
      strayEngines.length > 0 ? `brings ${strayEngines.join(', ')} of itself` : '',
    ]
      .filter((part) => part !== '')
      .join('  ')
  })
  terminal.result({ pages }, ['JavaScript until first use, gzip', ...lines].join('\n'))
  return pages.every(isWithinBudget) ? EXIT.ok : EXIT.findings
}

async function runRepaint(terminal: Terminal): Promise<ExitCode> {
  // loaded only here: it brings a bundler and a browser's driver
  const { benchRepaint } = await import('../tests/bench/repaint.ts')
  const machine = describeMachine()
  const engines = await benchRepaint()
  terminal.result(
    { machine, goal: REPAINT_GOAL, engines },
    [
      `${machine}, software WebGL`,
      ...engines.map(
        ({ engine, assets, median, slowest }) =>
          `${engine}: ${assets} assets, median ${median.toFixed(2)} ms, slowest ${slowest.toFixed(2)} ms (goal ${REPAINT_GOAL} ms)`,
      ),
    ].join('\n'),
  )
  return engines.some(({ median }) => median > REPAINT_GOAL) ? EXIT.findings : EXIT.ok
}

async function runFirstPicture(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { benchFirstPicture } = await import('../tests/bench/first-picture.ts')
  const machine = describeMachine()
  const pages = await benchFirstPicture(textOption(args, 'url') ?? null, terminal.progress)
  terminal.result(
    { machine, pages },
    [
      `${machine}, software WebGL, 1440 × 900`,
      ...pages.map(
        ({ page, median, seconds, goal }) =>
          `${page}: ${median === null ? 'no picture' : `median ${median.toFixed(1)} s`} of ${seconds.map((value) => value?.toFixed(1) ?? 'none').join(', ')} (goal ${goal} s)`,
      ),
    ].join('\n'),
  )
  return pages.every(({ median, goal }) => median !== null && median <= goal) ? EXIT.ok : EXIT.findings
}

function describeMachine(): string {
  return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
}

function wholeNumber(name: string, text: string, least = 1): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new UsageError(`--${name}: is "${text}", expected a whole number ≥ ${least}`)
  return value
}
