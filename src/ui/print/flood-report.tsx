import { Fragment, useMemo, useState } from 'react'
import { bySwitchTime, isAfter } from '../../domain/inundation/scenario.ts'
import { sumOfSteps } from '../../domain/inundation/stepwise.ts'
import { formatDate, formatDuration, formatNumber, formatQuantity, formatTime } from '../../i18n/format.ts'
import { balanceError, type FinishedFlood, type Flood, MOST_VOLUME_ERROR, shownRun } from '../../state/flood.ts'
import { Button } from '../controls/button.tsx'
import { DataText } from '../data-text.tsx'
import { AffectedTable } from '../inundation/flood-affected.tsx'
import { floodName } from '../inundation/flood-name.ts'
import { switchWords } from '../inundation/switchables.ts'
import { useWords } from '../page.tsx'
import { FloodBalance } from './flood-balance.tsx'
import { FloodMap } from './flood-map.tsx'
import styles from './print.module.css'
import { PrintView } from './print-view.tsx'

/** Opens the printable report (内涝模拟报告) of the run that is looked at. */
export function FloodReportButton({ flood }: { readonly flood: Flood }) {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  const { summary, ...run } = shownRun(flood)
  if (!summary) return null
  return (
    <>
      <Button isSmall icon="print" onClick={() => setIsOpen(true)}>
        {t('report.open')}
      </Button>
      {isOpen && <FloodReport run={{ ...run, summary }} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function FloodReport({ run, onClose }: { readonly run: FinishedFlood; readonly onClose: () => void }) {
  const words = useWords()
  const { t, locale } = words
  const error = balanceError(run.summary)
  const percent = (share: number, digits: number) => formatQuantity(locale, 100 * share, '%', digits)
  return (
    <PrintView title={t('report.title')} subject={floodName(run, words)} onClose={onClose}>
      {error > MOST_VOLUME_ERROR && (
        <p className={styles.warning} role="alert">
          {t('flood.untrusted', { error: percent(error, 3), most: percent(MOST_VOLUME_ERROR, 2) })}
        </p>
      )}
      <p>{t('report.simulated')}</p>
      <Scenario run={run} />
      <section className={styles.part}>
        <h2>{t('results.affected')}</h2>
        <AffectedTable outcome={run.summary.outcome} />
      </section>
      {/* before lists of many pages: whoever reads the first one alone reads how far to rely on it */}
      <Limits run={run} />
      <section className={styles.part}>
        <h2>{t('report.map')}</h2>
        <FloodMap run={run} />
      </section>
      <Entries run={run} />
      <Streets run={run} />
      <FloodBalance outcome={run.summary.outcome} />
    </PrintView>
  )
}

function Scenario({ run }: { readonly run: FinishedFlood }) {
  const words = useWords()
  const { t, locale, name } = words
  const { computedBy, scenario, grid, plan, summary, startedAt, crs } = run
  const storm = plan.storms[0]
  const rain =
    scenario.rain === 'design'
      ? t('report.rain.design', { years: scenario.returnPeriod, minutes: scenario.stormMinutes })
      : t(`scenario.rain.${scenario.rain}`)
  const switched = (switches: typeof scenario.switches) => (
    <ul className={styles.plain}>
      {switches.toSorted(bySwitchTime).map((one, n) => {
        const { name, setting } = switchWords(one, plan.drainage, words)
        return (
          <li key={n}>
            <DataText>{name}</DataText> {t('report.switch', { setting, time: formatDuration(one.time_s * 1000) })}
            {isAfter(one, scenario) && ` (${t('scenario.switch.after')})`}
          </li>
        )
      })}
    </ul>
  )
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  const crestText = (crest: (typeof scenario.barriers)[number]['crest']) =>
    'level_m' in crest ? `H ${metres(crest.level_m)}` : t('report.works.above', { height: metres(crest.above_m) })
  const barrierText = ({ name, crest, time_s }: (typeof scenario.barriers)[number]) => {
    const from = time_s > 0 ? [t('report.works.from', { time: formatDuration(time_s * 1000) })] : []
    return `${name}: ${[crestText(crest), ...from].join(t('list.separator'))}`
  }
  const sourceText = ({ name, series }: (typeof scenario.sources)[number]) =>
    t('report.source.of', { name, volume: formatQuantity(locale, sumOfSteps(series, 3600 * scenario.hours), 'm³', 0) })
  const breachText = ({ name, bottom_m, time_s, growth_s }: (typeof scenario.breaches)[number]) =>
    t('report.works.breach', {
      ...{ name, bottom: metres(bottom_m), time: formatDuration(time_s * 1000) },
      growth: formatDuration(growth_s * 1000),
    })
  const facts = [
    [
      t('scenario.rain'),
      <Fragment key="rain">
        {rain}
        {storm && scenario.rain === 'design' && (
          <>
            {' · '}
            <DataText>{`${storm.name} (${storm.source})`}</DataText>
          </>
        )}
      </Fragment>,
    ],
    [t('report.duration'), formatQuantity(locale, scenario.hours, 'h', 2)],
    [t('report.surge'), formatQuantity(locale, scenario.surge, 'm', 1)],
    [t('scenario.infiltration'), t(`scenario.infiltration.${scenario.infiltration}`)],
    [
      t('scenario.cell'),
      `${t('scenario.cell.of', { size: grid.size, cells: formatNumber(locale, grid.bed.length) })}, ${crs}`,
    ],
    ...(scenario.switches.length > 0 ? [[t('report.switches'), switched(scenario.switches)] as const] : []),
    ...scenario.sources.map((source) => [t('report.source'), sourceText(source)] as const),
    ...scenario.barriers.map((barrier) => [t('works.barrier'), barrierText(barrier)] as const),
    ...scenario.breaches.map((breach) => [t('works.breach'), breachText(breach)] as const),
    ...(run.switched.length > 0 ? [[t('report.switched'), switched([...run.switched])] as const] : []),
    [t('report.startedAt'), `${formatDate(startedAt)} ${formatTime(startedAt)} ${t('clock.zone')}`],
    [t('report.took'), formatDuration(summary.milliseconds)],
    [t('report.by'), computedBy ? name(computedBy.told) : t('app.unknown')],
    [t('report.steps'), formatNumber(locale, summary.outcome.steps)],
    [t('report.method'), t('report.method.text')],
  ] as const
  return (
    <section className={styles.part}>
      <h2>{t('scenario.preset')}</h2>
      <table className={styles.table}>
        <tbody>
          {facts.map(([what, said], n) => (
            <tr key={`${what} ${n}`}>
              <th scope="row">{what}</th>
              <td>{said}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Entries({ run }: { readonly run: FinishedFlood }) {
  const { t, locale, known } = useWords()
  const places = new Map(run.plan.entries.map((entry) => [entry.id, entry]))
  const { entries } = run.summary.outcome
  const flooded = entries.filter(({ arrival }) => arrival !== null).sort((a, b) => (a.arrival ?? 0) - (b.arrival ?? 0))
  const untested = entries.filter(({ isTested }) => !isTested).length
  const number = (value: number) => formatNumber(locale, value)
  return (
    <section className={styles.part}>
      <h2>{t('entries.title', { flooded: number(flooded.length), all: number(entries.length - untested) })}</h2>
      {untested > 0 && <p>{t('entries.untested', { n: number(untested) })}</p>}
      {flooded.length === 0 ? (
        <p>{t(entries.length === 0 ? 'entries.unknown' : 'entries.none')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              {(['number', 'entry', 'kind', 'sill', 'arrival', 'over'] as const).map((key) => (
                <th key={key}>{t(`report.${key}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {flooded.map(({ id, sill, arrival, over }, i) => (
              <tr key={id}>
                <td className={styles.number}>{i + 1}</td>
                <td>
                  <DataText>{places.get(id)?.name ?? id}</DataText>
                </td>
                <td>{known('entry', places.get(id)?.kind ?? '')}</td>
                <td className={styles.number}>{formatQuantity(locale, sill, 'm', 2)}</td>
                <td className={styles.number}>{formatDuration((arrival ?? 0) * 1000)}</td>
                <td className={styles.number}>{formatQuantity(locale, over ?? 0, 'm', 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Streets({ run }: { readonly run: FinishedFlood }) {
  const { t, locale, given } = useWords()
  const names = new Map(run.plan.streets.map(({ id, name }) => [id, name]))
  const cut = run.summary.outcome.streets
    .filter(({ isTested, impassable }) => isTested && impassable > 0)
    .sort((a, b) => b.impassable - a.impassable)
  return (
    <section className={styles.part}>
      <h2>{t('report.streets')}</h2>
      {cut.length === 0 ? (
        <p>{t('report.streets.none')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              {(['street', 'impassable', 'deepest', 'volume'] as const).map((key) => (
                <th key={key}>{t(`report.${key}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cut.map(({ id, impassable, depth, volume }) => (
              <tr key={id}>
                <td>{given(names.get(id)?.zh ?? id, names.get(id)?.en ?? null)}</td>
                <td className={styles.number}>
                  {impassable < 1
                    ? t('flood.legend.below', { value: formatQuantity(locale, 1, 'm') })
                    : formatQuantity(locale, impassable, 'm', 0)}
                </td>
                <td className={styles.number}>{formatQuantity(locale, depth, 'm', 2)}</td>
                <td className={styles.number}>{formatQuantity(locale, volume, 'm³', 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** What is left out, taken from elsewhere, and where it does not hold. */
function Limits({ run }: { readonly run: FinishedFlood }) {
  const { t, name, locale } = useWords()
  const { plan, summary } = run
  const told = (list: typeof plan.missing) =>
    list.map(({ why, count }) => `${name(why)}${count === null ? '' : ` (${formatNumber(locale, count)})`}`)
  const stands = useMemo(() => summary.outcome.waters.includes(1), [summary])
  const parts = [
    ['report.caveats', summary.caveats.map(name)],
    ['report.missing', told(plan.missing)],
    ['report.assumed', told(plan.assumed)],
    ['report.validity', [t('report.validity.flow'), t('affected.rule'), ...(stands ? [t('report.validity.sea')] : [])]],
  ] as const
  return parts.map(([title, lines]) => (
    <section key={title} className={styles.part}>
      <h2>{t(title)}</h2>
      {lines.length === 0 ? (
        <p>{t('report.nothing')}</p>
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
