import { benchDrainage } from '../../tests/bench/drainage.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeMachine } from './bench.ts'

/** Link-steps a second of processor time that a drainage network must make. */
const DRAINAGE_GOAL = 700_000
/** of a city: eleven links each */
const BRANCHES = 90

export const drainage: Bench = {
  name: 'drainage',
  synopsis: '',
  about: `a made sewer network of 990 conduits in a storm, partly full, steps of 5 s, one thread. Goal: ≥ ${DRAINAGE_GOAL / 1e6} M link-steps/s.`,
  options: {},
  run(_, terminal) {
    const machine = describeMachine()
    const figures = benchDrainage(BRANCHES)
    const { links, steps, turns, seconds, linkStepsPerSecond, balance } = figures
    const isMet = linkStepsPerSecond >= DRAINAGE_GOAL
    terminal.result(
      { ...figures, machine },
      [
        `${links} 条管段 · links, ${steps} steps of ${turns.toFixed(2)} turns in ${seconds.toFixed(2)} s of processor time`,
        `${(linkStepsPerSecond / 1e6).toFixed(2)} M link-steps/s (≥ ${DRAINAGE_GOAL / 1e6})${isMet ? '' : ' ✗'}`,
        `volume error ${balance.toExponential(1)}`,
        machine,
      ].join('\n'),
    )
    return isMet ? EXIT.ok : EXIT.findings
  },
}
