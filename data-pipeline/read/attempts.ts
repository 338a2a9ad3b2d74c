import { type Findings, UnusableInput } from '../check/finding.ts'
import type { Survey } from '../survey.ts'

/** Reads several files so that one that cannot be used costs one finding, and the run only where nothing else is left. */
export class Attempts {
  private readonly findings: Findings
  private first: UnusableInput | null = null

  constructor(findings: Findings) {
    this.findings = findings
  }

  /** What reading gives, or null when the file cannot be used, which is told. */
  async run<Result>(read: () => Promise<Result>): Promise<Result | null> {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error
      this.refuse(error)
      return null
    }
  }

  /** Tells of a file that cannot be used. */
  refuse(error: UnusableInput): void {
    this.first ??= error
    const { severity, rule, message, ...place } = error.finding
    this.findings.add(severity, rule, message, place)
  }

  /** @throws UnusableInput the first that failed, when nothing came of the others; points alone are no network */
  refuseEmpty({ lines, structures, models }: Survey): void {
    if (this.first && lines.count + structures.length + models.length === 0) throw this.first
  }

  /** The same before there is a survey: by what was opened. */
  refuseNothing(...opened: readonly (readonly unknown[])[]): void {
    if (this.first && opened.every((some) => some.length === 0)) throw this.first
  }
}
