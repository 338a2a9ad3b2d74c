import { formatNumber } from '../i18n/format.ts'
import { useWords } from './page.tsx'
import styles from './quantity.module.css'

interface QuantityProps {
  /** NaN and null are shown as "—" */
  readonly value: number | null
  readonly unit: string
  /** after the point; default 0 */
  readonly digits?: number
  /** ± in the same unit */
  readonly error?: number | null
}

/** A number with its unit small and grey after a thin space: 1.82 m ± 0.15. */
export function Quantity({ value, unit, digits = 0, error = null }: QuantityProps) {
  const { locale } = useWords()
  return (
    <span className={styles.quantity}>
      {formatNumber(locale, value ?? Number.NaN, digits)}
      {unit !== '' && (
        <small>
          {unit === '°' || unit === '%' ? '' : '\u2009'}
          {unit}
        </small>
      )}
      {error !== null && <small> ± {formatNumber(locale, error, digits)}</small>}
    </span>
  )
}
