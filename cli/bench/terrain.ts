import { EXIT } from '../command.ts'
import { type Bench, describeMachine, wholeNumber } from './bench.ts'

/** Of the finest terrain tiles against the elevation model they are made of, root mean square [m]. */
const TERRAIN_GOAL = 0.03

export const terrain: Bench = {
  name: 'terrain',
  synopsis: '[--pixels 2000]',
  about: `writes the ground tiles of a made elevation model of 5 m, --pixels wide and deep, on one thread, and reads them back
by another's decoder. Goal: root mean square error ≤ ${TERRAIN_GOAL * 100} cm at the model's own pixels.`,
  options: { pixels: { value: 'N', means: 'size of the elevation model, default 2000' } },
  async run(args, terminal) {
    // loaded only here: it brings another's decoder, which is a tool of tests
    const { benchTerrain } = await import('../../tests/bench/terrain.ts')
    const pixels = wholeNumber(args, 'pixels', 2_000)
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
  },
}
