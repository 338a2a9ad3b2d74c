import { disciplineOf } from '../../domain/disciplines/index.ts'
import { themeColor } from '../../domain/disciplines/theme-color.ts'
import { DisciplineSwatch } from '../../ui/layers/discipline-swatch.tsx'
import { useTwin, useWords } from '../../ui/page.tsx'
import styles from './street.module.css'

/** A street cut across: the classes in the order and depth in which they usually lie, drawn without a scale. */
const PIPES = [
  { id: 'power', x: 62, y: 92, radius: 13 },
  { id: 'telecom', x: 128, y: 104, radius: 12 },
  { id: 'water', x: 206, y: 124, radius: 17 },
  { id: 'gas', x: 284, y: 116, radius: 13 },
  { id: 'heat', x: 364, y: 138, radius: 18 },
  { id: 'storm', x: 452, y: 160, radius: 26 },
  { id: 'sewer', x: 544, y: 182, radius: 22 },
] as const
const GROUND = 52

/** The seven kinds of pipe in their class colours, as one meets them in a trench: the key to every picture here. */
export function StreetSection() {
  const { t, name } = useWords()
  const theme = useTwin((state) => state.theme)
  return (
    <figure className={styles.section}>
      <svg viewBox="0 0 600 236" role="img" aria-label={t('home.section')}>
        <path className={styles.soil} d={`M0 ${GROUND}H600V236H0Z`} />
        <path className={styles.layer} d="M0 78H600M0 150H600" />
        <path className={styles.ground} d={`M0 ${GROUND}H86V46H514V${GROUND}H600`} />
        <path className={styles.tree} d="M30 52V32M30 32a13 13 0 1 1 .1 0M568 52V14M562 14h20" />
        {PIPES.map(({ id, x, y, radius }) => {
          const discipline = disciplineOf(id)
          const [red, green, blue] = themeColor(discipline, theme)
          const color = `rgb(${red} ${green} ${blue})`
          return (
            <g key={id}>
              <path className={styles.drop} d={`M${x} ${GROUND}V${y - radius}`} />
              <circle
                cx={x}
                cy={y}
                r={radius}
                className={styles.bore}
                stroke={color}
                strokeDasharray={discipline.dash === 'solid' ? undefined : discipline.dash === 'dash' ? '9 4' : '3 3'}
              />
              <text x={x} y={y + 4}>
                {discipline.surveyPrefix}
              </text>
              <text x={x} y={y + radius + 16} className={styles.pipeName}>
                {name(discipline.name)}
              </text>
            </g>
          )
        })}
      </svg>
      <ul>
        {PIPES.map(({ id }) => (
          <li key={id}>
            <DisciplineSwatch discipline={disciplineOf(id)} />
            {name(disciplineOf(id).name)}
          </li>
        ))}
      </ul>
      <figcaption>{t('home.section.caption')}</figcaption>
    </figure>
  )
}
