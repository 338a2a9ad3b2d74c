import { useId, useState } from 'react'
import { ADJACENCY_REACHES, type AdjacencyOutcome, USUAL_REACH } from '../../domain/leak/adjacency.ts'
import type { RunSummary } from '../../domain/run-summary.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { ADJACENCY_LISTS, type Adjacency, adjacentRows, MOST_ADJACENT_MARKS } from '../../state/adjacency.ts'
import { Button } from '../controls/button.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { AdjacencyReportButton } from '../print/adjacency-report.tsx'
import { EmptyFace } from '../states/faces.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import { RunWork } from '../states/run-work.tsx'
import styles from './adjacency.module.css'
import { AdjacentItem } from './adjacent-item.tsx'

/** more rows than this nobody reads here; the table has all */
const MOST_ROWS = 100

/** 燃气相邻空间分析 of the whole city: asked for, and read as a list in the order to look at it. */
export function AdjacencyPanel() {
  const { t, locale } = useWords()
  const isSignedIn = useTwin((state) => state.internal?.state === 'loaded')
  const adjacency = useTwin((state) => state.adjacency)
  if (!isSignedIn) return null
  const done = adjacency?.analysis.state === 'done' ? adjacency.analysis.summary.outcome : null
  return (
    <Panel
      title={t('adjacency.title')}
      className={styles.panel}
      isOpenAtFirst={false}
      aside={done ? formatNumber(locale, done.pairCount) : undefined}
    >
      <Question adjacency={adjacency} />
      {adjacency && <Answer adjacency={adjacency} />}
    </Panel>
  )
}

function Question({ adjacency }: { readonly adjacency: Adjacency | null }) {
  const { t, locale } = useWords()
  const { analyseAdjacency, closeAdjacency } = useCommands()
  const [reach, setReach] = useState<number>(adjacency?.reach ?? USUAL_REACH)
  const id = useId()
  const isRunning = adjacency?.analysis.state === 'running'
  return (
    <>
      {adjacency === null && <p className={styles.said}>{t('adjacency.help')}</p>}
      <div className={styles.question}>
        <label htmlFor={id}>{t('adjacency.reach')}</label>
        <select id={id} value={reach} onChange={({ target }) => setReach(Number(target.value))}>
          {ADJACENCY_REACHES.map((each) => (
            <option key={each} value={each}>
              {t('adjacency.reach.of', { value: formatQuantity(locale, each, 'm') })}
            </option>
          ))}
        </select>
        <Button isSmall kind="primary" isBusy={isRunning} onClick={() => void analyseAdjacency(reach)}>
          {t(adjacency === null ? 'adjacency.start' : 'adjacency.again')}
        </Button>
        {adjacency && (
          <Button isSmall kind="quiet" icon="close" onClick={closeAdjacency}>
            {t(isRunning ? 'adjacency.cancel' : 'app.close')}
          </Button>
        )}
      </div>
    </>
  )
}

function Answer({ adjacency }: { readonly adjacency: Adjacency }) {
  const { t } = useWords()
  const { analyseAdjacency } = useCommands()
  const { analysis, reach } = adjacency
  if (analysis.state === 'running')
    return <RunWork waiting={t('adjacency.running')} work={analysis.work} since={analysis.startedAt} />
  if (analysis.state === 'failed')
    return <FailureFace failure={analysis.failure} onRetry={() => void analyseAdjacency(reach)} />
  return <Found adjacency={adjacency} summary={analysis.summary} />
}

function Found(given: { readonly adjacency: Adjacency; readonly summary: RunSummary<AdjacencyOutcome> }) {
  const { t, name, locale } = useWords()
  const { showAdjacencyList, exportAdjacency } = useCommands()
  const { adjacency, summary } = given
  const { outcome, caveats } = summary
  const number = (value: number) => formatNumber(locale, value)
  const [pipes, spaces] = [number(outcome.pipes), number(outcome.spaces)]
  const reach = formatQuantity(locale, outcome.reach, 'm')
  const limits = (
    <details className={styles.caveats}>
      <summary>{t('adjacency.evidence')}</summary>
      <ul aria-label={t('adjacency.caveats')}>
        {caveats.map((caveat) => (
          <li key={caveat.zh}>{name(caveat)}</li>
        ))}
      </ul>
    </details>
  )
  // nothing to compare is no answer of "none"
  if (outcome.pairCount === 0)
    return (
      <>
        <EmptyFace>
          {outcome.pipes === 0 || outcome.spaces === 0
            ? t('adjacency.nothing', { pipes, spaces })
            : t('adjacency.none', { reach, pipes, spaces })}
        </EmptyFace>
        {limits}
      </>
    )
  const rows = adjacentRows(adjacency)
  const whole = { pairs: outcome.pairCount, unwatched: outcome.unwatched.length }
  return (
    <>
      <p className={styles.lead}>
        {t('adjacency.summary', {
          ...{ reach, pairs: number(outcome.pairCount), spaces: number(outcome.spacesInReach) },
          unwatched: number(outcome.unwatched.length),
        })}
      </p>
      {limits}
      <fieldset className={styles.lists} aria-label={t('adjacency.list')}>
        {ADJACENCY_LISTS.map((list) => (
          <button
            key={list}
            type="button"
            className="plain"
            aria-pressed={adjacency.list === list}
            onClick={() => showAdjacencyList(list)}
          >
            {t(`adjacency.list.${list}`, { n: number(whole[list]) })}
          </button>
        ))}
        <Button isSmall kind="quiet" icon="document" onClick={exportAdjacency}>
          {t('adjacency.export')}
        </Button>
        <AdjacencyReportButton adjacency={adjacency} summary={summary} />
      </fieldset>
      {rows.length === 0 && <EmptyFace>{t('adjacency.unwatched.none')}</EmptyFace>}
      <ol
        className={styles.rows}
        aria-label={t(`adjacency.list.${adjacency.list}`, { n: number(whole[adjacency.list]) })}
      >
        {rows.slice(0, MOST_ROWS).map((row, i) => (
          <AdjacentItem key={`${row.pipe} ${row.space}`} row={row} number={i + 1} isChosen={row === adjacency.chosen} />
        ))}
      </ol>
      <p className={styles.said}>
        {rows.length > 0 && `${t('adjacency.marks')} `}
        {rows.length > MOST_ADJACENT_MARKS && t('adjacency.marked', { n: number(MOST_ADJACENT_MARKS) })}
        {rows.length > MOST_ROWS && ` ${t('adjacency.listed', { n: number(MOST_ROWS) })}`}
      </p>
    </>
  )
}
