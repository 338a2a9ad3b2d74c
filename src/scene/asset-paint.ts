import { bandScale, type Palette } from '../domain/asset/asset-bands.ts'
import { type AssetFilter, isFiltering, passesFilter } from '../domain/asset/asset-filter.ts'
import type { AssetIndex } from '../domain/asset/asset-index.ts'
import { disciplines } from '../domain/disciplines/index.ts'
import { mix, type Rgb, themeColor } from '../domain/disciplines/theme-color.ts'
import type { IsolationOutcome } from '../domain/network/isolation-result.ts'
import type { TraceOutcome } from '../domain/network/trace-result.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Theme } from '../domain/theme.ts'

/** how far everything else steps back while a result is shown */
const DIMMED = 0.82
const TINT = 0.3
const QUIET: Readonly<Record<Theme, Rgb>> = { light: [214, 218, 222], dark: [44, 54, 63], wall: [30, 40, 50] }

export interface PaintRules {
  readonly theme: Theme
  readonly palette: Palette
  readonly filter: AssetFilter
  readonly hiddenDisciplines: ReadonlySet<string>
  readonly selectedGid: number | null
  /** a bridge or tunnel is tinted only, because a whole one in the colour of selection would hide what is on and in it */
  readonly isTinted?: boolean
  readonly isolation: Pick<IsolationOutcome, 'segment' | 'cutOff'> | null
  /** colours of what a leak has reached; null = no leak is shown */
  readonly leak?: readonly (readonly [gid: number, color: Rgb])[] | null
  readonly trace: Pick<TraceOutcome, 'found' | 'possible'> | null
}

/**
 * Colours of every asset of a city, by discipline or by the bands of a palette (`bandScale`).
 *
 * @returns  RGBA, 4 bytes at 4 × gid; alpha 0 where the discipline is hidden, where the filter keeps an asset out, and at
 *   gid 0, which is no asset
 */
export function assetPaint(index: AssetIndex, rules: PaintRules): Uint8Array {
  const { theme, filter } = rules
  const { select, segment: shutIn, cutOff: beyond } = signalColors[theme]
  const isDimmed = rules.isolation || rules.trace || rules.leak
  const shade = (color: Rgb) => packed(isDimmed ? mix(color, QUIET[theme], DIMMED) : color, 255)
  const scale = bandScale(rules.palette)
  const isShown = disciplines.map(({ id }) => !rules.hiddenDisciplines.has(id))
  const colors = scale
    ? scale.bands.map(({ color }) => shade(color[theme]))
    : disciplines.map((discipline) => shade(themeColor(discipline, theme)))
  // A class that this version does not know is drawn grey, never left out.
  const unknown = packed(signalColors[theme].stale, 255)
  const isFiltered = isFiltering(filter)
  const rgba = new Uint8Array(index.discipline.length * 4)
  const words = new Uint32Array(rgba.buffer)
  // gid 0 is no asset and stays hidden
  for (let gid = 1; gid < words.length; gid += 1) {
    const discipline = index.discipline[gid] ?? 0
    if (isShown[discipline] === false || (isFiltered && !passesFilter(index, gid, filter))) continue
    words[gid] = colors[scale ? scale.bandOf(index, gid) : discipline] ?? unknown
  }
  // A result and the selection show even in a hidden discipline: both were asked for by name.
  if (rules.isolation) {
    const { cutOff, segment } = rules.isolation
    for (const gids of [cutOff.linkGids, cutOff.nodeGids]) fill(words, gids, packed(beyond, 255))
    for (const gids of [segment.linkGids, segment.nodeGids]) fill(words, gids, packed(shutIn, 255))
  }
  for (const [gid, color] of rules.leak ?? []) fill(words, [gid], packed(color, 255))
  if (rules.trace) {
    const { found, possible } = rules.trace
    for (const gids of [possible.linkGids, possible.nodeGids]) fill(words, gids, packed(beyond, 255))
    for (const gids of found ? [found.linkGids, found.nodeGids] : []) fill(words, gids, packed(shutIn, 255))
  }
  if (rules.selectedGid !== null) {
    const discipline = disciplines[index.discipline[rules.selectedGid] ?? 0]
    const base = rules.isTinted && discipline ? themeColor(discipline, theme) : select
    fill(words, [rules.selectedGid], packed(mix(base, select, TINT), 255))
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
