import { cpus, totalmem } from 'node:os'
import { benchIsolation } from '../tests/bench/isolation.ts'
import { benchTiles } from '../tests/bench/tiles.ts'
import { type Arguments, type Command, EXIT, type ExitCode, type Terminal, textOption, UsageError } from './command.ts'

/** What each figure must stay under [ms], for 100,000 pipes. */
const GOALS = { build: 200, query: 50 }
/** Segments a second of processor time that the tile writer must reach. */
const TILES_GOAL = 60_000

export const bench: Command = {
  name: 'bench',
  summary: '本机测速 · measure speed on this machine',
  help: `
lifeline bench isolation [--pipes 100000] [--seed 1] [--json]
lifeline bench tiles [--pipes 100000] [--json]

Times the valve segments of a made network and the query for a burst main. Goals for 100,000 pipes: segments
≤ ${GOALS.build} ms, query ≤ ${GOALS.query} ms.

tiles: writes the 3D Tiles of a made street grid. Goal ≥ ${TILES_GOAL} one-segment pipes a second of processor time.

--pipes N    size of the network, default 100000
--seed N     equal seeds give equal networks, default 1

Exit codes: 0 within the goals · 1 slower than a goal · 2 wrong command line

Example: lifeline bench isolation --pipes 20000`,
  options: { pipes: { type: 'string' }, seed: { type: 'string' } },
  async run(args, terminal) {
    switch (args.positionals.join(' ')) {
      case 'isolation':
        return runIsolation(args, terminal)
      case 'tiles':
        return runTiles(args, terminal)
      default:
        throw new UsageError('expected what to measure: isolation or tiles')
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
  const pipes = wholeNumber('pipes', textOption(args, 'pipes') ?? '100000')
  const machine = describeMachine()
  const figures = await benchTiles(pipes)
  terminal.result(
    { machine, goal: TILES_GOAL, ...figures },
    [
      machine,
      `${pipes} pipes, ${figures.tiles} tiles, ${figures.bytesPerSegment} bytes a pipe with all levels of detail`,
      `${figures.segmentsPerCpuSecond} a second of processor time (goal ${TILES_GOAL}), ${figures.segmentsPerSecond} on the clock`,
    ].join('\n'),
  )
  return figures.segmentsPerCpuSecond < TILES_GOAL ? EXIT.findings : EXIT.ok
}

function describeMachine(): string {
  return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${name}: is "${text}", expected a whole number ≥ 1`)
  return value
}
