import { formatDate, formatTime } from '../../i18n/format.ts'
import type { WordKey } from '../../i18n/words.ts'
import type { LogEntry } from '../../state/store.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import type { Words } from '../page.tsx'

/** One act in words. */
export function actWords({ act, subject, detail }: LogEntry, { t, known }: Words): string {
  const why = act === 'isolation-failed' ? t(`failure.title.${detail}` as WordKey) : detail
  // a preset of the flood, or what rains
  const what = act === 'flooded' ? known('scenario.rain', known('scenario.preset', subject)) : shortId(subject)
  return t(`log.${act}`, { subject: what, detail: why })
}

/** The log as plain text for the hand-over, a line an act, oldest first, with date, Beijing time and person. */
export function logText(log: readonly LogEntry[], city: string, words: Words): string {
  const lines = log.map((entry) =>
    [`${formatDate(entry.at)} ${formatTime(entry.at)}`, entry.who, actWords(entry, words)].filter(Boolean).join('  '),
  )
  return [words.t('incident.log.head', { city }), ...lines].join('\n')
}
