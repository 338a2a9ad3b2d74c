import type { Leak } from '../../state/leak.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'

interface LineOfLeakProps {
  readonly leak: Leak
  /** row of the places of the leak */
  readonly place: number
  readonly facts: readonly string[]
}

/** A pipe or drain of a list, with what is known of it; a press goes there. */
export function LineOfLeak({ leak, place, facts }: LineOfLeakProps) {
  const { t } = useWords()
  const { goToLeakPlace } = useCommands()
  const id = leak.places[place]?.id
  return (
    <li>
      <button type="button" className="plain" onClick={() => void goToLeakPlace(place)}>
        <DataText>{id === undefined ? t('app.unknown') : shortId(id)}</DataText> <small>{facts.join(' · ')}</small>
      </button>
    </li>
  )
}
