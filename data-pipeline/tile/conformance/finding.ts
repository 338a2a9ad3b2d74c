import type { Localized } from '../../../src/domain/localized.ts'

/** One departure from the standard, or from this product's limits. */
export interface Finding {
  readonly rule: string
  /** `warning` for what is allowed by the standard but will hurt: it does not change the verdict */
  readonly severity: 'error' | 'warning'
  readonly file: string
  /** JSON pointer into the file's JSON, or byte offset as `@20` */
  readonly where: string
  readonly message: Localized
}

/** Collects what rules find in one file. */
export interface Reporter {
  error(rule: string, where: string, zh: string, en: string): void
  warning(rule: string, where: string, zh: string, en: string): void
}

/** A reporter that adds to a list under a file's name. */
export function reporterFor(file: string, findings: Finding[]): Reporter {
  const add = (severity: Finding['severity']) => (rule: string, where: string, zh: string, en: string) => {
    findings.push({ rule, severity, file, where, message: { zh, en } })
  }
  return { error: add('error'), warning: add('warning') }
}
