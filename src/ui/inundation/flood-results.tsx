import { Tabs } from 'antd'
import { formatNumber } from '../../i18n/format.ts'
import { areTwo, type Flood, shownRun } from '../../state/flood.ts'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { EmptyFace } from '../states/faces.tsx'
import { FloodAffected } from './flood-affected.tsx'
import { FloodComparison } from './flood-comparison.tsx'
import { FloodEntries } from './flood-entries.tsx'
import { FloodExports } from './flood-exports.tsx'
import { FloodManholes } from './flood-manholes.tsx'
import { FloodSwitches, SwitchRecord } from './flood-switches.tsx'
import styles from './inundation.module.css'

/** What a finished run left behind: entries, people and streets, what it is compared with, and its files. */
export function FloodResults({ flood }: { readonly flood: Flood }) {
  const { t, locale } = useWords()
  const { summary } = shownRun(flood)
  if (!summary)
    return (
      <section className={styles.later}>
        {flood.stage.state === 'running' && flood.side === 'own' && <FloodSwitches flood={flood} />}
        <EmptyFace>{t('results.later')}</EmptyFace>
      </section>
    )
  const { switched } = shownRun(flood)
  const late = flood.side === 'own' ? flood.ordered : []
  const flooded = summary.outcome.entries.filter(({ arrival }) => arrival !== null).length
  return (
    <Tabs
      className={`${shared.results} ${styles.results}`}
      size="small"
      items={[
        {
          key: 'entries',
          label: t('results.entries', { n: formatNumber(locale, flooded) }),
          children: <FloodEntries flood={flood} />,
        },
        ...(summary.outcome.network
          ? [{ key: 'manholes', label: t('results.manholes'), children: <FloodManholes flood={flood} /> }]
          : []),
        { key: 'affected', label: t('results.affected'), children: <FloodAffected flood={flood} /> },
        ...(switched.length + late.length > 0
          ? [
              {
                key: 'switches',
                label: t('results.switches', { n: formatNumber(locale, switched.length) }),
                children: <SwitchRecord flood={{ plan: flood.plan, switched, ordered: late }} />,
              },
            ]
          : []),
        ...(areTwo(flood)
          ? [{ key: 'comparison', label: t('results.comparison'), children: <FloodComparison flood={flood} /> }]
          : []),
        { key: 'exports', label: t('results.exports'), children: <FloodExports flood={flood} /> },
      ]}
    />
  )
}
