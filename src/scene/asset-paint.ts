import type { AssetIndex } from '../domain/asset/asset-index.ts'
import { disciplines } from '../domain/disciplines/index.ts'
import { mix, type Rgb, themeColor } from '../domain/disciplines/theme-color.ts'
import type { IsolationOutcome } from '../domain/network/isolation-result.ts'
import { signalColors } from '../domain/signal-colors.ts'

export const { select: SELECTED, segment: SEGMENT, cutOff: CUT_OFF } = signalColors.light
/** how far everything else steps back while a result is shown */
const DIMMED = 0.82
const TINT = 0.3
const QUIET: Rgb = [214, 218, 222]

export interface PaintRules {
  readonly hiddenDisciplines: ReadonlySet<string>
  readonly selectedGid: number | null
  /** a bridge or tunnel is tinted only, because a whole one in the colour of selection would hide what is on and in it */
  readonly isTinted?: boolean
  readonly isolation: Pick<IsolationOutcome, 'segment' | 'cutOff'> | null
}

/**
 * Colours of every asset of a city.
 *
 * @returns  RGBA, 4 bytes at 4 × gid; alpha 0 where the discipline is hidden and at gid 0, which is no asset
 */
export function assetPaint(index: AssetIndex, rules: PaintRules): Uint8Array {
  const palette = disciplines.map((discipline) => {
    const color = themeColor(discipline)
    const shown = rules.isolation ? mix(color, QUIET, DIMMED) : color
    return packed(shown, rules.hiddenDisciplines.has(discipline.id) ? 0 : 255)
  })
  // A class that this version does not know is drawn grey, never left out.
  const unknown = packed(QUIET, 255)
  const rgba = new Uint8Array(index.discipline.length * 4)
  const words = new Uint32Array(rgba.buffer)
  // gid 0 is no asset and stays hidden
  for (let gid = 1; gid < words.length; gid += 1) words[gid] = palette[index.discipline[gid] ?? 0] ?? unknown
  // A result and the selection show even in a hidden discipline: both were asked for by name.
  if (rules.isolation) {
    const { cutOff, segment } = rules.isolation
    for (const gids of [cutOff.linkGids, cutOff.nodeGids]) fill(words, gids, packed(CUT_OFF, 255))
    for (const gids of [segment.linkGids, segment.nodeGids]) fill(words, gids, packed(SEGMENT, 255))
  }
  if (rules.selectedGid !== null) {
    const discipline = disciplines[index.discipline[rules.selectedGid] ?? 0]
    const base = rules.isTinted && discipline ? themeColor(discipline) : SELECTED
    fill(words, [rules.selectedGid], packed(mix(base, SELECTED, TINT), 255))
  }
  return rgba
}

function fill(words: Uint32Array, gids: Iterable<number>, word: number): void {
  for (const gid of gids) if (gid > 0 && gid < words.length) words[gid] = word
}

/** The four bytes as one number, in this machine's byte order. */
function packed([red, green, blue]: Rgb, alpha: number): number {
  return new Uint32Array(Uint8Array.of(red, green, blue, alpha).buffer)[0] ?? 0
}
