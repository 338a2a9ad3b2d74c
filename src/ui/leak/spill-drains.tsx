import type { LeakOutcome } from '../../domain/leak/leak-outcome.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Leak } from '../../state/leak.ts'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { EmptyFace } from '../states/faces.tsx'
import styles from './leak.module.css'
import { MOST_PLACES, significant } from './leak-words.ts'
import { LineOfLeak } from './line-of-leak.tsx'

const LITRES = 1000
/** What is only known as physics has it. */
const DIGITS = 2

interface SpillDrainsProps {
  readonly leak: Leak
  readonly outcome: LeakOutcome
}

/** Drains that a spill runs through, by the order of the water: flow, speed, how thin it is at least, whether they run full. */
export function SpillDrains({ leak, outcome: { drains } }: SpillDrainsProps) {
  const words = useWords()
  const { t, locale } = words
  if (drains.length === 0) return <EmptyFace>{t('leak.drains.none')}</EmptyFace>
  return (
    <>
      <p className={shared.said}>{t('leak.drains.help')}</p>
      <ol className={styles.short} aria-label={t('leak.drains')}>
        {drains.slice(0, MOST_PLACES).map(({ place, flow, speed, atMost, state }) => {
          const [slow = '', quick = ''] = speed.map((each) => significant(words, each, 'm/s', DIGITS))
          const facts = [
            significant(words, LITRES * flow, 'L/s', DIGITS),
            slow === quick ? slow : t('flood.legend.between', { from: slow, to: quick }),
            atMost === null
              ? t('leak.drains.thinUnknown')
              : t('leak.drains.atMost', { value: significant(words, 100 * atMost, '%', DIGITS) }),
            ...(state === 'free' ? [] : [t(`leak.drains.${state}`)]),
          ]
          return <LineOfLeak key={place} leak={leak} place={place} facts={facts} />
        })}
        {drains.length > MOST_PLACES && (
          <li>{t('leak.places.more', { n: formatNumber(locale, drains.length - MOST_PLACES) })}</li>
        )}
      </ol>
    </>
  )
}
