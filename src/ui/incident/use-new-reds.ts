import { useState } from 'react'
import type { Alarm } from '../../ports/records.ts'

const NONE: ReadonlySet<number> = new Set()

/**
 * Ids of the red alarms that came last while the page was open: opened red, or raised to red. Those that are there when
 * the board is first filled are not new.
 *
 * @param alarms  the live list; null while it is not known or an earlier instant is looked at
 */
export function useNewReds(alarms: readonly Alarm[] | null): ReadonlySet<number> {
  const [known, setKnown] = useState<ReadonlySet<number> | null>(null)
  const [fresh, setFresh] = useState(NONE)
  if (alarms === null) return NONE
  const reds = alarms.filter(({ grade, closedAt }) => grade === 'red' && closedAt === null).map(({ id }) => id)
  const added = reds.filter((id) => !known?.has(id))
  if (known === null) setKnown(new Set(reds))
  else if (added.length > 0) {
    setKnown(new Set([...known, ...added]))
    setFresh(new Set(added))
  }
  return fresh
}
