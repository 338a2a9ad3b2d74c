import { cpus, loadavg, totalmem } from 'node:os'
import { type Arguments, type ExitCode, type Terminal, textOption, UsageError } from '../command.ts'

/** One thing that `lifeline bench` measures. */
export interface Bench {
  /** as it is asked for */
  readonly name: string
  /** its options on the command line, as the synopsis shows them */
  readonly synopsis: string
  /** what is measured, and its goals, for the help */
  readonly about: string
  /** its options by name */
  readonly options: Readonly<Record<string, { readonly value: string; readonly means: string }>>
  run(args: Arguments, terminal: Terminal): ExitCode | Promise<ExitCode>
}

/** Pipes of a made network, which several benches ask for. */
export const PIPES = { pipes: { value: 'N', means: 'size of the network, default 100000' } }

/** What the figures were measured on. */
export function describeMachine(): string {
  return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
}

/** The machine, and how busy it was in the last 1, 5 and 15 minutes. */
export function describeLoad(): string {
  return `${describeMachine()}, load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`
}

/**
 * A number that was asked for by an option.
 *
 * @throws UsageError when it is no whole number, or less than `least`
 */
export function wholeNumber(args: Arguments, name: string, standard: number, least = 1): number {
  const text = textOption(args, name) ?? String(standard)
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new UsageError(`--${name}: is "${text}", expected a whole number ≥ ${least}`)
  return value
}
