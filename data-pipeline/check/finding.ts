import type { Localized } from '../../src/domain/localized.ts'

/**
 * `error`: something in the source could not be used as it stands and is absent or altered in the twin.
 * `warning`: used as given, but doubtful. `note`: a decision of the pipeline that the reader should know.
 */
export type Severity = 'error' | 'warning' | 'note'

/** One thing found in the data, told so that the surveyor can mend it. */
export interface Finding {
  readonly severity: Severity
  /** kebab-case id of the rule */
  readonly rule: string
  readonly message: Localized
  /** name of the source file, without folder; null when it concerns the whole survey */
  readonly file: string | null
  /** 1-based row (line) in the file, the header being row 1 */
  readonly row: number | null
  readonly column: string | null
  readonly value: string | number | null
  readonly expected: string | null
  /** `<discipline>/<source key>` */
  readonly assets: readonly string[]
}

/** Where findings go while readers and checks run. */
export class Findings {
  readonly list: Finding[] = []

  add(
    severity: Severity,
    rule: string,
    message: Localized,
    place: Partial<Omit<Finding, 'severity' | 'rule' | 'message'>> = {},
  ): void {
    this.list.push({
      severity,
      rule,
      message,
      file: place.file ?? null,
      row: place.row ?? null,
      column: place.column ?? null,
      value: place.value ?? null,
      expected: place.expected ?? null,
      assets: place.assets ?? [],
    })
  }

  count(severity: Severity): number {
    return this.list.filter((finding) => finding.severity === severity).length
  }
}

/** A table or option without which nothing sensible can be built: the run stops with exit code 3. */
export class UnusableInput extends Error {
  readonly finding: Finding

  constructor(rule: string, message: Localized, place: Partial<Omit<Finding, 'severity' | 'rule' | 'message'>> = {}) {
    super(`${place.file ? `${place.file}${place.row ? `:${place.row}` : ''}: ` : ''}${message.zh} / ${message.en}`)
    const findings = new Findings()
    findings.add('error', rule, message, place)
    this.finding = findings.list[0] as Finding
  }
}
