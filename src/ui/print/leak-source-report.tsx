import { LEAST_RESPONDING, type LeakSourceOutcome } from '../../domain/leak/leak-source.ts'
import type { RunSummary } from '../../domain/run-summary.ts'
import { formatDate, formatNumber, formatQuantity, formatTime } from '../../i18n/format.ts'
import { type LeakSource, likelyPipes } from '../../state/leak-source.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { Balance } from '../leak/leak-trust.tsx'
import { tookText } from '../leak/leak-words.ts'
import { candidateWords } from '../locate/candidate-words.ts'
import { useTwin, useWords } from '../page.tsx'
import { CaveatsPart } from './caveats-part.tsx'
import { PlaceText } from './place-text.tsx'
import styles from './print.module.css'
import { PrintView } from './print-view.tsx'
import { PrintWithRecords, type Records, recordOf } from './print-with-records.tsx'

/** Pipes on paper, each with its record; the sets say how many there are. */
const MOST = 40

interface ReportProps {
  readonly source: LeakSource
  readonly summary: RunSummary<LeakSourceOutcome>
}

/** Opens the printable report (精准溯源报告) of an answer. */
export function LeakSourceReportButton({ source, summary }: ReportProps) {
  const { t } = useWords()
  const ids = likelyPipes(source)
    .slice(0, MOST)
    .map(({ id }) => id)
  return (
    <PrintWithRecords
      label={t('locate.report.open')}
      ids={ids}
      sheet={(records, close) => (
        <LeakSourceReport source={source} summary={summary} records={records} onClose={close} />
      )}
    />
  )
}

function LeakSourceReport(given: ReportProps & { readonly records: Records; readonly onClose: () => void }) {
  const { t, locale } = useWords()
  const { source, summary, records, onClose } = given
  const { caveats, outcome } = summary
  const sensor = useSensorName()
  return (
    <PrintView title={t('locate.report.title')} subject={sensor(source.sensorId)} onClose={onClose}>
      <p>{t('locate.report.simulated')}</p>
      <Answer source={source} summary={summary} />
      <section className={styles.part}>
        <h2>{t('locate.pipes')}</h2>
        {outcome.pipes.length === 0 ? <p>{t('locate.none')}</p> : <Candidates source={source} records={records} />}
      </section>
      <section className={styles.part}>
        <h2>{t('locate.report.sensors')}</h2>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('print.order')}</th>
              <th>{t('locate.report.sensor')}</th>
              <th>{t('locate.report.says')}</th>
            </tr>
          </thead>
          <tbody>
            {outcome.sensors.map(({ id, answer }, i) => (
              <tr key={id}>
                <td className={styles.number}>{i + 1}</td>
                <td>
                  <DataText>{sensor(id)}</DataText>
                </td>
                <td>{t(source.kind === 'water' ? `locate.water.sensor.${answer}` : `locate.sensor.${answer}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {summary.balance.length > 0 && (
        <section className={styles.part}>
          <h2>{t('leak.report.balance')}</h2>
          <Balance summary={summary} />
        </section>
      )}
      <CaveatsPart title={t('leak.caveats', { n: formatNumber(locale, caveats.length) })} caveats={caveats} />
    </PrintView>
  )
}

/** What was found, of which readings, and how far that goes. */
function Answer({ source, summary }: ReportProps) {
  const { t, name, locale } = useWords()
  const { half, ninety, biogas, sensors, unreached, evidence, doubt } = summary.outcome
  const number = (value: number) => formatNumber(locale, value)
  const instant = (at: number) => `${formatDate(at)} ${formatTime(at)}`
  const isWater = source.kind === 'water'
  const responding = sensors.filter(({ answer }) => answer === 'responding').length
  const span = { from: instant(source.from), to: instant(source.to) }
  return (
    <section className={styles.part}>
      <h2>{t('locate.report.answer')}</h2>
      {responding < LEAST_RESPONDING && (
        <p className={styles.warning}>{t(isWater ? 'locate.water.few' : 'locate.few', { n: number(responding) })}</p>
      )}
      {doubt && <p className={styles.warning}>{name(doubt)}</p>}
      <p>
        <b>{t(biogas === null ? 'locate.lead' : 'locate.lead.gas', { half: number(half), ninety: number(ninety) })}</b>
      </p>
      {biogas !== null && (
        <p>
          {t('locate.biogas', { share: formatQuantity(locale, 100 * biogas, '%') })} · {t('locate.biogas.help')}
        </p>
      )}
      {unreached > 0 && <p>{t(isWater ? 'locate.water.unreached' : 'locate.unreached', { n: number(unreached) })}</p>}
      <p>
        {t('leak.evidence', { class: evidence })} · {t(isWater ? 'locate.water.span' : 'locate.span', span)}{' '}
        {t('clock.zone')} · {t('leak.done', { time: tookText(locale, summary.milliseconds) })}
      </p>
    </section>
  )
}

function Candidates({ source, records }: { readonly source: LeakSource; readonly records: Records }) {
  const words = useWords()
  const { t, given, locale } = words
  const now = useTwin((state) => state.now)
  const likely = likelyPipes(source)
  const isGas = source.kind === 'gas'
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('print.order')}</th>
            <th>{t('locate.report.group')}</th>
            <th>{t('leak.report.pipe')}</th>
            <th>{t('attribute.road')}</th>
            <th>{t('locate.report.share')}</th>
            <th>{t('locate.report.set')}</th>
            {isGas && <th>{t('locate.report.rate')}</th>}
            {isGas && <th>{t('locate.report.start')}</th>}
            <th>{t('print.place')}</th>
          </tr>
        </thead>
        <tbody>
          {likely.slice(0, MOST).map((pipe, i) => {
            const { share, set, rate, start } = candidateWords(pipe, source, now, words)
            const record = recordOf(records, pipe.id)
            return (
              <tr key={pipe.id}>
                <td className={styles.number}>{i + 1}</td>
                <td className={styles.number}>{pipe.group === null ? '' : formatNumber(locale, pipe.group + 1)}</td>
                <td>{shortId(pipe.id)}</td>
                <td>{record ? (given(record.road, record.road_en) ?? t('app.unknown')) : t('print.notRead')}</td>
                <td className={styles.number}>{share}</td>
                <td className={styles.short}>{set}</td>
                {isGas && <td>{pipe.rate === null ? t('app.unknown') : rate}</td>}
                {isGas && <td>{pipe.start === null ? t('app.unknown') : start}</td>}
                <td>
                  <PlaceText at={pipe.at} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p>{t('locate.report.groups')}</p>
      {likely.length > MOST && (
        <p className={styles.warning}>{t('locate.more', { n: formatNumber(locale, likely.length - MOST) })}</p>
      )}
    </>
  )
}

/** Names of sensors by their id; the id where the page has none. */
function useSensorName(): (id: string) => string {
  const sensors = useTwin((state) => state.sensors)
  return (id) => (sensors.state === 'loaded' ? sensors.value.find((sensor) => sensor.id === id)?.name : undefined) ?? id
}
