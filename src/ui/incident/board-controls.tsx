import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useWords } from '../page.tsx'
import { StateMark } from '../sensors/state-mark.tsx'
import styles from './board.module.css'
import { ALARM_GRADES, type AlarmGrade, type BoardFilter, type countAlarms } from './board-filter.ts'

interface BoardControlsProps {
  readonly counts: ReturnType<typeof countAlarms>
  readonly filter: BoardFilter
  readonly onFilter: (filter: BoardFilter) => void
}

/** How many alarms of each grade there are; pressing one hides or shows it. Beside them the kind of sensor. */
export function BoardControls({ counts, filter, onFilter }: BoardControlsProps) {
  const { t, name, locale } = useWords()
  const all = [...counts.grades.values()].reduce((sum, count) => sum + count, 0)
  const toggle = (grade: AlarmGrade) => {
    const hiddenGrades = new Set(filter.hiddenGrades)
    if (!hiddenGrades.delete(grade)) hiddenGrades.add(grade)
    onFilter({ ...filter, hiddenGrades })
  }
  const kinds = [...counts.kinds].map(([id, count]) => {
    const kind = findSensorKind(id)
    return { id, label: t('board.kind.one', { kind: kind ? name(kind.name) : id, n: formatNumber(locale, count) }) }
  })
  return (
    <div className={styles.controls}>
      <div className={styles.grades} role="toolbar" aria-label={t('board.filter')}>
        {ALARM_GRADES.map((grade) => (
          <button
            key={grade}
            type="button"
            className={`plain ${styles.count}`}
            aria-pressed={!filter.hiddenGrades.has(grade)}
            onClick={() => toggle(grade)}
          >
            <StateMark grade={grade} size={16} />
            <b>{formatNumber(locale, counts.grades.get(grade) ?? 0)}</b>
            <span>{t(`grade.${grade}`)}</span>
          </button>
        ))}
      </div>
      <select
        className={styles.kinds}
        aria-label={t('board.kind')}
        value={filter.kind ?? ''}
        onChange={(event) => onFilter({ ...filter, kind: event.target.value || null })}
      >
        <option value="">{t('board.kind.all', { n: formatNumber(locale, all) })}</option>
        {kinds.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </div>
  )
}
