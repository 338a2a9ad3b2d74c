import type { IsolationOutcome } from '../../domain/network/isolation-result.ts'
import type { RunSummary } from '../../domain/run-summary.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { Button } from '../controls/button.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { IsolationSheetButton } from '../print/isolation-sheet.tsx'
import shared from '../result/result.module.css'
import { LoadingFace } from '../states/faces.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import { CutOff } from './cut-off.tsx'
import styles from './isolation.module.css'
import { Key } from './key.tsx'
import { ValveList } from './valve-list.tsx'

/** 关阀分析: what to close, who is then without supply, and how far the answer can be trusted. */
export function IsolationPanel() {
  const { t } = useWords()
  const { cancelRun, closeRun, runIsolation } = useCommands()
  const run = useTwin((state) => state.run)
  if (run === null) return null
  return (
    <Panel
      key={run.subject}
      title={`${t('isolation.title')} · ${t('isolation.subject')} ${shortId(run.subject)}`}
      className={styles.panel}
      onClose={closeRun}
    >
      {run.state === 'running' && (
        <div className={shared.waiting}>
          <LoadingFace>{t('isolation.running')}</LoadingFace>
          <Button isSmall onClick={cancelRun}>
            {t('isolation.cancel')}
          </Button>
        </div>
      )}
      {run.state === 'failed' && <FailureFace failure={run.failure} onRetry={() => void runIsolation(run.subject)} />}
      {run.state === 'done' && <Outcome summary={run.summary} />}
    </Panel>
  )
}

function Outcome({ summary }: { readonly summary: RunSummary<IsolationOutcome> }) {
  const { t, locale, name } = useWords()
  const { frameRun, flyToBurst } = useCommands()
  const { outcome, caveats } = summary
  const { customers, people } = outcome.cutOff
  const number = (value: number) => formatNumber(locale, value)
  const valves = number(outcome.valves.length)
  const headline =
    outcome.valves.length === 0
      ? t('isolation.valves.none')
      : customers.length === 0
        ? t('isolation.summary.nobody', { valves })
        : t('isolation.summary', { valves, customers: number(customers.length), people: number(people) })
  return (
    <>
      <div className={shared.lead}>
        <p className={shared.summary}>{headline}</p>
        <Button isSmall icon="valve" onClick={() => void frameRun()}>
          {t('isolation.frame')}
        </Button>
        <Button isSmall icon="target" onClick={() => void flyToBurst()}>
          {t('isolation.toBurst')}
        </Button>
        <IsolationSheetButton summary={summary} />
      </div>
      <Key outcome={outcome} />
      {caveats.length > 0 && (
        <ul className={shared.caveats} aria-label={t('isolation.caveats')}>
          {caveats.map((caveat) => (
            <li key={caveat.zh}>{name(caveat)}</li>
          ))}
        </ul>
      )}
      <div className={shared.columns}>
        <ValveList outcome={outcome} />
        <CutOff outcome={outcome} />
      </div>
      <Checks summary={summary} />
    </>
  )
}

/** The balance: a result above its tolerance is shown as not trustworthy, never hidden. */
function Checks({ summary }: { readonly summary: RunSummary<IsolationOutcome> }) {
  const { t, locale, name } = useWords()
  const percent = (value: number) => formatQuantity(locale, value * 100, '%', 2)
  return (
    <footer className={styles.checks}>
      <span>{t('isolation.balance')}</span>
      {summary.balance.map((balance) => (
        <span key={balance.quantity.zh}>
          {t('isolation.balanced', {
            quantity: name(balance.quantity),
            in: formatNumber(locale, balance.in),
            out: formatNumber(locale, balance.out),
            error: percent(balance.error),
          })}
          {balance.error > balance.tolerance && (
            <strong role="alert">{t('isolation.untrusted', { tolerance: percent(balance.tolerance) })}</strong>
          )}
        </span>
      ))}
      <span>{t('isolation.time', { n: formatNumber(locale, summary.milliseconds) })}</span>
    </footer>
  )
}
