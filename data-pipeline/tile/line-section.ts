import { type DuctBank, drawDuctBank, ductBank } from '../mesh/duct-bank.ts'
import { eggProfile } from '../mesh/egg.ts'
import type { MeshWriter } from '../mesh/mesh-writer.ts'
import { channelProfile } from '../mesh/polygon.ts'
import { type Profile, withoutCaps } from '../mesh/profile.ts'
import { ductProfile, rectangleProfile } from '../mesh/rectangle.ts'
import { type SweepEnds, sweep } from '../mesh/sweep.ts'
import { type LineRows, SECTIONS } from '../store/line-rows.ts'
import type { Names } from '../store/names.ts'
import type { LineAxes } from './line-axes.ts'

/** 管块 and 管埋 of CJJ 61: a block with holes for cables */
const DUCT_BANK = /^(管块|管埋|GK|GM)$/
/** wall of a channel that tells none [m] */
const CHANNEL_WALL = 0.1
/** Wider rectangles are culverts, whose corners are drawn sharp [m]. */
const WIDEST_DUCT = 1
const MOST_SECTIONS = 10_000

interface DrawnSection {
  draw(writer: MeshWriter, path: Float64Array, ends: SweepEnds): void
}

/** A city has some dozens of sections and a million lines, so each section is made once. */
const known = new Map<string, DrawnSection>()

/** The section of a line that is not round, or null for round ones, which are drawn as tubes. */
export function sectionOf(
  lines: LineRows,
  line: number,
  { halfWidth, halfHeight }: LineAxes,
  names: Names,
  isFine: boolean,
): DrawnSection | null {
  const { columns } = lines
  const kind = SECTIONS[columns.section[line] ?? 0]
  if (kind !== 'rectangle' && kind !== 'egg' && kind !== 'open') return null
  const wall = columns.wall[line] || 0
  const [width, height] = [2 * (halfWidth[line] ?? 0), 2 * (halfHeight[line] ?? 0)]
  const holes = isFine && kind === 'rectangle' ? holesOf(lines, line, names) : 0
  const key = `${kind} ${width} ${height} ${kind === 'open' ? wall : holes} ${isFine}`
  const found = known.get(key)
  if (found) return found
  if (known.size === MOST_SECTIONS) known.clear()
  const made =
    holes > 0
      ? drawnBank(ductBank(width, height, holes))
      : isFine
        ? drawnProfile(profileOf(kind, width, height, wall))
        : drawnProfile(withoutCaps(ductProfile(width, height)))
  known.set(key, made)
  return made
}

/** @param width,height  outside [m] */
function profileOf(kind: 'rectangle' | 'egg' | 'open', width: number, height: number, wall: number): Profile {
  if (kind === 'egg') return eggProfile(width, height, 12)
  if (kind === 'open') return channelProfile(width - 2 * wall, height - 2 * wall, wall || CHANNEL_WALL)
  if (Math.max(width, height) <= WIDEST_DUCT) return ductProfile(width, height)
  return rectangleProfile(-width / 2, -height / 2, width / 2, height / 2)
}

function drawnProfile(profile: Profile): DrawnSection {
  return { draw: (writer, path, ends) => void sweep(writer, path, profile, ends) }
}

function drawnBank(bank: DuctBank): DrawnSection {
  return { draw: (writer, path, ends) => drawDuctBank(writer, path, bank, ends) }
}

/** Holes of a duct bank: TotalHole, else as many as there are cables; 0 for what is no bank. */
function holesOf({ columns }: LineRows, line: number, names: Names): number {
  if (!DUCT_BANK.test(names.text(columns.burial[line] ?? 0) ?? '')) return 0
  const text = columns.attributes.at(line)
  if (text === '') return 0
  const attributes: unknown = JSON.parse(text)
  if (typeof attributes !== 'object' || attributes === null) return 0
  const holes = Number(Reflect.get(attributes, 'TotalHole') ?? Reflect.get(attributes, 'CabNum') ?? 0)
  return holes >= 1 && Number.isFinite(holes) ? holes : 0
}
