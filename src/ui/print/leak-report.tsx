import { useState } from 'react'
import type { LeakOutcome } from '../../domain/leak/leak-outcome.ts'
import {
  formatDate,
  formatDuration,
  formatLength,
  formatNumber,
  formatQuantity,
  formatTime,
} from '../../i18n/format.ts'
import { type Leak, type LeakSummary, leakSummary } from '../../state/leak.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { Button } from '../controls/button.tsx'
import { CutOff } from '../isolation/cut-off.tsx'
import { ClosureAlternatives } from '../leak/closure-alternatives.tsx'
import { Crossings } from '../leak/crossings.tsx'
import { LeakFigures } from '../leak/leak-figures.tsx'
import { Short } from '../leak/leak-measures.tsx'
import { Balance } from '../leak/leak-trust.tsx'
import { arrivalText, levelText, worstText } from '../leak/leak-words.ts'
import { useWords } from '../page.tsx'
import styles from './print.module.css'
import { PrintView } from './print-view.tsx'

/** Opens the printable report (泄漏模拟报告) of a finished run. */
export function LeakReportButton({ leak }: { readonly leak: Leak }) {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  const summary = leakSummary(leak)
  if (!summary) return null
  return (
    <>
      <Button isSmall icon="print" onClick={() => setIsOpen(true)}>
        {t('leak.report.open')}
      </Button>
      {isOpen && <LeakReport leak={leak} summary={summary} onClose={() => setIsOpen(false)} />}
    </>
  )
}

interface ReportProps {
  readonly leak: Leak
  readonly summary: LeakSummary
}

function LeakReport({ leak, summary, onClose }: ReportProps & { readonly onClose: () => void }) {
  const { t, locale } = useWords()
  const { outcome } = summary
  const members = outcome.members > 1 ? ` · ${t('leak.members', { n: formatNumber(locale, outcome.members) })}` : ''
  return (
    <PrintView title={t('leak.report.title')} subject={leak.scenario.pipe} onClose={onClose}>
      <p>{t('leak.simulated')}</p>
      <section className={styles.part}>
        <h2>{t('leak.report.evidence')}</h2>
        <p>
          <b>{t('leak.evidence', { class: outcome.evidence })}</b> {t(`leak.evidence.${outcome.evidence}`)}
          {members}
        </p>
      </section>
      <Scenario leak={leak} summary={summary} />
      <section className={styles.part}>
        <h2>{t('leak.report.balance')}</h2>
        <Balance summary={summary} />
      </section>
      <LeakFigures outcome={outcome} />
      <Places leak={leak} outcome={outcome} />
      {outcome.crossings === null ? (
        <Measures leak={leak} outcome={outcome} />
      ) : (
        <section className={styles.part}>
          <h2>{t('leak.tab.crossings', { n: formatNumber(locale, outcome.crossings.length) })}</h2>
          <Crossings crossings={outcome.crossings} />
        </section>
      )}
      <Limits leak={leak} summary={summary} />
    </PrintView>
  )
}

function Scenario({ leak: { scenario, startedAt }, summary }: ReportProps) {
  const { t, locale } = useWords()
  const { kind, network, pipe, share, hole_m, spill_m3_s, duration_s, closedAfter_s, surface, soil, wind, service_m } =
    scenario
  const facts = [
    [t('leak.report.pipe'), `${shortId(pipe)} (${t(`leak.network.${network}`)})`],
    [t('leak.report.share'), formatQuantity(locale, 100 * share, '%')],
    ...(kind === 'sewage'
      ? [
          [t('leak.form.spill'), formatQuantity(locale, 1000 * spill_m3_s, 'L/s', 1)],
          [t('leak.form.lasting'), formatDuration(1000 * duration_s)],
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
        ]
      : []),
    ...(kind === 'water' ? [[t('leak.form.service'), formatQuantity(locale, service_m, 'm')]] : []),
    [t('leak.report.startedAt'), `${formatDate(startedAt)} ${formatTime(startedAt)} ${t('clock.zone')}`],
    [t('report.took'), formatDuration(summary.milliseconds)],
  ] as const
  return (
    <section className={styles.part}>
      <h2>{t('leak.report.scenario')}</h2>
      <table className={styles.table}>
        <tbody>
          {facts.map(([what, said]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{said}</td>
            </tr>
          ))}
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
  const levels = [...new Set(reached.flatMap(({ arrivals }) => arrivals.map(({ level }) => level)))].sort(
    (a, b) => a - b,
  )
  // first, 20 % of the lower limit, and the last: more columns than that no page of A4 holds
  const shown = levels.length > 3 ? [levels[0], levels[Math.floor(levels.length / 2)], levels.at(-1)] : levels
  return (
    <section className={styles.part}>
      <h2>{t(`leak.tab.places.${kind}`, { n: formatNumber(locale, reached.length) })}</h2>
      {reached.length === 0 ? (
        <p>{t('leak.places.none')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('print.order')}</th>
              <th>{t('leak.report.place')}</th>
              <th>{t('leak.report.kind')}</th>
              <th>{t('leak.report.grade')}</th>
              <th>{t('leak.report.worst')}</th>
              {shown.map((level) => (
                <th key={level}>{t('leak.report.arrival', { level: levelText(words, kind, level ?? 0) })}</th>
              ))}
              {kind === 'gas' && <th>{t('leak.report.sensor')}</th>}
            </tr>
          </thead>
          <tbody>
            {reached.map((each, i) => {
              const place = leak.places[each.place]
              return (
                <tr key={each.place}>
                  <td className={styles.number}>{i + 1}</td>
                  <td>{place ? shortId(place.id) : t('app.unknown')}</td>
                  <td>{known('leak.place', place?.kind ?? '')}</td>
                  <td>
                    {known('leak.grade', each.grade)}
                    {each.localGrade !== null && ` · ${each.localGrade}`}
                  </td>
                  <td>{worstText(words, each, outcome)}</td>
                  {shown.map((level) => {
                    const arrival = each.arrivals.find((one) => one.level === level)
                    return (
                      <td key={level}>{arrival ? arrivalText(words, arrival, outcome) : t('leak.arrival.never')}</td>
                    )
                  })}
                  {kind === 'gas' && <td>{t(each.hasSensor ? 'leak.sensor' : 'leak.sensor.none')}</td>}
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {outcome.reached.some(({ localGrade }) => localGrade !== null) && <p>{t('leak.report.local')}</p>}
      {outcome.members > 1 && <p>{t('leak.arrival.range.help')}</p>}
    </section>
  )
}

/** Valves in closing order, and who is without. */
function Measures({ leak, outcome }: OutcomeProps) {
  const { t, locale } = useWords()
  const { isolation } = outcome
  return (
    <>
      <section className={styles.part}>
        <h2>{t('leak.report.valves')}</h2>
        {!isolation && <p className={styles.warning}>{t('leak.isolation.none')}</p>}
        {isolation && isolation.valves.length === 0 && <p className={styles.warning}>{t('isolation.valves.none')}</p>}
        {isolation && isolation.valves.length > 0 && (
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('print.order')}</th>
                <th>{t('print.valve')}</th>
                <th>{t('attribute.operable')}</th>
                <th>{t('print.distance')}</th>
                <th className={styles.blank}>{t('print.closedAt')}</th>
                <th className={styles.blank}>{t('print.closedBy')}</th>
              </tr>
            </thead>
            <tbody>
              {isolation.valves.map((valve, i) => (
                <tr key={`${valve.node} ${valve.link}`}>
                  <td className={styles.number}>{i + 1}</td>
                  <td>
                    <b>{shortId(valve.node)}</b>
                  </td>
                  <td>{t(valve.isAssumed ? 'isolation.assumed' : 'isolation.operable')}</td>
                  <td className={styles.number}>
                    {valve.distance === null ? t('app.unknown') : formatLength(locale, valve.distance)}
                  </td>
                  <td />
                  <td />
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {isolation && isolation.inoperable.length > 0 && (
          <p>
            {t('isolation.inoperable')}
            {': '}
            {isolation.inoperable.map(({ node }) => shortId(node)).join(t('list.separator'))}
          </p>
        )}
      </section>
      <section className={styles.part}>
        <ClosureAlternatives alternatives={outcome.alternatives} />
        <Short leak={leak} />
      </section>
      {isolation && (
        <section className={styles.part}>
          <h2>{t('leak.report.cutOff')}</h2>
          <CutOff outcome={isolation} />
        </section>
      )}
    </>
  )
}

/** Where it does not hold, what is left out, and what is taken from elsewhere. */
function Limits({ leak: { plan, scenario }, summary }: ReportProps) {
  const { t, name, locale } = useWords()
  const of = scenario.kind === 'gas' ? ['gas', 'spaces', 'wind'] : [scenario.network]
  const told = (list: typeof plan.missing) =>
    list
      .filter(({ part }) => of.includes(part))
      .map(({ why, count }) => `${name(why)}${count === null ? '' : ` (${formatNumber(locale, count)})`}`)
  const parts = [
    [t('leak.caveats', { n: formatNumber(locale, summary.caveats.length) }), summary.caveats.map(name)],
    [t('leak.report.missing'), told(plan.missing)],
    [t('leak.report.assumed'), told(plan.assumed)],
  ] as const
  return parts.map(([title, lines]) => (
    <section key={title} className={styles.part}>
      <h2>{title}</h2>
      {lines.length === 0 ? (
        <p>{t('leak.report.nothing')}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  ))
}
