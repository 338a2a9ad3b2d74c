import type { CandidatePipe } from '../../domain/leak/leak-source.ts'
import { formatInstant, formatQuantity } from '../../i18n/format.ts'
import type { LeakSource } from '../../state/leak-source.ts'
import type { Words } from '../page.tsx'

/** What is told of a pipe that may leak; rate and begin are known of gas alone. */
export interface CandidateWords {
  readonly share: string
  readonly set: string
  readonly rate: string
  readonly start: string
}

export function candidateWords(
  { probability, isHalf, rate, start }: CandidatePipe & { readonly isHalf: boolean },
  { from }: LeakSource,
  now: number,
  { t, locale }: Words,
): CandidateWords {
  // one digit: an order of magnitude
  const rough = rate === null ? null : Number((3600 * rate).toPrecision(1))
  return {
    share: probability < 0.005 ? '< 1%' : formatQuantity(locale, 100 * probability, '%'),
    set: t(isHalf ? 'locate.set.half' : 'locate.set.ninety'),
    rate:
      rough === null
        ? t('locate.pipe.rate.none')
        : t('locate.pipe.rate', {
            value: formatQuantity(locale, rough, 'm³/h', Math.max(0, -Math.floor(Math.log10(rough)))),
          }),
    start:
      start === null
        ? t('locate.pipe.start.unknown')
        : t('locate.pipe.start', { time: formatInstant(from + 1000 * start, now) }),
  }
}
