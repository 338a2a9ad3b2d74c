import { GRAVITY } from '../../surface/grid.ts'
import type { Grate, InletDesign, KerbOpening } from './design.ts'
import { FOOT, type Gutter, gutterSlope } from './gutter.ts'

const ROOT_FOOT = Math.sqrt(FOOT)
/** weir coefficients of HEC-22 [√m/s]: over a grate or a level kerb, over a kerb with a depressed gutter, of a slot */
const WEIR = 3 * ROOT_FOOT
const DEPRESSED_WEIR = 2.3 * ROOT_FOOT
const SLOT_WEIR = 2.48 * ROOT_FOOT
/** orifice coefficients [-] */
const ORIFICE = 0.67
const SLOT_ORIFICE = 0.8
/** a kerb opening longer than this is a weir without the gutter's help [m] */
const LONG = 12 * FOOT

const orifice = (area: number, head: number) => ORIFICE * area * Math.sqrt(2 * GRAVITY * Math.max(head, 0))

/** Water over a grate: weir over its rim while shallow, orifice when deep, the lesser of both (HEC-22 eq. 4-26, 4-27). */
function overGrate(grate: Grate, perimeter: number, width: number, depth: number): [flow: number, isDrowned: boolean] {
  const weir = WEIR * perimeter * depth ** 1.5
  const hole = orifice(grate.length * width * grate.open, depth)
  return [Math.min(weir, hole), hole < weir]
}

/** Water into an opening of the kerb: weir up to its height, orifice from 1.4 of it, between by line (HEC-22 eq. 4-28 to 4-31). */
function intoKerb({ height, throat }: KerbOpening, length: number, gutter: Gutter | null, depth: number): number {
  const sine = { HORIZONTAL: 1, INCLINED: Math.SQRT1_2, VERTICAL: 0 }[throat]
  const hole = (at: number) => orifice(height * length, at - (height / 2) * sine)
  const isLevel = !gutter || gutter.depression === 0 || length > LONG
  const weir = (at: number) => (isLevel ? WEIR * length : DEPRESSED_WEIR * (length + 1.8 * gutter.width)) * at ** 1.5
  const free = isLevel ? height : height + gutter.depression
  const drowned = 1.4 * height
  if (depth >= drowned) return free < drowned ? hole(depth) : Math.min(weir(depth), hole(depth))
  // a long weir may let in more than the drowned opening: never more than that, or less water would be taken as it rises
  const shallow = Math.min(weir(Math.min(depth, free)), hole(drowned))
  const share = Math.max(0, depth - free) / (drowned - free)
  return depth <= free ? shallow : (1 - share) * shallow + share * hole(drowned)
}

/**
 * Flow that one inlet at a low point takes [m³/s].
 *
 * @param gutter  null in a channel
 * @param depth  at the kerb [m], ≥ 0
 */
export function captureOnSag(
  design: Exclude<InletDesign, { kind: 'CUSTOM' }>,
  gutter: Gutter | null,
  depth: number,
): number {
  switch (design.kind) {
    case 'SLOTTED': {
      const { length, width } = design
      return Math.min(SLOT_WEIR * length * depth ** 1.5, SLOT_ORIFICE * length * width * Math.sqrt(2 * GRAVITY * depth))
    }
    case 'DROP_CURB':
      return intoKerb(design.kerb, 4 * design.kerb.length, null, depth)
    case 'DROP_GRATE': {
      const { grate } = design
      return overGrate(grate, 2 * (grate.length + grate.width), grate.width, depth)[0]
    }
    case 'STREET': {
      const { grate, kerb } = design
      if (!grate) return kerb ? intoKerb(kerb, kerb.length, gutter, depth) : 0
      const across = gutter ? gutterSlope(gutter) : 0
      // water may not reach across the whole grate
      const width = across > 0 ? Math.min(grate.width, depth / across) : grate.width
      const [over, isDrowned] = overGrate(grate, grate.length + 2 * width, width, depth - (width / 2) * across)
      if (!kerb) return over
      const sweeps = Math.max(kerb.length - grate.length, 0)
      const swept = sweeps > 0 ? intoKerb(kerb, sweeps, gutter, depth) : 0
      // the opening behind a grate helps where the grate is drowned
      return over + swept + (isDrowned ? intoKerb(kerb, grate.length, gutter, depth) : 0)
    }
  }
}
