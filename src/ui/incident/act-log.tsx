import { useState } from 'react'
import { formatNumber, formatTime } from '../../i18n/format.ts'
import { Button } from '../controls/button.tsx'
import { Panel } from '../layout/panel.tsx'
import { useTwin, useWords } from '../page.tsx'
import { EmptyFace } from '../states/faces.tsx'
import styles from './incident.module.css'
import { actWords, logText } from './log-text.ts'

/** What was done on this page, to be copied for the hand-over. It says that it is kept nowhere. */
export function ActLog() {
  const words = useWords()
  const { t, name, locale } = words
  const log = useTwin((state) => state.log)
  const isSignedIn = useTwin((state) => state.internal !== null)
  const city = useTwin((state) => (state.city.state === 'loaded' ? state.city.value.name : null))
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  if (!isSignedIn) return null
  const text = () => logText(log, city ? name(city) : '', words)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setCopied('yes')
    } catch {
      // no clipboard outside https, or the reader refused
      setCopied('refused')
    }
  }
  return (
    <Panel title={t('incident.log')} isOpenAtFirst={false} aside={formatNumber(locale, log.length)}>
      <div className={styles.part}>
        <p className={styles.none}>{t('incident.log.help')}</p>
        {log.length === 0 ? (
          <EmptyFace>{t('incident.log.empty')}</EmptyFace>
        ) : (
          <>
            <ol className={styles.log}>
              {[...log].reverse().map((entry, i) => (
                <li key={`${entry.at} ${log.length - i}`}>
                  <time>{formatTime(entry.at)}</time> {actWords(entry, words)}
                </li>
              ))}
            </ol>
            <Button isSmall icon="copy" onClick={() => void copy()}>
              {t('incident.log.copy')}
            </Button>
            <span role="status">{copied === 'yes' && t('incident.log.copied')}</span>
            {copied === 'refused' && (
              <>
                <p className={styles.none}>{t('incident.log.manual')}</p>
                <textarea className={styles.text} readOnly value={text()} aria-label={t('incident.log')} rows={6} />
              </>
            )}
          </>
        )}
      </div>
    </Panel>
  )
}
