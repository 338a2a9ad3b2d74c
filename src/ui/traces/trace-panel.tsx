import { TRACE_EXPORTS } from '../../commands/export-trace.ts'
import { disciplines } from '../../domain/disciplines/index.ts'
import type { TraceOutcome } from '../../domain/network/trace-result.ts'
import type { RunSummary } from '../../domain/run-summary.ts'
import { formatLength, formatNumber } from '../../i18n/format.ts'
import type { TraceRun } from '../../state/trace.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { Button } from '../controls/button.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { LoadingFace } from '../states/faces.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import { TracedAssets } from './traced-assets.tsx'
import { TracedCustomers } from './traced-customers.tsx'
import styles from './traces.module.css'

/** 追溯: what is certain, what is only possible, whom it concerns, and what to do with it. */
export function TracePanel() {
  const { t } = useWords()
  const { cancelTrace, closeTrace, retryTrace } = useCommands()
  const trace = useTwin((state) => state.trace)
  if (trace === null) return null
  const { kind, subject, to } = trace.ask
  const asset = [subject, ...(to === null ? [] : [to])].map(shortId).join(' → ')
  return (
    <Panel
      key={`${kind} ${asset}`}
      title={t('traces.title', { kind: t(`traces.kind.${kind}`), asset })}
      className={styles.panel}
      onClose={closeTrace}
    >
      {trace.state === 'picking' && <Picking trace={trace} />}
      {trace.state === 'running' && (
        <div className={shared.waiting}>
          <LoadingFace>{t('traces.running')}</LoadingFace>
          <Button isSmall onClick={cancelTrace}>
            {t('traces.cancel')}
          </Button>
        </div>
      )}
      {trace.state === 'failed' && <FailureFace failure={trace.failure} onRetry={() => void retryTrace()} />}
      {trace.state === 'done' && <Outcome summary={trace.summary} />}
    </Panel>
  )
}

function Picking({ trace }: { readonly trace: Extract<TraceRun, { state: 'picking' }> }) {
  const { t, name } = useWords()
  const { closeTrace, pickTraceEnd } = useCommands()
  // whoever cannot click it in the picture searches it
  const chosen = useTwin(({ selection }) => (selection.assetId === trace.ask.subject ? null : selection.assetId))
  const code = useTwin(({ assets }) => {
    if (assets.state !== 'loaded') return undefined
    return assets.value.discipline[assets.value.gidOf.get(trace.ask.subject) ?? 0]
  })
  const discipline = code === undefined ? undefined : disciplines[code]
  return (
    <div className={shared.waiting}>
      <p className={styles.pick} role="status">
        {t('traces.pick', { discipline: discipline ? name(discipline.name) : '' })}
        {trace.isElsewhere && <strong>{t('traces.pick.elsewhere')}</strong>}
      </p>
      {chosen && (
        <Button isSmall onClick={() => void pickTraceEnd(chosen)}>
          {t('traces.pick.take', { asset: shortId(chosen) })}
        </Button>
      )}
      <Button isSmall onClick={closeTrace}>
        {t('traces.pick.cancel')}
      </Button>
    </div>
  )
}

function Outcome({ summary }: { readonly summary: RunSummary<TraceOutcome> }) {
  const { t, locale, name } = useWords()
  const { frameTrace, filterByTrace, exportTrace } = useCommands()
  const isFiltered = useTwin((state) => state.filter.among !== null)
  const { outcome, caveats, milliseconds } = summary
  const { found, possible, computed } = outcome
  const sizeOf = ({ links, nodes, length }: NonNullable<TraceOutcome['found']>) => ({
    links: formatNumber(locale, links),
    nodes: formatNumber(locale, nodes),
    length: formatLength(locale, length),
  })
  const isEmpty = (found?.links ?? 0) + (found?.nodes ?? 0) + possible.links + possible.nodes === 0
  return (
    <>
      <div className={shared.lead}>
        <p className={`${shared.summary} ${styles.summary}`}>
          {found ? t('traces.found', sizeOf(found)) : t(whyNothing(outcome))}
          {computed && (
            <span>
              {t('traces.computed', { links: formatNumber(locale, computed.links), state: name(computed.state) })}
            </span>
          )}
          {possible.links + possible.nodes > 0 && <span>{t('traces.possible', sizeOf(possible))}</span>}
        </p>
        <Button isSmall icon="target" disabled={isEmpty} onClick={() => void frameTrace()}>
          {t('traces.frame')}
        </Button>
        <Button
          isSmall
          icon="filter"
          disabled={isEmpty}
          aria-pressed={isFiltered}
          onClick={() => filterByTrace(!isFiltered)}
        >
          {t(isFiltered ? 'traces.filter.off' : 'traces.filter')}
        </Button>
        {TRACE_EXPORTS.map((as) => (
          <Button
            key={as}
            isSmall
            icon="down"
            title={t('traces.export', { format: t(`traces.export.${as}`) })}
            disabled={as === 'customers' ? outcome.customers.length === 0 : isEmpty}
            onClick={() => exportTrace(as)}
          >
            {t(`traces.export.${as}`)}
          </Button>
        ))}
      </div>
      <Key outcome={outcome} />
      {caveats.length > 0 && (
        <ul className={shared.caveats} aria-label={t('traces.caveats')}>
          {caveats.map((caveat) => (
            <li key={caveat.zh}>{name(caveat)}</li>
          ))}
        </ul>
      )}
      <div className={shared.columns}>
        <TracedAssets outcome={outcome} />
        <TracedCustomers outcome={outcome} />
      </div>
      <footer className={styles.time}>{t('traces.time', { n: formatNumber(locale, milliseconds) })}</footer>
    </>
  )
}

function whyNothing({ kind }: TraceOutcome) {
  if (kind === 'path') return 'traces.found.noPath'
  return kind === 'loop' ? 'traces.found.noLoop' : 'traces.found.unknown'
}

/** What the colours mean in the scene; only those that are used. */
function Key({ outcome: { found, possible } }: { readonly outcome: TraceOutcome }) {
  const { t } = useWords()
  const parts = [
    ...(found && found.links + found.nodes > 0 ? (['found'] as const) : []),
    ...(possible.links + possible.nodes > 0 ? (['possible'] as const) : []),
    'others' as const,
  ]
  return (
    <ul className={shared.key} aria-label={t('traces.key')}>
      {parts.map((part) => (
        <li key={part}>
          <span className={shared.bar} data-part={part} /> {t(`traces.key.${part}`)}
        </li>
      ))}
    </ul>
  )
}
