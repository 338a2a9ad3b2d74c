import { z } from 'zod'
import type { Reporter } from './finding.ts'
import { pointer } from './pointer.ts'

const chinese = z.locales.zhCN().localeError

/**
 * Reports what a schema says against a document, in both languages.
 *
 * @param at  where the document stands in its file
 */
export function reportIssues(
  schema: z.ZodType,
  document: unknown,
  rule: string,
  report: Reporter,
  at: readonly PropertyKey[] = [],
): void {
  const english = schema.safeParse(document).error?.issues ?? []
  const translated = schema.safeParse(document, { error: chinese }).error?.issues ?? []
  for (const [index, issue] of english.entries())
    report.error(rule, pointer([...at, ...issue.path]), translated[index]?.message ?? issue.message, issue.message)
}
