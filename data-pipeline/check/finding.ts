import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { Severity } from '../../src/domain/quality/severity.ts'

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
  /** as measured or given; in the unit that `expected` names */
  readonly value: string | number | null
  /** what is required, with its unit */
  readonly expected: string | null
  /** `<discipline>/<source key>` */
  readonly assets: readonly string[]
  /** where to look; null = nowhere in particular */
  readonly at: LonLatHeight | null
  /** standard and clause that asks for it; null = a rule of survey practice, or a limit that was not verified */
  readonly clause: string | null
  /** 示例值(未核对): the limit was not verified against a standard; the finding stays out of the score */
  readonly isExample: boolean
}

/** What a rule may say of a finding besides its severity, rule and message. */
export type FindingPlace = Partial<Omit<Finding, 'severity' | 'rule' | 'message'>> & {
  /** whose data it is, for the score */
  readonly owner?: string | null
}

/** What the score of an owner is made of; sums over shards. */
export interface OwnerCount {
  /** lines and points */
  rows: number
  /** cells that the census asks for, and those of them that are given */
  required: number
  given: number
  /** errors and warnings that count */
  findings: number
}

/** How often a rule was broken. */
export interface RuleCount {
  readonly severity: Severity
  readonly rule: string
  readonly total: number
  /** none of its findings counts for the score */
  readonly isExample: boolean
}

/** Findings of one rule and severity in the files of a part. */
export interface RulePart extends RuleCount {
  /** bytes in findings.json and in findings.csv */
  readonly json: number
  readonly csv: number
}

/** Findings that lie in a folder, rule by rule; see `publish/finding-part.ts`. */
export interface FindingPart {
  readonly folder: string
  readonly rules: readonly RulePart[]
}

/** owner of rows that name none */
export const NO_OWNER = ''

/** Where findings go while readers and checks run, with the figures that rules count; all of it merges by sum. */
export class Findings {
  readonly list: Finding[] = []
  /** counts by name, told in the report */
  readonly facts: Record<string, number> = {}
  readonly owners: Record<string, OwnerCount> = {}
  /** what lies elsewhere, a shard's folder for one: the findings of a whole city would not fit */
  readonly parts: FindingPart[] = []

  add(severity: Severity, rule: string, message: Localized, place: FindingPlace = {}): void {
    const isExample = place.isExample ?? false
    if (place.owner !== undefined && !isExample && severity !== 'note') this.ownerOf(place.owner).findings++
    this.list.push({
      severity,
      rule,
      message,
      file: place.file ?? null,
      row: place.row ?? null,
      column: place.column ?? null,
      value: rounded(place.value ?? null),
      expected: place.expected ?? null,
      assets: place.assets ?? [],
      at: place.at ?? null,
      clause: place.clause ?? null,
      isExample,
    })
  }

  /** Adds to a fact; a fact of zero is told too. */
  tally(name: string, amount: number): void {
    this.facts[name] = (this.facts[name] ?? 0) + amount
  }

  ownerOf(owner: string | null): OwnerCount {
    const name = owner ?? NO_OWNER
    const known = this.owners[name]
    if (known) return known
    const made: OwnerCount = { rows: 0, required: 0, given: 0, findings: 0 }
    this.owners[name] = made
    return made
  }

  /** How often each rule was broken, in the order in which they were first met. */
  ruleCounts(): RuleCount[] {
    return mergeCounts([countRules(this.list), ...this.parts.map(({ rules }) => rules)].flat())
  }

  count(severity: Severity): number {
    return this.ruleCounts().reduce((sum, count) => sum + (count.severity === severity ? count.total : 0), 0)
  }
}

/** A measured value without binary noise; slopes have five digits that count. */
function rounded(value: Finding['value']): Finding['value'] {
  return typeof value === 'number' ? Math.round(value * 1e5) / 1e5 : value
}

function countRules(findings: readonly Finding[]): RuleCount[] {
  return mergeCounts(findings.map(({ severity, rule, isExample }) => ({ severity, rule, total: 1, isExample })))
}

function mergeCounts(counts: readonly RuleCount[]): RuleCount[] {
  const merged = new Map<string, RuleCount>()
  for (const { severity, rule, total, isExample } of counts) {
    const key = `${severity} ${rule}`
    const known = merged.get(key)
    const whole = {
      severity,
      rule,
      total: total + (known?.total ?? 0),
      isExample: isExample && (known?.isExample ?? true),
    }
    merged.set(key, whole)
  }
  return [...merged.values()]
}

/** A table or option without which nothing sensible can be built: the run stops with exit code 3. */
export class UnusableInput extends Error {
  readonly finding: Finding
  /** what was told before, where that is the reason */
  readonly earlier: readonly Finding[]

  constructor(rule: string, message: Localized, place: FindingPlace = {}, earlier: readonly Finding[] = []) {
    super(`${place.file ? `${place.file}${place.row ? `:${place.row}` : ''}: ` : ''}${message.zh} / ${message.en}`)
    const findings = new Findings()
    findings.add('error', rule, message, place)
    this.finding = findings.list[0] as Finding
    this.earlier = earlier
  }
}
