import { Button } from 'antd'
import { disciplines } from '../../domain/disciplines/index.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { AssetSummary } from '../../ports/records.ts'
import { describeAsset, shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { DisciplineSwatch } from '../layers/discipline-swatch.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { EmptyFace, LoadableFace } from '../states/faces.tsx'
import styles from './find.module.css'

/** Results of the search box; each goes there and opens. */
export function ResultList({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t, locale } = useWords()
  const { searchAssets } = useCommands()
  const search = useTwin((state) => state.search)
  const isSignedIn = useTwin((state) => state.internal !== null)
  if (search.query === '') return null
  const found = search.results.state === 'loaded' ? search.results.value : []
  return (
    <Panel
      title={t('find.title')}
      className={styles.panel}
      aside={found.length > 0 ? t('find.count', { n: formatNumber(locale, found.length) }) : undefined}
      onClose={() => void searchAssets('')}
    >
      {isSignedIn ? (
        <LoadableFace of={search.results} loading={t('find.loading')} onRetry={() => void searchAssets(search.query)}>
          {(results) =>
            results.length === 0 ? (
              <EmptyFace>{t('find.empty', { query: search.query })}</EmptyFace>
            ) : (
              <ul className={styles.list}>
                {results.map((asset) => (
                  <Result key={asset.id} asset={asset} />
                ))}
                {results.length >= 40 && <li className={styles.more}>{t('find.limited', { n: results.length })}</li>}
              </ul>
            )
          }
        </LoadableFace>
      ) : (
        <p className={styles.more}>
          {t('find.signIn')}{' '}
          <Button type="link" size="small" onClick={onSignIn}>
            {t('session.signIn')}
          </Button>
        </p>
      )}
    </Panel>
  )
}

function Result({ asset }: { readonly asset: AssetSummary }) {
  const words = useWords()
  const { openAsset } = useCommands()
  const isChosen = useTwin((state) => state.selection.assetId === asset.id)
  const discipline = disciplines.find((it) => it.id === asset.discipline)
  const what = [describeAsset(asset, words), words.given(asset.road, asset.road_en)]
  return (
    <li>
      <button
        type="button"
        className={`plain ${styles.result}`}
        aria-current={isChosen}
        onClick={() => void openAsset(asset.id, { isFlying: true })}
      >
        {discipline && <DisciplineSwatch discipline={discipline} width={20} />}
        <span>
          <b>
            <DataText>{asset.name ?? shortId(asset.id)}</DataText>
          </b>
          <small>{what.filter(Boolean).join(' · ')}</small>
        </span>
      </button>
    </li>
  )
}
