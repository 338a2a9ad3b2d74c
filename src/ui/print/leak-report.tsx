import { SOIL_CHECKED } from '../../domain/leak/exports/exported-leak.ts'
import type { LeakOutcome } from '../../domain/leak/leak-outcome.ts'
import { formatClock, formatDate, formatDuration, formatNumber, formatQuantity, formatTime } from '../../i18n/format.ts'
import { type Leak, type LeakSummary, leakSummary } from '../../state/leak.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { CutOff } from '../isolation/cut-off.tsx'
import { ClosureAlternatives } from '../leak/closure-alternatives.tsx'
import { Crossings } from '../leak/crossings.tsx'
import { fedText } from '../leak/fed-text.ts'
import { LeakCourse } from '../leak/leak-course.tsx'
import { LeakFigures } from '../leak/leak-figures.tsx'
import { Short } from '../leak/leak-measures.tsx'
import { Balance, Untrusted } from '../leak/leak-trust.tsx'
import { arrivalLines, levelText, MOST_PLACES, tookText, worstText } from '../leak/leak-words.ts'
import { LocalGrades } from '../leak/local-grades.tsx'
import { SpillDrains } from '../leak/spill-drains.tsx'
import { surgeText } from '../leak/surge-text.ts'
import { WaterPipes, WaterTravel } from '../leak/water-pipes.tsx'
import { useWords } from '../page.tsx'
import { CaveatsPart } from './caveats-part.tsx'
import { ClosingOrder, valvesOf } from './closing-order.tsx'
import { PlaceText } from './place-text.tsx'
import styles from './print.module.css'
import { PrintView } from './print-view.tsx'
import { PrintWithRecords, type Records, recordOf } from './print-with-records.tsx'

/** Opens the printable report (泄漏模拟报告) of a finished run. */
export function LeakReportButton({ leak }: { readonly leak: Leak }) {
  const { t } = useWords()
  const summary = leakSummary(leak)
  if (!summary) return null
  const { isolation } = summary.outcome
  return (
    <PrintWithRecords
      label={t('leak.report.open')}
      ids={[leak.scenario.pipe, ...(isolation ? valvesOf(isolation) : [])]}
      sheet={(records, close) => <LeakReport leak={leak} summary={summary} records={records} onClose={close} />}
    />
  )
}

interface ReportProps {
  readonly leak: Leak
  readonly summary: LeakSummary
}

interface SheetProps extends ReportProps {
  readonly records: Records
  readonly onClose: () => void
}

function LeakReport({ leak, summary, records, onClose }: SheetProps) {
  const { t, name, locale } = useWords()
  const { outcome } = summary
  const members = outcome.members > 1 ? ` · ${t('leak.members', { n: formatNumber(locale, outcome.members) })}` : ''
  return (
    <PrintView title={t('leak.report.title')} subject={leak.scenario.pipe} onClose={onClose}>
      <p>{t('leak.simulated')}</p>
      <section className={styles.part}>
        <h2>{t('leak.report.evidence')}</h2>
        <Untrusted summary={summary} />
        <p>
          <b>{t('leak.evidence', { class: outcome.evidence })}</b> {t(`leak.evidence.${outcome.evidence}`)}
          {members}
        </p>
        {outcome.kind === 'gas' && <p>{name(SOIL_CHECKED)}</p>}
      </section>
      <Scenario leak={leak} summary={summary} records={records} />
      <LeakFigures outcome={outcome} />
      <LeakCourse outcome={outcome} />
      {outcome.crossings === null && <Measures outcome={outcome} records={records} />}
      <CaveatsPart
        title={t('leak.caveats', { n: formatNumber(locale, summary.caveats.length) })}
        caveats={summary.caveats}
      />
      <section className={styles.part}>
        <h2>{t('leak.report.balance')}</h2>
        <Balance summary={summary} />
      </section>
      <Places leak={leak} outcome={outcome} />
      {outcome.travel && (
        <section className={`${styles.part} ${styles.lists}`}>
          <h2>{t('leak.pipes.count', { n: formatNumber(locale, outcome.pipes.length) })}</h2>
          <WaterPipes leak={leak} outcome={outcome} />
          <WaterTravel outcome={outcome} outside={leak.scenario.outside_mg_l} />
        </section>
      )}
      {outcome.kind === 'sewage' && (
        <section className={styles.part}>
          <h2>{t('leak.tab.drains', { n: formatNumber(locale, outcome.drains.length) })}</h2>
          <SpillDrains leak={leak} outcome={outcome} />
        </section>
      )}
      {outcome.crossings && (
        <section className={styles.part}>
          <h2>{t('leak.tab.crossings', { n: formatNumber(locale, outcome.crossings.length) })}</h2>
          <Crossings crossings={outcome.crossings} />
        </section>
      )}
    </PrintView>
  )
}

function Scenario({ leak: { scenario, startedAt }, summary, records }: ReportProps & { readonly records: Records }) {
  const { t, locale, given } = useWords()
  const { kind, network, pipe, share, hole_m, spill_m3_s, dry_m3_s, duration_s, closedAfter_s } = scenario
  const { surface, soil, wind, fans, service_m, opening_m, outside_mg_l, clock_s } = scenario
  const record = recordOf(records, pipe)
  const facts = [
    [t('leak.report.pipe'), `${shortId(pipe)} (${t(`leak.network.${network}`)})`],
    [t('attribute.road'), record ? (given(record.road, record.road_en) ?? t('app.unknown')) : t('print.notRead')],
    [t('print.place'), <PlaceText key="at" at={summary.outcome.at} />],
    [t(kind === 'sewage' ? 'leak.form.entry' : 'leak.report.share'), formatQuantity(locale, 100 * share, '%')],
    ...(kind === 'sewage'
      ? [
          [t('leak.form.spill'), formatQuantity(locale, 1000 * spill_m3_s, 'L/s', 1)],
          [t('leak.form.lasting'), formatDuration(1000 * duration_s)],
          [
            t('leak.form.dry'),
            dry_m3_s === null ? t('app.unknown') : formatQuantity(locale, 1000 * dry_m3_s, 'L/s', 1),
          ],
        ]
      : [
          [t('leak.form.hole'), hole_m === null ? t('leak.hole.rupture') : formatQuantity(locale, 1000 * hole_m, 'mm')],
          [t('leak.form.duration'), formatDuration(1000 * duration_s)],
          [
            t('leak.form.closed.after'),
            closedAfter_s === null ? t('leak.report.never') : formatDuration(1000 * closedAfter_s),
          ],
        ]),
    ...(kind === 'gas'
      ? [
          [t('leak.form.surface'), t(`leak.surface.${surface}`)],
          [t('leak.form.soil'), t(`leak.soil.${soil}`)],
          [
            t('leak.form.wind'),
            wind === null
              ? t('leak.wind.unknown')
              : `${formatQuantity(locale, wind.speed_m_s, 'm/s', 1)}, ${t('leak.report.from', { bearing: formatQuantity(locale, wind.from_deg, '°') })}`,
          ],
          [
            t('leak.form.fans'),
            fans === null
              ? t('leak.fans.unknown')
              : `${formatNumber(locale, fans.changes_per_h, 1)} ${t('leak.form.fans.changes.unit')}, ${t('leak.form.fans.from')} ${formatDuration(1000 * fans.from_s)}`,
          ],
        ]
      : []),
    ...(clock_s !== null ? [[t('leak.form.clock'), formatClock(clock_s)]] : []),
    ...(kind === 'water'
      ? [
          [t('leak.form.service'), formatQuantity(locale, service_m, 'm')],
          [t('leak.form.opening'), formatQuantity(locale, 1000 * opening_m, 'mm', 1)],
          [
            t('leak.form.outside'),
            outside_mg_l === null ? t('leak.form.outside.share') : formatQuantity(locale, outside_mg_l, 'mg/L', 3),
          ],
        ]
      : []),
    [t('leak.report.startedAt'), `${formatDate(startedAt)} ${formatTime(startedAt)} ${t('clock.zone')}`],
    [t('report.took'), tookText(locale, summary.milliseconds)],
  ] as const
  return (
    <section className={styles.part}>
      <h2>{t('leak.report.scenario')}</h2>
      <table className={styles.table}>
        <tbody>
          {facts.map(([what, said], i) => {
            const next = facts[i + 1]
            if (i % 2 === 1) return null
            return (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td colSpan={next ? 1 : 3}>{said}</td>
                {next && <th scope="row">{next[0]}</th>}
                {next && <td>{next[1]}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

interface OutcomeProps {
  readonly leak: Leak
  readonly outcome: LeakOutcome
}

function Places({ leak, outcome }: OutcomeProps) {
  const words = useWords()
  const { t, known, locale } = words
  const { kind, reached } = outcome
  // nobody needs to go where water is still served
  const told = kind === 'water' ? reached.filter(({ grade }) => grade !== 'lower') : reached
  const served = reached.length - told.length
  const graded = [...new Set(told.map(({ grade }) => known('leak.grade', grade)))].filter(
    (grade) => gradeName(grade) !== grade,
  )
  const levels = [...new Set(reached.flatMap(({ arrivals }) => arrivals.map(({ level }) => level)))].sort(
    (a, b) => a - b,
  )
  // first, 20 % of the lower limit, and the last: more columns than that no page of A4 holds
  const shown = levels.length > 3 ? [levels[0], levels[Math.floor(levels.length / 2)], levels.at(-1)] : levels
  return (
    <section className={styles.part}>
      <h2>{t(`leak.tab.places.${kind}`, { n: formatNumber(locale, reached.length) })}</h2>
      {graded.length > 0 && (
        <p>
          {t('leak.report.grade')} · {graded.join(t('list.separator'))}
        </p>
      )}
      {outcome.members > 1 && <p>{t('leak.arrival.range.help')}</p>}
      {reached.length === 0 ? (
        <p>{t(`leak.places.none.${kind}`)}</p>
      ) : told.length === 0 ? null : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('print.order')}</th>
              <th>{t('leak.report.place')}</th>
              <th>{t('leak.report.kind')}</th>
              <th>{t('leak.report.grade')}</th>
              <th>{t(kind === 'sewage' ? 'leak.report.passing' : 'leak.report.worst')}</th>
              {shown.map((level) => (
                <th key={level}>{t('leak.report.arrival', { level: levelText(words, kind, level ?? 0) })}</th>
              ))}
              {kind === 'gas' && <th>{t('leak.report.sensor')}</th>}
            </tr>
          </thead>
          <tbody>
            {told.slice(0, MOST_PLACES).map((each, i) => {
              const place = leak.places[each.place]
              return (
                <tr key={each.place}>
                  <td className={styles.number}>{i + 1}</td>
                  <td>
                    <b className={styles.short}>{place ? shortId(place.id) : t('app.unknown')}</b>
                    {place && (
                      <div>
                        <PlaceText at={place.at} />
                      </div>
                    )}
                  </td>
                  <td className={styles.short}>{known('leak.place', place?.kind ?? '')}</td>
                  <td>
                    <div className={styles.short}>{gradeName(known('leak.grade', each.grade))}</div>
                    {each.localGrade !== null && <div className={styles.short}>{each.localGrade}</div>}
                  </td>
                  <td>{worstText(words, each, outcome)}</td>
                  {shown.map((level) => {
                    const arrival = each.arrivals.find((one) => one.level === level)
                    return (
                      <td key={level}>
                        {arrivalLines(words, arrival, outcome).map((line) => (
                          <div key={line}>{line}</div>
                        ))}
                      </td>
                    )
                  })}
                  {kind === 'gas' && (
                    <td className={styles.short}>{t(each.hasSensor ? 'leak.sensor' : 'leak.sensor.none')}</td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {told.length > MOST_PLACES && (
        <p className={styles.warning}>
          {t('leak.places.more', { n: formatNumber(locale, told.length - MOST_PLACES) })}
        </p>
      )}
      {served > 0 && <p>{t('leak.places.served', { n: formatNumber(locale, served) })}</p>}
      {outcome.reached.some(({ localGrade }) => localGrade !== null) && <LocalGrades grades={leak.plan.gasGrades} />}
    </section>
  )
}

/** Without what stands in brackets, which a narrow column has no room for: it is told once above the table. */
function gradeName(grade: string): string {
  return grade.replace(/\s*[（(].*$/, '')
}

/** Valves in closing order, and who is without. */
function Measures({ outcome, records }: Pick<OutcomeProps, 'outcome'> & { readonly records: Records }) {
  const words = useWords()
  const { t } = words
  const { isolation } = outcome
  const fed = isolation && fedText(words, outcome.kind, isolation.sources)
  return (
    <>
      {fed && <p className={styles.warning}>{fed}</p>}
      {isolation ? (
        <ClosingOrder
          outcome={isolation}
          records={records}
          noteOf={outcome.kind === 'water' ? (n) => surgeText(words, outcome.surges[n] ?? null) : undefined}
        />
      ) : (
        <section className={styles.part}>
          <h2>{t('isolation.valves')}</h2>
          <p className={styles.warning}>{t('leak.isolation.none')}</p>
        </section>
      )}
      <section className={styles.part}>
        <ClosureAlternatives {...outcome} />
        <div className={styles.lists}>
          <Short outcome={outcome} />
        </div>
      </section>
      {isolation && (
        <section className={`${styles.part} ${styles.lists}`}>
          <h2>{t('leak.report.cutOff')}</h2>
          <CutOff outcome={isolation} />
        </section>
      )}
    </>
  )
}
