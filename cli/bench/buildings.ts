import { benchBuildings } from '../../tests/bench/buildings.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeMachine, wholeNumber } from './bench.ts'

/** Overviews of buildings against their leaves, and what is first shown of them [bytes by gzip]. */
const BUILDINGS_GOALS = { parentShare: 0.35, firstViewGzip: 5e5 } as const

export const buildings: Bench = {
  name: 'buildings',
  synopsis: '[--buildings 100000]',
  about: `writes the public 3D Tiles of a made city of blocks. Goals: overviews ≤ ${100 * BUILDINGS_GOALS.parentShare} % of the leaves, first view ≤
${BUILDINGS_GOALS.firstViewGzip / 1e6} MB by gzip.`,
  options: { buildings: { value: 'N', means: 'size of the city, default 100000' } },
  async run(args, terminal) {
    const count = wholeNumber(args, 'buildings', 100_000)
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
  },
}
