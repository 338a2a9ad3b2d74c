import { EVIDENCE_DIGITS } from '../../domain/leak/leak-digits.ts'
import type { LeakOutcome } from '../../domain/leak/leak-outcome.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import styles from './leak.module.css'
import { significant, timeText } from './leak-words.ts'

/** More instants, and more quantities, are read in the exported table. */
const MOST_TIMES = 13
const MOST_SERIES = 6

/** What moves in time beside the places: of water what runs out, what is lacking and tanks, of heat how far the ground is warmed. */
export function LeakCourse({ outcome: { series, evidence } }: { readonly outcome: LeakOutcome }) {
  const words = useWords()
  const { t, name, locale } = words
  const told = series.slice(0, MOST_SERIES)
  const instants = [...new Set(told.flatMap(({ points }) => points.map(([time]) => time)))].sort((a, b) => a - b)
  if (instants.length === 0) return null
  const every = Math.max(1, Math.ceil((instants.length - 1) / (MOST_TIMES - 1)))
  const times = instants.filter((_, i) => i % every === 0 || i === instants.length - 1)
  const isLess = times.length < instants.length || told.length < series.length
  return (
    <section>
      <h3>{t('leak.course')}</h3>
      <div className={styles.course}>
        <table className={styles.grades}>
          <thead>
            <tr>
              <th scope="col">{t('leak.course.time')}</th>
              {told.map((each) => (
                <th key={each.name.zh} scope="col">
                  {name(each.name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {times.map((time) => (
              <tr key={time}>
                <th scope="row">{time === 0 ? formatNumber(locale, 0) : timeText(words, time, 'A')}</th>
                {told.map(({ name: of, unit, points }) => {
                  const value = points.find(([at]) => at === time)?.[1] ?? null
                  return <td key={of.zh}>{value === null ? '–' : valueText(value, unit)}</td>
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isLess && <p className={shared.said}>{t('leak.course.more')}</p>}
    </section>
  )

  function valueText(value: number, unit: string): string {
    return significant(words, value, unit, EVIDENCE_DIGITS[evidence])
  }
}
