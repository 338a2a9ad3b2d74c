import type { LeakKind } from '../../domain/leak/leak-plan.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import type { Words } from '../page.tsx'

/** That these sources feed a leak whatever valve is shut; null = there are none, and of sewage nothing is shut. */
export function fedText({ t }: Words, kind: LeakKind, sources: readonly string[]): string | null {
  if (kind === 'sewage' || sources.length === 0) return null
  return t(`leak.fed.${kind}`, { sources: sources.map(shortId).join(t('list.separator')) })
}
