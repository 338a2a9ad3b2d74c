import { crsOf } from '../../domain/geo/crs.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import {
  areTwo,
  bothRuns,
  type Flood,
  type FloodSummary,
  MOST_VOLUME_ERROR,
  shownRun,
  summaryOf,
  volumeError,
} from '../../state/flood.ts'
import { Button } from '../controls/button.tsx'
import { DataText } from '../data-text.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords, type Words } from '../page.tsx'
import shared from '../result/result.module.css'
import { LoadingFace } from '../states/faces.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import { RefusalFace } from '../states/refusal-face.tsx'
import { FloodLegend } from './flood-legend.tsx'
import { floodName } from './flood-name.ts'
import { FloodPlayer } from './flood-player.tsx'
import { FloodProbe } from './flood-probe.tsx'
import { FloodResults } from './flood-results.tsx'
import styles from './inundation.module.css'
import { accountErrorText, volumeErrorText } from './volume-error-text.ts'

/** 内涝模拟: how the computing goes on, how far it can be relied on, and the flood itself, to be played and asked. */
export function FloodPanel() {
  const words = useWords()
  const { closeFlood } = useCommands()
  const flood = useTwin((state) => state.flood)
  if (!flood) return null
  return (
    <Panel
      key={flood.startedAt}
      title={
        <>
          {words.t('flood.title')} · <DataText>{floodName(shownRun(flood), words)}</DataText>
        </>
      }
      className={styles.panel}
      onClose={closeFlood}
    >
      <Stage flood={flood} />
      <Trust flood={flood} />
      {flood.frames.length > 0 && (
        <>
          <NotDrawn flood={flood} />
          <FloodPlayer flood={flood} />
          <div className={`${styles.columns} ${shared.headed}`}>
            <FloodLegend flood={flood} />
            <FloodProbe flood={flood} />
            <FloodResults flood={flood} />
          </div>
        </>
      )}
    </Panel>
  )
}

/** Computing, with speed and time left; or how it ended. */
function Stage({ flood }: { readonly flood: Flood }) {
  const { t, locale } = useWords()
  const { cancelFlood } = useCommands()
  const { stage, progress, frames } = flood
  if (stage.state === 'done') return null
  if (stage.state === 'failed') {
    const isCancelled = stage.failure.kind === 'cancelled'
    return (
      <>
        {!(isCancelled && frames.length > 0) &&
          (stage.failure.kind === 'invalid' ? (
            <RefusalFace failure={stage.failure} title={t('flood.refused')} help={t('flood.refused.help')} />
          ) : (
            <FailureFace failure={stage.failure} />
          ))}
        {frames.length > 0 && (
          <p className={shared.warning} role="alert">
            {t(isCancelled ? 'flood.cancelled' : 'flood.partial')}
          </p>
        )}
      </>
    )
  }
  const cancel = (
    <Button isSmall icon="close" onClick={cancelFlood}>
      {t('flood.cancel')}
    </Button>
  )
  if (!progress) {
    return (
      <div className={shared.running}>
        <LoadingFace>{t('flood.preparing')}</LoadingFace>
        {cancel}
      </div>
    )
  }
  const percent = (share: number) => formatQuantity(locale, 100 * share, '%')
  return (
    <div className={shared.running} role="status">
      <strong>{t('flood.running', { share: percent(progress.share) })}</strong>
      <progress max={1} value={progress.share} aria-hidden="true" />
      <span className={shared.said}>
        {progress.share === 0
          ? t('flood.progress.first', { wet: percent(progress.wetShare) })
          : t('flood.progress', {
              speed: formatNumber(locale, progress.speed, progress.speed < 10 ? 1 : 0),
              left: formatDuration(progress.left * 1000),
              wet: percent(progress.wetShare),
            })}
      </span>
      {cancel}
    </div>
  )
}

/** The volume that is not accounted for, always; what computed it; and, folded, what makes the result less than it looks. */
function Trust({ flood }: { readonly flood: Flood }) {
  const words = useWords()
  const { t, locale, name } = words
  const { keepFlood } = useCommands()
  const { summary, computedBy } = shownRun(flood)
  const own = summaryOf(flood)
  const error = volumeError(flood)
  const by = computedBy && <span>{t('flood.computedBy', { by: name(computedBy.told) })}</span>
  if (error === null) return by && <p className={shared.trust}>{by}</p>
  const caveats = summary?.caveats ?? []
  const isKept = own !== null && flood.reference?.summary === own
  return (
    <>
      {error > MOST_VOLUME_ERROR && (
        <p className={shared.fault} role="alert">
          {t('flood.untrusted', {
            error: formatQuantity(locale, 100 * error, '%', 3),
            most: volumeErrorText(words, MOST_VOLUME_ERROR),
          })}
        </p>
      )}
      <div className={shared.trust}>
        {summary && <span>{t('flood.done', { time: formatDuration(summary.milliseconds) })}</span>}
        <span>{t('flood.error', { error: errorsText(words, flood) })}</span>
        {flood.reference && areTwo(flood) && (
          <span>{t('flood.comparedWith', { name: floodName(flood.reference, words) })}</span>
        )}
        {own && flood.side === 'own' && (
          <Button isSmall aria-pressed={isKept} title={t('flood.keep.help')} onClick={keepFlood}>
            {t(isKept ? 'flood.kept' : 'flood.keep')}
          </Button>
        )}
        {by}
        {caveats.length > 0 && (
          <details className={shared.fold}>
            <summary>{t('flood.caveats', { n: formatNumber(locale, caveats.length) })}</summary>
            <ul>
              {caveats.map((caveat) => (
                <li key={caveat.zh}>{name(caveat)}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </>
  )
}

/** Of every account of what is looked at in m³ and %, of two runs of both; of one that is computed its share so far. */
function errorsText(words: Words, flood: Flood): string {
  const { t, name } = words
  const both = bothRuns(flood)
  const of = (summary: FloodSummary | null) =>
    summary
      ? summary.balance
          .map(({ quantity, in: came, out, error }) => {
            const told = accountErrorText(words, { error: out - came, errorShare: error })
            return `${name(quantity)} ${told}`
          })
          .join(t('list.separator'))
      : volumeErrorText(words, flood.progress?.error ?? 0)
  if (!both) return of(shownRun(flood).summary)
  return `${t('flood.side.kept')} ${of(both.a.summary)} · ${t('flood.side.own')} ${of(both.b.summary)}`
}

/** Why no water is in the picture. */
function NotDrawn({ flood }: { readonly flood: Flood }) {
  const { t } = useWords()
  const isAble = useTwin((state) => state.abilities.has('water'))
  const hasEngine = useTwin((state) => state.abilities.size > 0)
  const crs = crsOf(flood.crs)
  if (!crs || crs.isGeographic) return <p className={shared.warning}>{t('flood.noCrs')}</p>
  return hasEngine && !isAble ? <p className={shared.warning}>{t('flood.noWater')}</p> : null
}
