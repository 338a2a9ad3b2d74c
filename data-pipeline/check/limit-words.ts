import type { Localized } from '../../src/domain/localized.ts'

/** How a limit is vouched for: its clause, or that nobody has verified it. */
export function limitWords(clause: string | null): Localized {
  return clause === null ? { zh: '示例值，未核对', en: 'example value, not verified' } : { zh: clause, en: clause }
}
