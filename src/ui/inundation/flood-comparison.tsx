import { type ReactNode, useMemo } from 'react'
import { type FloodFigures, figuresOf, floodedOnly } from '../../domain/inundation/figures.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type FinishedFlood, type Flood, type FloodSide, finished } from '../../state/flood.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'
import { EmptyFace } from '../states/faces.tsx'
import { floodName } from './flood-name.ts'
import styles from './inundation.module.css'
import { figureCells, type TwoRunsRow, TwoRunsTable } from './two-runs-table.tsx'

const SAID = {
  deepest: 'comparison.deepest',
  area: 'comparison.area',
  rain: 'comparison.rain',
  final: 'comparison.final',
  entries: 'comparison.entries',
  streets: 'comparison.streets',
  people: 'comparison.people',
} as const

/** [ms] */
const HOUR = 3_600_000

/** Two runs in figures, side by side, and the entries that one alone floods. */
export function FloodComparison({ flood }: { readonly flood: Flood }) {
  const { t } = useWords()
  const own = useMemo(() => finished(flood), [flood])
  if (!flood.reference) return null
  return own ? <Figures a={flood.reference} b={own} /> : <EmptyFace>{t('comparison.later')}</EmptyFace>
}

function Figures({ a, b }: { readonly a: FinishedFlood; readonly b: FinishedFlood }) {
  const { t, locale } = useWords()
  const [one, other] = [useFigures(a), useFigures(b)]
  const only = floodedOnly(a.summary.outcome, b.summary.outcome)
  const quantity =
    (unit: string, digits: number, scale = 1) =>
    (value: number) =>
      formatQuantity(locale, value * scale, unit, digits)
  const count = (value: number) => formatNumber(locale, value)
  const row = (key: keyof FloodFigures & keyof typeof SAID, say: (value: number) => string): TwoRunsRow => ({
    ...{ key, label: t(SAID[key]) },
    ...figureCells([one[key], other[key]], say, t('app.unknown')),
  })
  const [long, longB] = [a, b].map(({ scenario }) => formatDuration(scenario.hours * HOUR))
  return (
    <section className={styles.affected}>
      <TwoRunsTable
        head={t('comparison.figure')}
        names={{ kept: <Name side="kept" run={a} />, own: <Name side="own" run={b} /> }}
        rows={[
          // what came later in the longer run the other cannot have
          { key: 'hours', label: t('report.duration'), a: long, b: longB, difference: long === longB ? '—' : '≠' },
          row('deepest', quantity('m', 2)),
          row('area', quantity('ha', 1, 1e-4)),
          row('rain', quantity('m³', 0)),
          row('final', quantity('m³', 0)),
          row('entries', count),
          row('streets', quantity('km', 2, 1e-3)),
          row('people', count),
        ]}
      />
      <Only label={t('comparison.onlyA')} ids={only.a} run={a} />
      <Only label={t('comparison.onlyB')} ids={only.b} run={b} />
    </section>
  )
}

/** What a run is called, to be changed. */
function Name({ side, run }: { readonly side: FloodSide; readonly run: FinishedFlood }) {
  const words = useWords()
  const { t } = words
  const { renameFlood } = useCommands()
  const called = floodName(run, words)
  return (
    <input
      key={called}
      className={styles.name}
      defaultValue={called}
      maxLength={40}
      aria-label={t('comparison.name', { side: t(`flood.side.${side}`) })}
      onBlur={({ target }) => target.value !== called && renameFlood(side, target.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
    />
  )
}

function useFigures({ grid, summary }: FinishedFlood) {
  return useMemo(() => figuresOf(grid, summary.outcome), [grid, summary])
}

function Only({
  label,
  ids,
  run,
}: {
  readonly label: string
  readonly ids: readonly string[]
  readonly run: FinishedFlood
}): ReactNode {
  const { t } = useWords()
  const names = ids.map((id) => run.plan.entries.find((entry) => entry.id === id)?.name ?? id)
  return (
    <p>
      {label} {names.length === 0 ? t('comparison.none') : <DataText>{names.join(t('list.separator'))}</DataText>}
    </p>
  )
}
