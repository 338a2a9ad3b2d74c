import type { HydraulicsMeta } from '../../src/domain/leak/hydraulics-file.ts'
import { dayTime, timeOf } from './epanet-options.ts'

type Control = HydraulicsMeta['controls'][number]

/** What numbers of a control are in SI: of a setting, and of the level or pressure at a node. */
interface ControlUnits {
  readonly setting: number
  level(node: number): number
}

/**
 * A row of [CONTROLS]: "LINK id status IF NODE id ABOVE value", "LINK id status AT TIME t" or "AT CLOCKTIME t AM".
 *
 * @param link  that the row names
 * @param placeOf  the node of an id
 * @returns  null where the row is none of these
 * @source  EPANET 2.2 user manual, appendix C.2; OWA EPANET 2.3.5, src/input3.c controldata()
 */
export function controlOf(
  words: readonly string[],
  link: Pick<Control, 'of' | 'at'>,
  placeOf: (id: string) => number | undefined,
  units: ControlUnits,
): Control | null {
  const upper = words.map((word) => word.toUpperCase())
  const set = settingOf(words[2] ?? '', units)
  if (set === null) return null
  if (upper[3] === 'AT' && upper[4] === 'TIME') return { ...link, set, when: { time: timeOf(words.slice(5)) } }
  if (upper[3] === 'AT' && upper[4] === 'CLOCKTIME') return { ...link, set, when: { clock: dayTime(words.slice(5)) } }
  const node = placeOf(words[5] ?? '')
  const value = Number(words[7])
  const is = upper[6] === 'ABOVE' ? 'above' : upper[6] === 'BELOW' ? 'below' : null
  if (upper[3] !== 'IF' || node === undefined || is === null || !Number.isFinite(value)) return null
  return { ...link, set, when: { node, is, level: value * units.level(node) } }
}

function settingOf(word: string, { setting }: ControlUnits): Control['set'] | null {
  const status = word.toUpperCase()
  if (status === 'OPEN') return 'open'
  if (status === 'CLOSED') return 'closed'
  return word !== '' && Number.isFinite(Number(word)) ? Number(word) * setting : null
}
