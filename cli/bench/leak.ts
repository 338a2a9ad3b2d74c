import { benchAdjacency } from '../../tests/bench/leak/adjacency.ts'
import type { LeakFigure } from '../../tests/bench/leak/figure.ts'
import { benchGas } from '../../tests/bench/leak/gas.ts'
import { benchGasCity } from '../../tests/bench/leak/gas-city.ts'
import { benchIsolationOfLeak } from '../../tests/bench/leak/isolation.ts'
import { benchLocalisation } from '../../tests/bench/leak/localisation.ts'
import { benchSpread } from '../../tests/bench/leak/spread.ts'
import { benchWater } from '../../tests/bench/leak/water.ts'
import { benchWaterCity } from '../../tests/bench/leak/water-city.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeLoad } from './bench.ts'

/** What is measured of leaks, one after the other. */
const PARTS: readonly (() => LeakFigure[] | Promise<LeakFigure[]>)[] = [
  benchIsolationOfLeak,
  benchGas,
  benchGasCity,
  benchSpread,
  benchAdjacency,
  benchWater,
  benchWaterCity,
  benchLocalisation,
]

export const leak: Bench = {
  name: 'leak',
  synopsis: '',
  about: `leaks and their spread on made networks, in processor time: valves of 100,000 pipes
(≤ 0.2 s) and what to close (≤ 0.05 s), steady gas flow in 10,000 pipes (goal ≤ 0.3 s) and
100,000 (≤ 3 s), gas in 5,000 spaces for a day (≤ 2 s), an ensemble of 64 in 500 spaces (≤ 3 s),
the spaces beside 100,000 gas pipes (≤ 5 s), a click on a water pipe solved again, of 15,000 links (≤ 0.3 s) and of
100,000 (≤ 1.5 s), and a burst of a city of as many, from its files to its outcome (the same); without a goal, a gas leak
of a city to its first frame and where gas and water come from. Exit 1 when a goal is missed. Made to be run on a machine at rest.`,
  options: {},
  async run(_, terminal) {
    const figures: LeakFigure[] = []
    for (const part of PARTS) figures.push(...(await part()))
    const isMet = ({ value, most }: LeakFigure) => most === null || value <= most
    terminal.result(
      { machine: describeLoad(), figures },
      [
        describeLoad(),
        ...figures.map((figure) => {
          const { what, value, unit, most } = figure
          const goal = most === null ? '' : ` (goal ≤ ${most} ${unit})`
          return `${isMet(figure) ? 'ok    ' : 'missed'} ${what}: ${value.toPrecision(3)} ${unit}${goal}`
        }),
      ].join('\n'),
    )
    return figures.every(isMet) ? EXIT.ok : EXIT.findings
  },
}
