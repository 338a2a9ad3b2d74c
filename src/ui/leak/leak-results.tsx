import { Tabs } from 'antd'
import { formatNumber } from '../../i18n/format.ts'
import { type Leak, leakSummary } from '../../state/leak.ts'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { EmptyFace } from '../states/faces.tsx'
import { Crossings } from './crossings.tsx'
import styles from './leak.module.css'
import { LeakCourse } from './leak-course.tsx'
import { LeakExports } from './leak-exports.tsx'
import { LeakFigures } from './leak-figures.tsx'
import { Measures } from './leak-measures.tsx'
import { LeakPlaces } from './leak-places.tsx'
import { Balance } from './leak-trust.tsx'
import { LocalGrades } from './local-grades.tsx'
import { SpillDrains } from './spill-drains.tsx'
import { WaterPipes, WaterTravel } from './water-pipes.tsx'

/** What a finished run left behind: whom it reaches, what to close and who is cut off, its figures and areas. */
export function LeakResults({ leak }: { readonly leak: Leak }) {
  const { t, locale } = useWords()
  const outcome = leakSummary(leak)?.outcome
  if (!outcome) return <EmptyFace>{t('leak.places.later')}</EmptyFace>
  return (
    <Tabs
      className={`${shared.results} ${styles.results}`}
      size="small"
      tabBarGutter={16}
      items={[
        {
          key: 'places',
          label: t(`leak.tab.places.${outcome.kind}`, { n: formatNumber(locale, outcome.reached.length) }),
          children: <LeakPlaces leak={leak} outcome={outcome} />,
        },
        outcome.crossings === null
          ? { key: 'valves', label: t('leak.tab.valves'), children: <Measures leak={leak} /> }
          : {
              key: 'crossings',
              label: t('leak.tab.crossings', { n: formatNumber(locale, outcome.crossings.length) }),
              children: <Crossings crossings={outcome.crossings} />,
            },
        ...(outcome.kind === 'sewage'
          ? [
              {
                key: 'drains',
                label: t('leak.tab.drains', { n: formatNumber(locale, outcome.drains.length) }),
                children: <SpillDrains leak={leak} outcome={outcome} />,
              },
            ]
          : []),
        ...(outcome.travel === null
          ? []
          : [
              {
                key: 'pipes',
                label: t('leak.tab.pipes', { n: formatNumber(locale, outcome.pipes.length) }),
                children: <WaterPipes leak={leak} outcome={outcome} />,
              },
              {
                key: 'travel',
                label: t('leak.tab.travel'),
                children: <WaterTravel outcome={outcome} outside={leak.scenario.outside_mg_l} />,
              },
            ]),
        { key: 'figures', label: t('leak.tab.figures'), children: <Figures leak={leak} /> },
        { key: 'exports', label: t('leak.tab.exports'), children: <LeakExports leak={leak} /> },
      ]}
    />
  )
}

/** Figures, areas, and every account of the run. */
function Figures({ leak }: { readonly leak: Leak }) {
  const summary = leakSummary(leak)
  if (!summary) return null
  return (
    <>
      <LeakFigures outcome={summary.outcome} />
      <LeakCourse outcome={summary.outcome} />
      {leak.scenario.kind === 'gas' && <LocalGrades grades={leak.plan.gasGrades} />}
      <Balance summary={summary} />
    </>
  )
}
