import { disciplines } from '../../src/domain/disciplines/index.ts'
import { UnusableInput } from '../check/finding.ts'

/** The discipline of an id; @throws UnusableInput when there is none, with those that there are. */
export function checkDiscipline(id: string): string {
  const known = disciplines.map((discipline) => discipline.id)
  if (known.includes(id)) return id
  throw new UnusableInput(
    'unknown-discipline',
    { zh: `未知的专业 ${id}`, en: `unknown discipline ${id}` },
    { value: id, expected: known.join(', ') },
  )
}
