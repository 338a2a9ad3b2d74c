import { benchTiles } from '../../tests/bench/tiles.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeMachine, PIPES, wholeNumber } from './bench.ts'

/** Lines a second of processor time that one thread must tile; bytes a line in leaves; all overviews against leaves. */
export const TILES_GOALS = {
  linesPerSecond: 120_000,
  linesPerSecondOfTwo: 200_000,
  leafBytes: 180,
  leafGzip: 75,
  parentShare: 0.35,
  firstViewGzip: 2e6,
} as const

export const tiles: Bench = {
  name: 'tiles',
  synopsis: '[--pipes 100000]',
  about: `writes the 3D Tiles of a made city of streets with eight networks each, joints and property tables. Goals: ≥
${TILES_GOALS.linesPerSecond} lines a second of processor time on one thread, ≥ ${TILES_GOALS.linesPerSecondOfTwo} on the clock on two,
≤ ${TILES_GOALS.leafBytes} bytes a line on disk, ≤ ${TILES_GOALS.leafGzip} by gzip, overviews ≤ ${100 * TILES_GOALS.parentShare} % of the leaves, first view ≤ ${TILES_GOALS.firstViewGzip / 1e6} MB by gzip.`,
  options: PIPES,
  async run(args, terminal) {
    const lines = wholeNumber(args, 'pipes', 100_000)
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
  },
}
