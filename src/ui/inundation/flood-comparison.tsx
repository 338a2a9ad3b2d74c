import { type ReactNode, useMemo } from 'react'
import { figuresOf, floodedOnly } from '../../domain/inundation/figures.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type FinishedFlood, FLOOD_SIDES, type Flood, finished } from '../../state/flood.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'
import { EmptyFace } from '../states/faces.tsx'
import { floodName } from './flood-name.ts'
import styles from './inundation.module.css'

/** Two runs in figures, side by side, and the entries that one alone floods. */
export function FloodComparison({ flood }: { readonly flood: Flood }) {
  const { t } = useWords()
  const own = useMemo(() => finished(flood), [flood])
  if (!flood.reference) return null
  return own ? <Figures a={flood.reference} b={own} /> : <EmptyFace>{t('comparison.later')}</EmptyFace>
}

function Figures({ a, b }: { readonly a: FinishedFlood; readonly b: FinishedFlood }) {
  const words = useWords()
  const { t, locale } = words
  const { renameFlood } = useCommands()
  const [one, other] = [useFigures(a), useFigures(b)]
  const only = floodedOnly(a.summary.outcome, b.summary.outcome)
  const quantity =
    (unit: string, digits: number, scale = 1) =>
    (value: number) =>
      formatQuantity(locale, value * scale, unit, digits)
  const row = (key: string, label: string, of: (it: typeof one) => number | null, say: (value: number) => string) => {
    const [x, y] = [of(one), of(other)]
    const difference = x === null || y === null ? null : y - x
    return (
      <tr key={key}>
        <th scope="row">{label}</th>
        <td>{x === null ? t('app.unknown') : say(x)}</td>
        <td>{y === null ? t('app.unknown') : say(y)}</td>
        <td>{difference === null ? '—' : `${difference > 0 ? '+' : ''}${say(difference)}`}</td>
      </tr>
    )
  }
  const count = (value: number) => formatNumber(locale, value)
  return (
    <section className={styles.affected}>
      <table>
        <thead>
          <tr>
            <th>{t('comparison.figure')}</th>
            {FLOOD_SIDES.map((side) => {
              const called = floodName(side === 'kept' ? a : b, words)
              return (
                <th key={side}>
                  {t(`flood.side.${side}`)}{' '}
                  <input
                    key={called}
                    className={styles.name}
                    defaultValue={called}
                    maxLength={40}
                    aria-label={t('comparison.name', { side: t(`flood.side.${side}`) })}
                    onBlur={({ target }) => target.value !== called && renameFlood(side, target.value)}
                    onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
                  />
                </th>
              )
            })}
            <th>{t('comparison.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {row('deepest', t('comparison.deepest'), (it) => it.deepest, quantity('m', 2))}
          {row('area', t('comparison.area'), (it) => it.area, quantity('ha', 1, 1e-4))}
          {row('rain', t('comparison.rain'), (it) => it.rain, quantity('m³', 0))}
          {row('final', t('comparison.final'), (it) => it.final, quantity('m³', 0))}
          {row('entries', t('comparison.entries'), (it) => it.entries, count)}
          {row('streets', t('comparison.streets'), (it) => it.streets, quantity('km', 2, 1e-3))}
          {row('people', t('comparison.people'), (it) => it.people, count)}
        </tbody>
      </table>
      <Only label={t('comparison.onlyA')} ids={only.a} run={a} />
      <Only label={t('comparison.onlyB')} ids={only.b} run={b} />
    </section>
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
