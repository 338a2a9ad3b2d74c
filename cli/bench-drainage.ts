import { benchDrainage } from '../tests/bench/drainage.ts'
import { EXIT, type ExitCode, type Terminal } from './command.ts'

/** Link-steps a second of processor time that a drainage network must make. */
export const DRAINAGE_GOAL = 700_000
/** of a city: eleven links each */
const BRANCHES = 90

/** `lifeline bench drainage` */
export function runDrainage(machine: string, terminal: Terminal): ExitCode {
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
}
