import type { Localized } from '../../domain/localized.ts'
import type { Street } from '../../ports/enquiry.ts'
import { type Place, readCoordinates } from '../../state/enquiry.ts'

const MOST = 8

/** Places that a search may mean: the coordinates typed, and roads whose name holds the text, in either language. */
export function findPlaces(query: string, streets: readonly Street[]): Place[] {
  const text = query.trim().toLowerCase()
  if (text === '') return []
  const coordinates = readCoordinates(text)
  if (coordinates) return [{ ...coordinates, by: 'coordinates', name: null, accuracy: null }]
  const rank = ({ zh, en }: Localized) => Math.min(...[zh, en].map((name) => position(name.toLowerCase(), text)))
  return streets
    .filter(({ name }) => rank(name) < Number.POSITIVE_INFINITY)
    .sort((a, b) => rank(a.name) - rank(b.name) || a.name.zh.localeCompare(b.name.zh, 'zh'))
    .slice(0, MOST)
    .map(({ name, middle }) => ({ ...middle, by: 'street', name, accuracy: null }))
}

function position(name: string, text: string): number {
  const at = name.indexOf(text)
  return at < 0 ? Number.POSITIVE_INFINITY : at
}
