import { AFFECTING_DEPTH, DEPTH_GRADES } from '../../domain/inundation/depth-grades.ts'
import type { FloodOutcome } from '../../domain/inundation/outcome.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type Flood, shownRun } from '../../state/flood.ts'
import { useWords } from '../page.tsx'
import styles from './inundation.module.css'

/** People and streets by depth, and the rule that counts them. */
export function FloodAffected({ flood }: { readonly flood: Flood }) {
  const { summary } = shownRun(flood)
  return summary && <AffectedTable outcome={summary.outcome} />
}

/** The same for a page and for paper. */
export function AffectedTable({ outcome }: { readonly outcome: FloodOutcome }) {
  const { t, locale } = useWords()
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
              <td>{gradeText(from, DEPTH_GRADES[grade + 1])}</td>
              <td>{people ? number(people.byDepth[grade] ?? 0) : t('app.unknown')}</td>
              <td>{tested.length > 0 ? kilometres(lengthOf(grade)) : t('app.unknown')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('affected.rule')}</p>
    </section>
  )

  function gradeText(from: number, to: number | undefined): string {
    if (to === undefined) return t('flood.legend.from', { value: formatQuantity(locale, from, 'm', 2) })
    return t('flood.legend.between', { from: formatNumber(locale, from, 2), to: formatQuantity(locale, to, 'm', 2) })
  }
}
