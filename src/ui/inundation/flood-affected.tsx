import { AFFECTING_DEPTH, DEPTH_GRADES } from '../../domain/inundation/depth-grades.ts'
import type { FloodOutcome } from '../../domain/inundation/outcome.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { bothRuns, type Flood, shownRun } from '../../state/flood.ts'
import { useWords } from '../page.tsx'
import { AffectedOfTwo } from './affected-of-two.tsx'
import styles from './inundation.module.css'
import { rangeText } from './range-text.ts'

/** People and streets by depth, and the rule that counts them; of two runs where the picture is of both. */
export function FloodAffected({ flood }: { readonly flood: Flood }) {
  const { summary } = shownRun(flood)
  const both = bothRuns(flood)
  if (both?.b.summary) return <AffectedOfTwo a={both.a.summary.outcome} b={both.b.summary.outcome} />
  return summary && <AffectedTable outcome={summary.outcome} />
}

/** The same for a page and for paper. */
export function AffectedTable({ outcome }: { readonly outcome: FloodOutcome }) {
  const words = useWords()
  const { t, locale } = words
  const { people, streets } = outcome
  const tested = streets.filter(({ isTested }) => isTested)
  const number = (value: number) => formatNumber(locale, value)
  const kilometres = (metres: number) => formatQuantity(locale, metres / 1000, 'km', 2)
  const limit = formatQuantity(locale, AFFECTING_DEPTH, 'm', 2)
  const lengthOf = (grade: number) => tested.reduce((sum, { lengths }) => sum + (lengths[grade] ?? 0), 0)
  const impassable = tested.reduce((sum, street) => sum + street.impassable, 0)
  return (
    <section className={styles.affected}>
      <ul>
        <li>
          {people
            ? t('affected.people', { n: number(people.affected), all: number(people.all), limit })
            : t('affected.people.unknown')}
          {people && people.untested > 0 && ` ${t('affected.people.untested', { n: number(people.untested) })}`}
        </li>
        <li>
          {tested.length > 0
            ? t('affected.streets', { length: kilometres(impassable), limit })
            : t('affected.streets.unknown')}
          {tested.length > 0 &&
            tested.length < streets.length &&
            ` ${t('affected.streets.untested', { n: number(streets.length - tested.length) })}`}
        </li>
      </ul>
      <table>
        <thead>
          <tr>
            <th>{t('affected.depth')}</th>
            <th>{t('affected.people.head')}</th>
            <th>{t('affected.streets.head')}</th>
          </tr>
        </thead>
        <tbody>
          {DEPTH_GRADES.map((from, grade) => (
            <tr key={from}>
              <td>{rangeText(words, from, DEPTH_GRADES[grade + 1], 'm', 2)}</td>
              <td>{people ? number(people.byDepth[grade] ?? 0) : t('app.unknown')}</td>
              <td>{tested.length > 0 ? kilometres(lengthOf(grade)) : t('app.unknown')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('affected.rule')}</p>
    </section>
  )
}
