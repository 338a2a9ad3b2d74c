import { useState } from 'react'
import type { Failure } from '../../domain/result.ts'
import { formatDuration, formatQuantity } from '../../i18n/format.ts'
import { type Leak, leakSummary, shownLeakFrame } from '../../state/leak.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { Button } from '../controls/button.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { FramePlayer } from '../player/frame-player.tsx'
import shared from '../result/result.module.css'
import { FailureFace } from '../states/failure-face.tsx'
import { RefusalFace } from '../states/refusal-face.tsx'
import { RunWork } from '../states/run-work.tsx'
import styles from './leak.module.css'
import { LeakLegend } from './leak-legend.tsx'
import { LeakResults } from './leak-results.tsx'
import { LeakTrust } from './leak-trust.tsx'
import { significant } from './leak-words.ts'

/** simulated seconds in a second */
const PACES = [600, 1800, 3600, 14_400] as const
const FIRST_PACE = 3600

/** 泄漏模拟: how the computing goes on, how far it can be relied on, whom the leak reaches and what to do. */
export function LeakPanel() {
  const { t } = useWords()
  const { closeLeak, showLeakFrame, playLeak } = useCommands()
  const leak = useTwin((state) => state.leak)
  if (!leak) return null
  const { scenario, frames, stage } = leak
  return (
    <Panel
      key={leak.startedAt}
      title={t(`leak.title.${scenario.kind}`, { pipe: shortId(scenario.pipe) })}
      aside={t('leak.simulated')}
      className={styles.panel}
      onClose={closeLeak}
    >
      <Stage leak={leak} />
      {frames.length > 0 && (
        <>
          <FramePlayer
            player={leak}
            isComputing={stage.state === 'running'}
            paces={PACES}
            firstPace={FIRST_PACE}
            onShow={showLeakFrame}
            onPlay={playLeak}
          />
          <div className={shared.trust}>
            <LeakTrust leak={leak} />
            <Lost leak={leak} />
            <ToFlood leak={leak} />
          </div>
          <div className={`${styles.columns} ${shared.headed}`}>
            <LeakLegend leak={leak} />
            <LeakResults leak={leak} />
          </div>
        </>
      )}
    </Panel>
  )
}

/** What has run out until the moment that is shown. */
function Lost({ leak }: { readonly leak: Leak }) {
  const words = useWords()
  const frame = shownLeakFrame(leak)
  const unit = leakSummary(leak)?.outcome.lost.unit
  if (!frame || unit === undefined) return null
  return (
    <span>
      {words.t(leak.scenario.kind === 'sewage' ? 'leak.letIn' : 'leak.lost', {
        value: significant(words, frame.lost, unit, 2),
      })}
    </span>
  )
}

/** Takes what comes to the street into the inundation; of a burst that cannot be taken, why. */
function ToFlood({ leak }: { readonly leak: Leak }) {
  const { t } = useWords()
  const { floodFromLeak } = useCommands()
  const [answer, setAnswer] = useState<Failure | 'asking' | null>(null)
  const outcome = leakSummary(leak)?.outcome
  if (leak.scenario.kind !== 'water' || leak.stage.state === 'failed') return null
  if (outcome && !outcome.outflow) return <span>{t('leak.toFlood.none')}</span>
  const hand = async () => {
    setAnswer('asking')
    const handed = await floodFromLeak()
    setAnswer(handed.ok ? null : handed.failure)
  }
  return (
    <>
      <Button
        isSmall
        isBusy={answer === 'asking'}
        disabled={!outcome}
        title={t(outcome ? 'leak.toFlood.help' : 'leak.toFlood.later')}
        onClick={() => void hand()}
      >
        {t('leak.toFlood')}
      </Button>
      {answer !== null && answer !== 'asking' && <FailureFace failure={answer} />}
    </>
  )
}

/** Computing, with how far it is; or how it ended. */
function Stage({ leak: { stage, progress, work, frames, scenario, startedAt } }: { readonly leak: Leak }) {
  const { t, locale } = useWords()
  const { cancelLeak, askLeak } = useCommands()
  const again = (
    <Button isSmall onClick={() => void askLeak(scenario.pipe)}>
      {t('leak.again')}
    </Button>
  )
  if (stage.state === 'done')
    return frames.length > 0 ? null : <p className={shared.warning}>{t(`leak.places.none.${scenario.kind}`)}</p>
  if (stage.state === 'failed') {
    const isCancelled = stage.failure.kind === 'cancelled'
    return (
      <>
        {stage.failure.kind === 'invalid' ? (
          <RefusalFace failure={stage.failure} title={t('leak.refused')} help={t('leak.refused.help')} />
        ) : (
          !(isCancelled && frames.length > 0) && <FailureFace failure={stage.failure} />
        )}
        {frames.length > 0 && (
          <p className={shared.warning} role="alert">
            {t(isCancelled ? 'leak.cancelled' : 'leak.partial')}
          </p>
        )}
        <p className={styles.again}>{again}</p>
      </>
    )
  }
  const cancel = (
    <Button isSmall icon="close" onClick={cancelLeak}>
      {t('leak.cancel')}
    </Button>
  )
  if (progress === null)
    return (
      <div className={shared.running}>
        <RunWork waiting={t('leak.preparing')} work={work} since={startedAt} />
        {cancel}
      </div>
    )
  return (
    <div className={shared.running} role="status">
      <strong>{t('leak.running', { share: formatQuantity(locale, 100 * progress, '%') })}</strong>
      <progress max={1} value={progress} aria-hidden="true" />
      {work && (
        <span>
          {work.phase === 'members' ? t('work.member', { done: work.done, of: work.of }) : t(`work.${work.phase}`)}
        </span>
      )}
      <span className={shared.said}>{formatDuration(1000 * (frames.at(-1)?.time ?? 0))}</span>
      {cancel}
    </div>
  )
}
