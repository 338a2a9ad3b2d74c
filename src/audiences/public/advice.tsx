import styles from './advice.module.css'
import { usePublicWords } from './enquiry-context.tsx'

const STEPS = ['dig.1', 'dig.2', 'dig.3', 'dig.4', 'dig.5', 'dig.6'] as const
const NUMBERS = ['119', '120', '110', '12319'] as const

/** What to do before digging, and whom to call when it went wrong. */
export function Advice() {
  const { t } = usePublicWords()
  return (
    <section className={styles.advice}>
      <h2>{t('dig.title')}</h2>
      <ol>
        {STEPS.map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
      <h3>{t('urgent.title')}</h3>
      <ul className={styles.numbers}>
        {NUMBERS.map((number) => (
          <li key={number}>
            <a href={`tel:${number}`}>{number}</a>
            <span>{t(`urgent.${number}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
