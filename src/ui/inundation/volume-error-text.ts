import type { VolumeAccount } from '../../domain/inundation/accounts.ts'
import { formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

/** what is told as a figure [1], [m³]; below it, as less than this */
const LEAST_ERROR = 1e-7
const LEAST_VOLUME = 1e-3

/** A share of the volume that is not accounted for [1], with as many digits as the allowed one. */
export function volumeErrorText({ t, locale }: Words, error: number): string {
  const percent = (share: number) => formatQuantity(locale, 100 * share, '%', 5)
  return error < LEAST_ERROR ? t('flood.legend.below', { value: percent(LEAST_ERROR) }) : percent(error)
}

/** What an account does not explain, in m³ and as a share. */
export function accountErrorText(
  words: Words,
  { error, errorShare }: Pick<VolumeAccount, 'error' | 'errorShare'>,
): string {
  const { t, locale } = words
  const cubic = (volume: number) => formatQuantity(locale, volume, 'm³', 3)
  const volume =
    Math.abs(error) < LEAST_VOLUME ? t('flood.legend.below', { value: cubic(LEAST_VOLUME) }) : cubic(Math.abs(error))
  return t('flood.error.of', { volume, share: volumeErrorText(words, errorShare) })
}
