import { Tabs } from 'antd'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type Leak, leakSummary } from '../../state/leak.ts'
import { DataText } from '../data-text.tsx'
import { CutOff } from '../isolation/cut-off.tsx'
import { ValveList } from '../isolation/valve-list.tsx'
import { useCommands, useWords } from '../page.tsx'
import { EmptyFace } from '../states/faces.tsx'
import styles from './leak.module.css'
import { LeakFigures } from './leak-figures.tsx'
import { LeakPlaces } from './leak-places.tsx'

/** What a finished run left behind: whom it reaches, what to close and who is cut off, its figures and areas. */
export function LeakResults({ leak }: { readonly leak: Leak }) {
  const { t, locale } = useWords()
  const outcome = leakSummary(leak)?.outcome
  if (!outcome) return <EmptyFace>{t('leak.places.later')}</EmptyFace>
  return (
    <Tabs
      className={styles.results ?? ''}
      size="small"
      items={[
        {
          key: 'places',
          label: t(`leak.tab.places.${outcome.kind}`, { n: formatNumber(locale, outcome.reached.length) }),
          children: <LeakPlaces leak={leak} outcome={outcome} />,
        },
        { key: 'valves', label: t('leak.tab.valves'), children: <Measures leak={leak} /> },
        { key: 'figures', label: t('leak.tab.figures'), children: <LeakFigures outcome={outcome} /> },
      ]}
    />
  )
}

/** Valves in closing order, who is then without, and who lacks it while nothing is closed. */
export function Measures({ leak }: { readonly leak: Leak }) {
  const { t } = useWords()
  const outcome = leakSummary(leak)?.outcome
  if (!outcome) return null
  const { closedAfter_s } = leak.scenario
  return (
    <>
      <p className={styles.said}>
        {closedAfter_s === null
          ? t('leak.isolation.open')
          : t('leak.isolation.shut', { time: formatDuration(1000 * closedAfter_s) })}
      </p>
      <Short leak={leak} />
      {outcome.isolation ? (
        <div className={styles.measures}>
          <ValveList outcome={outcome.isolation} />
          <CutOff outcome={outcome.isolation} />
        </div>
      ) : (
        <p className={styles.warning}>{t('leak.isolation.none')}</p>
      )}
    </>
  )
}

/** Who lacks it while it leaks, the gravest first. */
function Short({ leak }: { readonly leak: Leak }) {
  const { t, locale, known } = useWords()
  const { flyToPlace } = useCommands()
  const short = leakSummary(leak)?.outcome.short ?? []
  if (short.length === 0) return null
  return (
    <>
      <h3>{t('leak.short')}</h3>
      <ul className={styles.short}>
        {short.map(({ id, name, class: of, people, share, place }) => {
          const at = place === null ? undefined : leak.places[place]?.at
          return (
            <li key={id}>
              <button type="button" className="plain" disabled={!at} onClick={() => at && void flyToPlace(at)}>
                <DataText>{name}</DataText>{' '}
                <small>
                  {known('customer', of)} · {t('isolation.people', { people: formatNumber(locale, people) })} ·{' '}
                  {t('leak.short.share', { share: formatQuantity(locale, 100 * share, '%') })}
                </small>
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
