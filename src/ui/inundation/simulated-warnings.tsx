import {
  AFFECTING_DEPTH,
  WARNING_GRADES,
  type WarningGrade,
  warningOfEntry,
} from '../../domain/inundation/depth-grades.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { MOST_MARKED, shownRun } from '../../state/flood.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { floodName } from './flood-name.ts'
import styles from './inundation.module.css'
import { SimulatedMark } from './simulated-mark.tsx'

/** more rows than this nobody reads */
const MOST_ROWS = 60

interface Row {
  readonly key: string
  readonly grade: WarningGrade
  readonly name: string
  readonly said: string
  readonly open: () => void
}

/** 模拟预警: what the run that is held warns of, apart from the alarms; it goes with the run. */
export function SimulatedWarnings() {
  const words = useWords()
  const { t, locale } = words
  const { openFloodEntry, openAsset } = useCommands()
  const flood = useTwin((state) => state.flood)
  const index = useTwin(({ assets }) => (assets.state === 'loaded' ? assets.value : null))
  const run = flood && shownRun(flood)
  if (!run?.summary) return null
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  const time = (at: number | null) => (at === null ? '—' : formatDuration(at * 1000))
  const entries = run.summary.outcome.entries.flatMap(({ id, arrival, over }): Row[] => {
    if (arrival === null) return []
    const name = run.plan.entries.find((entry) => entry.id === id)?.name ?? id
    const said = t('entries.item', { time: time(arrival), over: metres(over ?? 0) })
    const open = () => void openFloodEntry(id, { isFlying: true })
    return [{ key: `entry ${id}`, grade: warningOfEntry(over ?? 0), name, said, open }]
  })
  const warnings = index ? (run.warnings ?? []) : []
  const assets = warnings.slice(0, MOST_ROWS).map(({ gid, grade, depth, arrival }): Row => {
    const id = index?.ids.at(gid) ?? ''
    const said = t('warning.asset', { depth: metres(depth), time: time(arrival), limit: metres(AFFECTING_DEPTH) })
    return { key: id, grade, name: shortId(id), said, open: () => void openAsset(id, { isFlying: true }) }
  })
  const rows = [...entries, ...assets].sort((a, b) => urgency(b.grade) - urgency(a.grade))
  const all = entries.length + warnings.length
  if (all === 0) return null
  const number = (value: number) => formatNumber(locale, value)
  return (
    <Panel
      title={t('warning.simulated')}
      aside={t('warning.count', { n: number(all) })}
      isOpenAtFirst={false}
      className={styles.warnings}
    >
      <p>
        {t('warning.help', { name: floodName(run, words) })}
        {warnings.length > MOST_MARKED && ` ${t('warning.marked', { n: number(MOST_MARKED) })}`}
        {warnings.length > MOST_ROWS && ` ${t('warning.listed', { n: number(MOST_ROWS) })}`}
      </p>
      <ul aria-label={t('warning.simulated')}>
        {rows.map(({ key, grade, name, said, open }) => (
          <li key={key}>
            <button type="button" className="plain" onClick={open}>
              <SimulatedMark grade={grade} />
              <span>
                <DataText>{name}</DataText>
                <small>{said}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function urgency(grade: WarningGrade): number {
  return WARNING_GRADES.indexOf(grade)
}
