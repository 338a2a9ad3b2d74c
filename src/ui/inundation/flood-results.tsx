import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { formatNumber } from '../../i18n/format.ts'
import { areTwo, bothRuns, type Flood, type FloodSetting, type FloodSummary, shownRun } from '../../state/flood.ts'
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
import { LengthsNote } from './lengths-note.tsx'

/** between A and B */
const BESIDE = ' | '

/** What a finished run left behind: entries, people and streets, what it is compared with, and its files. */
export function FloodResults({ flood }: { readonly flood: Flood }) {
  const { t, locale } = useWords()
  const { summary } = shownRun(flood)
  if (!summary)
    return (
      <section className={styles.later}>
        {flood.stage.state === 'running' && flood.side === 'own' && <FloodSwitches flood={flood} />}
        <EmptyFace>{t(flood.stage.state === 'failed' ? 'results.never' : 'results.later')}</EmptyFace>
        {flood.stage.state === 'failed' && <SwitchRecord run={flood} late={flood.ordered} />}
      </section>
    )
  const own = shownRun(flood)
  const kept = bothRuns(flood)?.a
  const late = flood.side === 'own' ? flood.ordered : []
  const flooded = [...(kept ? [kept.summary] : []), summary].map((one) => formatNumber(locale, floodedIn(one)))
  const switches = [...(kept ? [kept] : []), own].map(switchesIn)
  const count = switches.map((n) => formatNumber(locale, n))
  const withLengths = (told: ReactNode) => (
    <>
      {kept && <LengthsNote flood={flood} />}
      {told}
    </>
  )
  return (
    <Tabs
      className={`${shared.results} ${styles.results}`}
      size="small"
      tabBarGutter={12}
      items={[
        {
          key: 'entries',
          label: t('results.entries', { n: flooded.join(BESIDE) }),
          children: withLengths(<FloodEntries flood={flood} />),
        },
        ...(summary.outcome.network || kept?.summary.outcome.network
          ? [{ key: 'manholes', label: t('results.manholes'), children: withLengths(<FloodManholes flood={flood} />) }]
          : []),
        { key: 'affected', label: t('results.affected'), children: withLengths(<FloodAffected flood={flood} />) },
        ...(Math.max(...switches, late.length) > 0
          ? [
              {
                key: 'switches',
                label: t('results.switches', { n: count.join(BESIDE) }),
                children: (
                  <>
                    {kept && (
                      <>
                        <b>{t('flood.side.kept')}</b>
                        <SwitchRecord run={kept} />
                        <b>{t('flood.side.own')}</b>
                      </>
                    )}
                    <SwitchRecord run={own} late={late} />
                  </>
                ),
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

function floodedIn({ outcome }: FloodSummary): number {
  return outcome.entries.filter(({ arrival }) => arrival !== null).length
}

/** By the scenario and while it was computed. */
function switchesIn({ scenario, switched }: FloodSetting): number {
  return scenario.switches.length + switched.length
}
