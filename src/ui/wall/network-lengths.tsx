import { disciplines } from '../../domain/disciplines/index.ts'
import { formatNumber } from '../../i18n/format.ts'
import { DisciplineSwatch } from '../layers/discipline-swatch.tsx'
import { useTwin, useWords } from '../page.tsx'
import { LoadableFace } from '../states/faces.tsx'
import styles from './figures.module.css'
import wall from './wall.module.css'
import { WallPanel } from './wall-panel.tsx'

const KILOMETRE = 1000

/** Length of lines in service by discipline [km]; the swatches are the key to the colours of the scene. */
export function NetworkLengths() {
  const { t, name, locale } = useWords()
  const figures = useTwin((state) => state.figures)
  const networks = figures.state === 'loaded' ? figures.value.networks : []
  const total = networks.reduce((sum, { length_m }) => sum + length_m, 0)
  const longest = Math.max(...networks.map(({ length_m }) => length_m))
  return (
    <WallPanel
      title={t('wall.lengths')}
      from={{ source: 'figures', at: figures.state === 'loaded' ? figures.value.at : null }}
      figure={
        figures.state === 'loaded' && (
          <>
            {formatNumber(locale, total / KILOMETRE, 1)}
            <small>km</small>
          </>
        )
      }
    >
      <LoadableFace of={figures} loading={t('wall.waiting')}>
        {() =>
          networks.length === 0 ? (
            <p className={wall.quiet}>{t('wall.lengths.none')}</p>
          ) : (
            <ul className={`${wall.plain} ${styles.lengths}`}>
              {[...networks]
                .sort((a, b) => b.length_m - a.length_m)
                .map(({ discipline: id, length_m }) => {
                  const discipline = disciplines.find((it) => it.id === id)
                  return (
                    <li key={id} data-discipline={id}>
                      {discipline ? <DisciplineSwatch discipline={discipline} /> : <span />}
                      <span>{discipline ? name(discipline.name) : id}</span>
                      <span className={styles.meter} aria-hidden="true">
                        <i style={{ width: `${(100 * length_m) / longest}%` }} />
                      </span>
                      <span className={styles.number}>
                        {formatNumber(locale, length_m / KILOMETRE, 1)}
                        <small className={wall.unit}>km</small>
                      </span>
                    </li>
                  )
                })}
            </ul>
          )
        }
      </LoadableFace>
    </WallPanel>
  )
}
