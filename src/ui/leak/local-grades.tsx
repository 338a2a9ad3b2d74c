import type { GasGrades } from '../../domain/leak/gas-grades.ts'
import { formatQuantity } from '../../i18n/format.ts'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { EmptyFace } from '../states/faces.tsx'
import styles from './leak.module.css'

/** The product's own, from the gravest on; their words name where they begin. */
const OWN = ['explosive', 'high', 'alarm', 'watch', 'low'] as const

/** The grades of a city's rule beside the product's own, from the gravest on. */
export function LocalGrades({ grades }: { readonly grades: GasGrades | null }) {
  const { t, name, known, locale } = useWords()
  const from = (share: number) =>
    t('leak.grades.from', { value: formatQuantity(locale, 100 * share, '%', Number.isInteger(100 * share) ? 0 : 1) })
  return (
    <section>
      <h3>{t('leak.grades')}</h3>
      {grades === null ? (
        <EmptyFace>{t('leak.grades.example')}</EmptyFace>
      ) : (
        <>
          <table className={styles.grades}>
            <thead>
              <tr>
                <th scope="col">{t('leak.grades.own')}</th>
                <th scope="col">{name(grades.name)}</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td>
                  <ul>
                    {OWN.map((grade) => (
                      <li key={grade}>{known('leak.grade', grade)}</li>
                    ))}
                  </ul>
                </td>
                <td>
                  <ul>
                    {grades.lines.map(({ from: share, grade, kinds }) => (
                      <li key={`${share} ${grade} ${kinds?.join()}`}>
                        {from(share)} · {grade}
                        {kinds && (
                          <small>
                            {' '}
                            {t('leak.grades.kinds', {
                              kinds: kinds.map((kind) => known('leak.place', kind)).join(t('list.separator')),
                            })}
                          </small>
                        )}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            </tbody>
          </table>
          <p className={shared.said}>
            {grades.clause === undefined
              ? t('leak.grades.unverified')
              : t('leak.grades.clause', { clause: grades.clause })}
          </p>
        </>
      )}
    </section>
  )
}
