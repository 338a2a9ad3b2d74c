import { benchPipeline } from '../../tests/bench/pipeline.ts'
import { EXIT, textOption } from '../command.ts'
import { type Bench, describeLoad, describeMachine, wholeNumber } from './bench.ts'
import { TILES_GOALS } from './tiles.ts'

/** From tables to tiles, report and rows on two cores. */
const PIPELINE_GOALS = {
  city: { lines: 1_100_000, seconds: 20, bytes: 1e9 },
  region: { lines: 11_000_000, seconds: 240, bytes: 2e9 },
}

export const pipeline: Bench = {
  name: 'pipeline',
  synopsis: '[--pipes 1000000] [--workers 2] [--keep DIR]',
  about: `from the CSV tables of a made city of eight networks to tiles, report and rows. Goals for 1,000,000 lines: 20 s and
1 GB of memory on two cores; for 10,000,000: 4 min and 2 GB. Tiles of pipes as for tiles.`,
  options: {
    pipes: { value: 'N', means: 'of the pipeline, default 1000000' },
    workers: { value: 'N', means: 'threads of the pipeline, default 2' },
    keep: { value: 'DIR', means: "where the pipeline's tables and build stay" },
  },
  async run(args, terminal) {
    const pipes = wholeNumber(args, 'pipes', 1_000_000)
    const workers = wholeNumber(args, 'workers', 2)
    const machine = describeMachine()
    const figures = await benchPipeline(pipes, workers, textOption(args, 'keep') ?? null)
    const goal = pipes > PIPELINE_GOALS.city.lines ? PIPELINE_GOALS.region : PIPELINE_GOALS.city
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
    const aLine = (bytes: number) => (bytes / figures.lines).toFixed(1)
    const drawn = figures.tilesets.find(({ name }) => name === 'pipes')
    terminal.result(
      { machine, goal, ...figures },
      [
        describeLoad(),
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
  },
}
