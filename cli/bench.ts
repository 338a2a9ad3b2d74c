import { cpus, totalmem } from 'node:os'
import { benchIsolation } from '../tests/bench/isolation.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'

/** What each figure must stay under [ms], for 100,000 pipes. */
const GOALS = { build: 200, query: 50 }

export const bench: Command = {
  name: 'bench',
  summary: 'measure speed on this machine',
  help: `
lifeline bench isolation [--pipes 100000] [--seed 1] [--json]

Times the valve segments of a made network and the query for a burst main. Goals for 100,000 pipes: segments
≤ ${GOALS.build} ms, query ≤ ${GOALS.query} ms.

--pipes N    size of the network, default 100000
--seed N     equal seeds give equal networks, default 1

Exit codes: 0 within the goals · 1 slower than a goal · 2 wrong command line

Example: lifeline bench isolation --pipes 20000`,
  options: { pipes: { type: 'string' }, seed: { type: 'string' } },
  async run(args, terminal) {
    if (args.positionals.join(' ') !== 'isolation') throw new UsageError('expected what to measure: isolation')
    const pipes = wholeNumber('pipes', textOption(args, 'pipes') ?? '100000')
    const seed = wholeNumber('seed', textOption(args, 'seed') ?? '1')
    const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
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
  },
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${name}: is "${text}", expected a whole number ≥ 1`)
  return value
}
