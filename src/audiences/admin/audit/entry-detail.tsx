import { formatInstant } from '../../../i18n/format.ts'
import type { AuditEntry } from '../../../ports/admin.ts'
import { useWords } from '../../../ui/page.tsx'
import styles from '../admin.module.css'

/** fields whose values are words of the dictionary */
const PREFIXES: Readonly<Record<string, string>> = {
  role: 'role',
  party: 'admin.party',
  clearance: 'admin.clearance',
  class: 'admin.clearance',
  grade: 'grade',
  direction: 'sensor',
}

/** What an entry tells besides who and what: its fields, with what they were before where they changed. */
export function EntryDetail({ entry: { detail } }: { readonly entry: AuditEntry }) {
  const { t, known } = useWords()
  const textOf = (name: string, value: unknown) => {
    if (name === 'districts' && value === null) return t('admin.users.wholeCity')
    if (name === 'since' && typeof value === 'number') return formatInstant(value, 0)
    if (Array.isArray(value) && value.every((it) => typeof it === 'string'))
      return value.map(shortDigest).join(' ') || '—'
    const prefix = PREFIXES[name]
    return prefix === undefined ? plainText(value) : known(prefix, plainText(value))
  }
  const { before, ...after } = detail
  const was = isRecord(before) ? before : {}
  const names = Object.keys(after)
  if (names.length === 0) return <span className={styles.small}>{t('admin.audit.noDetail')}</span>
  return (
    <dl className={styles.detail}>
      {names.map((name) => {
        const [now, then] = [textOf(name, after[name]), name in was ? textOf(name, was[name]) : null]
        return (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{known('admin.detail', name)}</dt>
            <dd>
              {then !== null && then !== now && (
                <>
                  <del>{then}</del> →{' '}
                </>
              )}
              {now}
            </dd>
          </div>
        )
      })}
      {before !== undefined && before !== null && !isRecord(before) && (
        <>
          <dt>{t('admin.audit.before')}</dt>
          <dd>
            <code className={styles.code}>{JSON.stringify(before)}</code>
          </dd>
        </>
      )}
    </dl>
  )
}

/** Enough of a keyed digest to tell it from others. */
export function shortDigest(text: string): string {
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return '—'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}
