import { formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

/** what is told as a figure [1]; below it, as less than this */
const LEAST_ERROR = 1e-7

/** A share of the volume that is not accounted for [1], with as many digits as the allowed one. */
export function volumeErrorText({ t, locale }: Words, error: number): string {
  const percent = (share: number) => formatQuantity(locale, 100 * share, '%', 5)
  return error < LEAST_ERROR ? t('flood.legend.below', { value: percent(LEAST_ERROR) }) : percent(error)
}
