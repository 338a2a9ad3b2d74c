import type { LeakArrival, LeakOutcome } from '../../domain/leak/leak-outcome.ts'
import { formatAge, formatQuantity } from '../../i18n/format.ts'
import type { Leak } from '../../state/leak.ts'
import { liveMethane } from '../../state/live-methane.ts'
import { DataText } from '../data-text.tsx'
import { useWords } from '../page.tsx'
import { useLiveView } from './use-live-view.ts'

interface MethaneReadingsProps {
  readonly leak: Leak
  /** id of the place */
  readonly space: string
  readonly gas: LeakOutcome['gas']
  readonly arrivals: readonly LeakArrival[]
}

/** What the methane sensors of a space read now, and whether that fits the run. */
export function MethaneReadings({ leak, space, gas, arrivals }: MethaneReadingsProps) {
  const { t, locale } = useWords()
  const seen = useLiveView()
  return liveMethane(seen, leak, gas, space, arrivals).map(({ id, name, reading, fit }) => (
    <span key={id} title={t('leak.methane.help')}>
      <br />
      <DataText>{name}</DataText>{' '}
      {reading === null
        ? t(seen.time === null ? 'leak.methane.none' : 'leak.methane.past')
        : [
            `${formatQuantity(locale, reading.lel, '%LEL', 1)}, ${formatAge(locale, reading.at, seen.now)}`,
            t(reading.isStale ? 'leak.methane.stale' : `leak.methane.${fit ?? 'unjudged'}`),
          ].join(' · ')}
    </span>
  ))
}
