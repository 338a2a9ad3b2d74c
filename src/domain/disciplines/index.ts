import { bridge } from './bridge.ts'
import type { Discipline } from './discipline.ts'
import { gallery } from './gallery.ts'
import { gas } from './gas.ts'
import { heat } from './heat.ts'
import { industry } from './industry.ts'
import { metro } from './metro.ts'
import { other } from './other.ts'
import { power } from './power.ts'
import { sewer } from './sewer.ts'
import { storm } from './storm.ts'
import { telecom } from './telecom.ts'
import { tunnel } from './tunnel.ts'
import { water } from './water.ts'

export type { Discipline } from './discipline.ts'

/** Every discipline the twin knows. The position is its code in flat extracts: append, never reorder. */
export const disciplines: readonly Discipline[] = [
  water,
  storm,
  sewer,
  gas,
  heat,
  power,
  telecom,
  industry,
  other,
  bridge,
  tunnel,
  gallery,
  metro,
]

/** The discipline of an id; throws on an unknown one, which is a caller's mistake. */
export function disciplineOf(id: string): Discipline {
  const found = disciplines.find((discipline) => discipline.id === id)
  if (!found) throw new Error(`disciplineOf: unknown discipline "${id}"`)
  return found
}
