import type { ParseArgsConfig } from 'node:util'

/** Exit codes of every command: they mean the same everywhere. */
export const EXIT = {
  ok: 0,
  /** ran to the end, and reports faults in the data */
  findings: 1,
  /** the command line is wrong */
  usage: 2,
  /** could not run: input missing or unusable, port taken, directory locked */
  failed: 3,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Exit codes of the commands that compute a case. */
export const EXIT_SIMULATED = { done: 0, refused: 2, notTrustworthy: 3 } as const

/** Where a command speaks: the result on stdout (JSON when `--json`), progress and messages on stderr. */
export interface Terminal {
  readonly isJson: boolean
  /** prints the result: `data` with --json, `text` without */
  result(data: unknown, text: string): void
  progress(message: string): void
  error(message: string): void
}

export interface Arguments {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
}

export interface Command {
  /** one or two words, e.g. "pipeline build" */
  readonly name: string
  readonly summary: string
  /** shown by --help: synopsis, options with defaults, exit codes, an example */
  readonly help: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  run(args: Arguments, terminal: Terminal): Promise<ExitCode>
}

/** A fault of the command line, told with the command's help and exit code 2. */
export class UsageError extends Error {}

/** The text of an option, or undefined; throws UsageError when it was given twice or as a flag. */
export function textOption(args: Arguments, name: string): string | undefined {
  const value = args.values[name]
  if (value === undefined || typeof value === 'string') return value
  throw new UsageError(`--${name}: expected one value`)
}
