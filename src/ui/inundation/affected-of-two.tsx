import { AFFECTING_DEPTH, DEPTH_GRADES } from '../../domain/inundation/depth-grades.ts'
import type { FloodOutcome } from '../../domain/inundation/outcome.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { useWords } from '../page.tsx'
import styles from './inundation.module.css'
import { rangeText } from './range-text.ts'
import { figureCells, type TwoRunsRow, TwoRunsTable } from './two-runs-table.tsx'

/** People and streets of two runs by depth; first those whom water of AFFECTING_DEPTH reached. */
export function AffectedOfTwo({ a, b }: { readonly a: FloodOutcome; readonly b: FloodOutcome }) {
  const words = useWords()
  const { t, locale } = words
  const limit = formatQuantity(locale, AFFECTING_DEPTH, 'm', 2)
  const rows = (
    group: string,
    of: (outcome: FloodOutcome, grade: number | null) => number | null,
    say: (value: number) => string,
  ): TwoRunsRow[] => [
    {
      ...{ key: group, group, label: t('flood.legend.from', { value: limit }) },
      ...figureCells([of(a, null), of(b, null)], say, t('app.unknown')),
    },
    ...DEPTH_GRADES.map((from, grade) => ({
      ...{ key: `${group} ${from}`, label: rangeText(words, from, DEPTH_GRADES[grade + 1], 'm', 2) },
      ...figureCells([of(a, grade), of(b, grade)], say, t('app.unknown')),
    })),
  ]
  return (
    <section className={styles.affected}>
      <TwoRunsTable
        head={t('affected.depth')}
        rows={[
          ...rows(t('affected.people.head'), peopleOf, (value) => formatNumber(locale, value)),
          ...rows(t('affected.streets.head'), streetsOf, (value) => formatQuantity(locale, value / 1000, 'km', 2)),
        ]}
      />
      <p>{t('affected.rule')}</p>
    </section>
  )
}

function peopleOf({ people }: FloodOutcome, grade: number | null): number | null {
  return people && (grade === null ? people.affected : (people.byDepth[grade] ?? 0))
}

/** [m] */
function streetsOf({ streets }: FloodOutcome, grade: number | null): number | null {
  const tested = streets.filter(({ isTested }) => isTested)
  if (tested.length === 0) return null
  return tested.reduce((sum, street) => sum + (grade === null ? street.impassable : (street.lengths[grade] ?? 0)), 0)
}
