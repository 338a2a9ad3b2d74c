import type { ValveSurge } from '../../domain/leak/leak-outcome.ts'
import { formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'
import { significant } from './leak-words.ts'

/** A minute and more is told in minutes [s]. */
const LONG = 120
const MINUTE = 60
/** More than this is told in megapascals [kPa]. */
const LARGE = 1000

/** What shutting a valve at once does and how long closing should take: orders of magnitude. */
export function surgeText(words: Words, surge: ValveSurge | null): string {
  const { t, locale } = words
  if (surge === null) return t('leak.surge.unknown')
  const { atOnce_kpa, closing_s, limit_kpa } = surge
  const limit = formatQuantity(locale, limit_kpa, 'kPa')
  if (closing_s === 0) return t('leak.surge.any', { limit })
  const rise =
    atOnce_kpa >= LARGE ? significant(words, atOnce_kpa / LARGE, 'MPa', 1) : significant(words, atOnce_kpa, 'kPa', 1)
  const time =
    closing_s >= LONG ? significant(words, closing_s / MINUTE, 'min', 1) : significant(words, closing_s, 's', 1)
  return t('leak.surge', { rise, time, limit })
}
