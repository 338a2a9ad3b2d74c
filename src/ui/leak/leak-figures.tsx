import type { LeakOutcome } from '../../domain/leak/leak-outcome.ts'
import { formatQuantity } from '../../i18n/format.ts'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import styles from './leak.module.css'
import { figureText } from './leak-words.ts'

/** Figures of a run and its areas of danger, each as exact as it is known. */
export function LeakFigures({ outcome }: { readonly outcome: LeakOutcome }) {
  const words = useWords()
  const { t, name, locale } = words
  const { figures, areas, evidence } = outcome
  const reach = (area: LeakOutcome['areas'][number]) => {
    const radius = figureText(words, { ...area, value: area.radius, unit: 'm' }, evidence)
    return area.towards === null
      ? t('leak.areas.round', { radius })
      : t('leak.areas.downwind', { radius, bearing: formatQuantity(locale, area.towards, '°') })
  }
  return (
    <div className={styles.figures}>
      <section>
        <h3>{t('leak.figures')}</h3>
        <dl>
          {figures.map((figure) => (
            <div key={figure.name.zh}>
              <dt>
                {name(figure.name)}
                {figure.evidence && figure.evidence !== evidence && (
                  <small> {t('leak.evidence', { class: figure.evidence })}</small>
                )}
              </dt>
              <dd>{figureText(words, figure, figure.evidence ?? evidence)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3>{t('leak.areas')}</h3>
        {areas.length === 0 && <p className={shared.said}>{t('leak.areas.none')}</p>}
        <dl>
          {areas.map((area) => (
            <div key={`${area.name.zh} ${area.radius}`}>
              <dt>{name(area.name)}</dt>
              <dd>{reach(area)}</dd>
            </div>
          ))}
        </dl>
        {[...areas, ...figures].some(({ isRough }) => isRough) && <p className={shared.said}>{t('leak.rough')}</p>}
      </section>
    </div>
  )
}
