import { Button } from 'antd'
import { formatInstant, formatNumber } from '../../../i18n/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useWords } from '../../../ui/page.tsx'
import { LoadableFace } from '../../../ui/states/faces.tsx'
import styles from '../admin.module.css'
import { useDesk, useDeskCommands } from '../desk.tsx'

/** How much is kept, and whether every entry still follows from the one before. */
export function ChainPanel() {
  const { t, locale } = useWords()
  const { loadTab, checkChain, stopChainCheck } = useDeskCommands()
  const state = useDesk(({ auditState }) => auditState)
  const isRunning = useDesk(({ chain }) => chain.state === 'running')
  return (
    <section className={styles.chain} aria-label={t('admin.audit.chain')}>
      <LoadableFace of={state} loading={t('admin.loading')} onRetry={() => void loadTab('audit')}>
        {({ count, oldestAt }) => (
          <span>
            {count === 0 || oldestAt === null
              ? t('admin.audit.none')
              : t('admin.audit.kept', { n: formatNumber(locale, count), time: formatInstant(oldestAt, 0) })}
          </span>
        )}
      </LoadableFace>
      <ChainWord />
      <span className={styles.spring} />
      {isRunning ? (
        <Button onClick={stopChainCheck}>{t('admin.audit.stop')}</Button>
      ) : (
        <Button onClick={() => void checkChain()}>{t('admin.audit.check')}</Button>
      )}
    </section>
  )
}

function ChainWord() {
  const { t, name, locale } = useWords()
  const chain = useDesk((state) => state.chain)
  const newest = useDesk(({ auditState }) => (auditState.state === 'loaded' ? (auditState.value.newestSeq ?? 0) : 0))
  if (chain.state === 'idle') return <span className={styles.small}>{t('admin.audit.unchecked')}</span>
  if (chain.state === 'failed')
    return (
      <span className={styles.state} data-state="off" role="alert">
        {chain.failure.message ? name(chain.failure.message) : t(`failure.${chain.failure.kind}`)}
      </span>
    )
  if (chain.state === 'broken')
    return (
      <span className={styles.state} data-state="off" role="alert">
        <Icon name="warning" size={14} /> {t('admin.audit.broken', { n: formatNumber(locale, chain.at) })}
      </span>
    )
  const values = { n: formatNumber(locale, chain.checkedTo), of: formatNumber(locale, newest) }
  return (
    <span className={styles.state} data-state={chain.state === 'whole' ? 'good' : 'none'} role="status">
      {chain.state === 'whole' && <Icon name="check" size={14} />}
      {t(`admin.audit.${chain.state}`, values)}
    </span>
  )
}
