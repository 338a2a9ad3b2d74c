import { formatNumber } from '../../i18n/format.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'

interface CustomerPlaceProps {
  readonly name: string
  readonly class: string
  readonly people: number
  /** where it is among the places of the run; null = not known */
  readonly place: number | null
  /** what the leak does to it */
  readonly fact: string
}

/** A customer whom a leak concerns; a click goes there. */
export function CustomerPlace({ name, class: of, people, place, fact }: CustomerPlaceProps) {
  const { t, known, locale } = useWords()
  const { goToLeakPlace } = useCommands()
  return (
    <button
      type="button"
      className="plain"
      disabled={place === null}
      onClick={() => place !== null && void goToLeakPlace(place)}
    >
      <DataText>{name}</DataText>{' '}
      <small>
        {known('customer', of)} · {t('isolation.people', { people: formatNumber(locale, people) })} · {fact}
      </small>
    </button>
  )
}
