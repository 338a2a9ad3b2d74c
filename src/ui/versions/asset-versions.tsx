import type { RecordVersion } from '../../ports/records.ts'
import { Button } from '../controls/button.tsx'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { LoadableFace } from '../states/faces.tsx'
import { changeRows } from './change-rows.ts'
import { originText, spanText } from './version-words.ts'
import styles from './versions.module.css'

/** 版本: what the record of an asset was when, who changed it, by which survey, and what. */
export function AssetVersions() {
  const { t } = useWords()
  const { loadVersions } = useCommands()
  const versions = useTwin(({ selection }) => selection.versions)
  return (
    <LoadableFace of={versions} loading={t('versions.loading')} onRetry={() => void loadVersions()}>
      {(list) => (
        <ol className={styles.versions}>
          {list.map((version, index) => (
            <Version key={version.to ?? 'valid'} version={version} isFirst={index === list.length - 1} />
          ))}
        </ol>
      )}
    </LoadableFace>
  )
}

interface VersionProps {
  readonly version: RecordVersion
  readonly isFirst: boolean
}

function Version({ version, isFirst }: VersionProps) {
  const words = useWords()
  const { t } = words
  const { showVersion } = useCommands()
  const { to, isGone, source } = version
  return (
    <li className={styles.version} data-state={to === null ? 'valid' : isGone ? 'gone' : 'past'}>
      <h3>
        <span>{spanText(version, words)}</span>
        {(to === null || isGone) && (
          <span className={styles.badge}>{t(to === null ? 'versions.current' : 'versions.gone')}</span>
        )}
      </h3>
      <p className={styles.origin}>
        {originText(version, words)}
        {source !== null && (
          <>
            {' · '}
            {t('versions.source', { source })}
          </>
        )}
      </p>
      <Changes version={version} isFirst={isFirst} />
      {to !== null && (
        <Button isSmall kind="quiet" icon="document" onClick={() => void showVersion(version)}>
          {t('versions.show')}
        </Button>
      )}
    </li>
  )
}

function Changes({ version, isFirst }: Pick<VersionProps, 'version' | 'isFirst'>) {
  const words = useWords()
  const { t } = words
  const rows = changeRows(version.changes, words)
  if (rows.length === 0) return <p className={styles.origin}>{t(isFirst ? 'versions.first' : 'versions.nothing')}</p>
  return (
    <table className={styles.changes}>
      <thead>
        <tr>
          <th>{t('versions.field')}</th>
          <th>{t('versions.before')}</th>
          <th>{t('versions.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, before, after }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {before !== '' && (
              <td>
                <DataText>{before}</DataText>
              </td>
            )}
            <td colSpan={before === '' ? 2 : 1}>
              <DataText>{after}</DataText>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
