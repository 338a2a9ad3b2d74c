import { Fragment, useState } from 'react'
import type { AdjacencyOutcome, AdjacentRow } from '../../domain/leak/adjacency.ts'
import type { RunSummary } from '../../domain/run-summary.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type Adjacency, adjacentRows } from '../../state/adjacency.ts'
import { adjacentWords } from '../adjacency/adjacent-words.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { Button } from '../controls/button.tsx'
import { Balance } from '../leak/leak-trust.tsx'
import { useWords } from '../page.tsx'
import { CaveatsPart } from './caveats-part.tsx'
import { PlaceText } from './place-text.tsx'
import styles from './print.module.css'
import { PrintView } from './print-view.tsx'

/** Rows on paper, the worst; the table has all. */
const MOST = 100

interface ReportProps {
  readonly adjacency: Adjacency
  readonly summary: RunSummary<AdjacencyOutcome>
}

/** Opens the list that is shown as a sheet to go from space to space with (燃气相邻空间排查单). */
export function AdjacencyReportButton({ adjacency, summary }: ReportProps) {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button isSmall kind="quiet" icon="print" onClick={() => setIsOpen(true)}>
        {t('adjacency.report.open')}
      </Button>
      {isOpen && <AdjacencyReport adjacency={adjacency} summary={summary} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function AdjacencyReport({ adjacency, summary, onClose }: ReportProps & { readonly onClose: () => void }) {
  const { t, locale } = useWords()
  const { outcome, caveats } = summary
  const rows = adjacentRows(adjacency)
  const number = (value: number) => formatNumber(locale, value)
  const reach = formatQuantity(locale, outcome.reach, 'm')
  const whole = { pairs: outcome.pairCount, unwatched: outcome.unwatched.length }[adjacency.list]
  const list = t(`adjacency.list.${adjacency.list}`, { n: number(whole) })
  return (
    <PrintView
      title={t('adjacency.report.title')}
      subject={t('adjacency.report.subject', { reach, list })}
      onClose={onClose}
    >
      <p>
        {t('adjacency.summary', {
          ...{ reach, pairs: number(outcome.pairCount), spaces: number(outcome.spacesInReach) },
          unwatched: number(outcome.unwatched.length),
        })}
      </p>
      <p>{t('adjacency.evidence')}</p>
      <section className={styles.part}>
        <h2>{list}</h2>
        {rows.length === 0 ? <p>{t('adjacency.unwatched.none')}</p> : <Rows rows={rows.slice(0, MOST)} />}
        {rows.some(({ isAssumed }) => isAssumed) && <p>{t('adjacency.report.assumed')}</p>}
        {whole > MOST && <p className={styles.warning}>{t('adjacency.listed', { n: number(MOST) })}</p>}
      </section>
      <section className={styles.part}>
        <h2>{t('leak.report.balance')}</h2>
        <Balance summary={summary} />
      </section>
      <CaveatsPart title={t('adjacency.caveats')} caveats={caveats} />
    </PrintView>
  )
}

function Rows({ rows }: { readonly rows: readonly AdjacentRow[] }) {
  const words = useWords()
  const { t, known } = words
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{t('print.order')}</th>
          <th>{t('adjacency.report.space')}</th>
          <th>{t('adjacency.report.pipe')}</th>
          <th>{t('adjacency.report.clear')}</th>
          <th>{t('adjacency.report.people')}</th>
          <th>{t('adjacency.report.sensor')}</th>
          <th className={styles.blank}>{t('adjacency.report.found')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => {
          const { clear, required, pipe, people, watched } = adjacentWords(row, words)
          return (
            <tr key={`${row.pipe} ${row.space}`}>
              <td className={styles.number}>
                {i + 1}
                {row.isAssumed && ' ?'}
              </td>
              <td>
                <Id id={row.space} /> {known('leak.place', row.kind)}
                {row.at && (
                  <div>
                    <PlaceText at={row.at} />
                  </div>
                )}
              </td>
              <td>
                <Id id={row.pipe} />
                <div>{pipe.join(' · ')}</div>
              </td>
              <td>
                {clear}
                {required !== null && <div>{required}</div>}
              </td>
              <td>{people}</td>
              <td>{watched}</td>
              <td />
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** A line's name, which may go on in the next line after a "~": two of them on one line leave no room for the rest. */
function Id({ id }: { readonly id: string }) {
  const parts = shortId(id).split(/(?<=~)/)
  return (
    <b>
      {parts.map((part, i) => (
        <Fragment key={`${part} ${i === 0}`}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </b>
  )
}
