import { LEAK_SOURCE_EXPORTS } from '../../commands/export-leak-source.ts'
import { LEAST_RESPONDING, type LeakSourceOutcome, SENSOR_ANSWERS } from '../../domain/leak/leak-source.ts'
import type { RunSummary } from '../../domain/run-summary.ts'
import { formatInstant, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { LeakSource } from '../../state/leak-source.ts'
import { Button } from '../controls/button.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { LeakSourceReportButton } from '../print/leak-source-report.tsx'
import shared from '../result/result.module.css'
import { EmptyFace } from '../states/faces.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import { RefusalFace } from '../states/refusal-face.tsx'
import { RunWork } from '../states/run-work.tsx'
import { CandidateList } from './candidate-list.tsx'
import styles from './locate.module.css'

/** 精准溯源: pipes that gas in wells, or a fall of pressure, may come from, how sure that is, and what it cannot tell. */
export function LeakSourcePanel() {
  const { t } = useWords()
  const { closeLeakSource } = useCommands()
  const source = useTwin((state) => state.leakSource)
  const named = useTwin(({ sensors, leakSource }) =>
    sensors.state === 'loaded' ? sensors.value.find(({ id }) => id === leakSource?.sensorId)?.name : undefined,
  )
  if (!source) return null
  return (
    <Panel
      title={t(source.kind === 'water' ? 'locate.water.title' : 'locate.title', { sensor: named ?? source.sensorId })}
      className={styles.panel}
      onClose={closeLeakSource}
    >
      <Answer source={source} />
    </Panel>
  )
}

function Answer({ source }: { readonly source: LeakSource }) {
  const { t } = useWords()
  const { closeLeakSource } = useCommands()
  const again = useAgain(source)
  const { analysis, kind } = source
  if (analysis.state === 'running')
    return (
      <div className={styles.part}>
        <RunWork
          waiting={t(kind === 'water' ? 'locate.water.running' : 'locate.running')}
          work={analysis.work}
          since={analysis.startedAt}
        />
        <Button isSmall onClick={closeLeakSource}>
          {t('locate.cancel')}
        </Button>
      </div>
    )
  if (analysis.state === 'failed' && ['invalid', 'not-found'].includes(analysis.failure.kind))
    return (
      <RefusalFace
        failure={analysis.failure}
        title={t('locate.refused')}
        help={t(kind === 'water' ? 'locate.water.refused.help' : 'locate.refused.help')}
      />
    )
  if (analysis.state === 'failed') return <FailureFace failure={analysis.failure} onRetry={again} />
  return <Found source={source} summary={analysis.summary} />
}

/** Asks the same again, of what is read now. */
function useAgain({ kind, sensorId }: LeakSource): () => void {
  const { locateGas, locateWater } = useCommands()
  return () => void (kind === 'water' ? locateWater(sensorId) : locateGas(sensorId))
}

function Found(given: { readonly source: LeakSource; readonly summary: RunSummary<LeakSourceOutcome> }) {
  const { t, name, locale } = useWords()
  const { source, summary } = given
  const { exportLeakSource } = useCommands()
  const again = useAgain(source)
  const isWater = source.kind === 'water'
  const { outcome, caveats } = summary
  const { pipes, half, ninety, biogas, sensors, unreached, doubt } = outcome
  const number = (value: number) => formatNumber(locale, value)
  const [responding = 0, quiet = 0, silent = 0] = SENSOR_ANSWERS.map(
    (answer) => sensors.filter((sensor) => sensor.answer === answer).length,
  )
  const counts = { responding: number(responding), quiet: number(quiet), silent: number(silent) }
  return (
    <>
      <div className={styles.part}>
        {responding < LEAST_RESPONDING && (
          <p className={shared.warning} role="alert">
            {t(isWater ? 'locate.water.few' : 'locate.few', { n: number(responding) })}
          </p>
        )}
        {doubt && (
          <p className={shared.warning} role="alert">
            {name(doubt)}
          </p>
        )}
        <p className={styles.lead}>
          {t(biogas === null ? 'locate.lead' : 'locate.lead.gas', { half: number(half), ninety: number(ninety) })}
        </p>
        {biogas !== null && (
          <p className={styles.biogas} title={t('locate.biogas.help')}>
            <span>{t('locate.biogas', { share: formatQuantity(locale, 100 * biogas, '%') })}</span>
            <meter min={0} max={1} value={biogas} aria-label={t('locate.biogas.help')} />
          </p>
        )}
        <p className={shared.said}>
          {t('locate.sensors', { n: number(sensors.length), ...counts })}
          {' · '}
          {t(isWater ? 'locate.water.span' : 'locate.span', {
            from: formatInstant(source.from, source.to),
            to: formatInstant(source.to, source.from),
          })}
        </p>
      </div>
      {pipes.length === 0 ? <EmptyFace>{t('locate.none')}</EmptyFace> : <CandidateList source={source} />}
      <div className={styles.part}>
        {unreached > 0 && (
          <p className={shared.said}>
            {t(isWater ? 'locate.water.unreached' : 'locate.unreached', { n: number(unreached) })}
          </p>
        )}
        <ul className={styles.caveats} aria-label={t('locate.caveats')}>
          {caveats.map((caveat) => (
            <li key={caveat.zh}>{name(caveat)}</li>
          ))}
        </ul>
        <div className={styles.buttons}>
          <Button isSmall onClick={again}>
            {t('locate.again')}
          </Button>
          <LeakSourceReportButton source={source} summary={summary} />
          {LEAK_SOURCE_EXPORTS.map((as) => (
            <Button key={as} isSmall kind="quiet" icon="down" onClick={() => exportLeakSource(as)}>
              {t(`locate.exports.${as}`)}
            </Button>
          ))}
        </div>
      </div>
    </>
  )
}
