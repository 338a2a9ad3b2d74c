import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

/** A class of figures with its unit; without an upper limit all above it. */
export function rangeText(
  { t, locale }: Words,
  from: number,
  to: number | undefined,
  unit: string,
  digits: number,
): string {
  if (to === undefined) return t('flood.legend.from', { value: formatQuantity(locale, from, unit, digits) })
  return t('flood.legend.between', {
    from: formatNumber(locale, from, digits),
    to: formatQuantity(locale, to, unit, digits),
  })
}
