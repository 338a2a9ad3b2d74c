import { type Channel, captureInChannel } from './channel.ts'
import type { InletDesign } from './design.ts'
import type { Gutter } from './gutter.ts'
import { captureOnGrade } from './on-grade.ts'
import { captureOnSag } from './on-sag.ts'

/** Inlets of one design along a conduit, which all lead to one node. */
export interface Inlets {
  readonly design: InletDesign
  /** the conduit is a street with one side or two, each with its inlets, or a channel */
  readonly street: { readonly gutter: Gutter; readonly sides: 1 | 2 } | null
  readonly channel: Channel | null
  /** on each side of the street, one after the other */
  readonly count: number
  /** share that is not clogged [-] */
  readonly clear: number
  /** the most that one takes [m³/s]; Infinity = any */
  readonly limit: number
  /** at the lowest point of the street, where nothing runs on */
  readonly isSag: boolean
}

/** Less than this is no flow [m³/s]. */
const LEAST = 1e-9

/**
 * Flow that all inlets of a conduit take [m³/s], at most what comes unless they lie at a low point or take by depth. On a slope
 * each sees what those before it left.
 *
 * @param flow  in the conduit [m³/s]
 * @param depth  at the node where it ends [m]
 */
export function capturedFlow(inlets: Inlets, flow: number, depth: number): number {
  const { design, street, clear, count, limit, isSag } = inlets
  const sides = street?.sides ?? 1
  const isByDepth = design.kind === 'CUSTOM' ? design.by === 'DEPTH' : isSag
  if (isByDepth) return count * sides * Math.min(limit, clear * atDepth(inlets, Math.max(depth, 0)))
  let passes = Math.abs(flow) / sides
  let captured = 0
  for (let one = 0; one < count && passes > LEAST; one++) {
    const takes = Math.min(limit, passes, clear * ofFlow(inlets, passes, Math.max(depth, 0)))
    captured += takes
    passes -= takes
  }
  return captured * sides
}

function atDepth({ design, street }: Inlets, depth: number): number {
  return design.kind === 'CUSTOM' ? design.captures(depth) : captureOnSag(design, street?.gutter ?? null, depth)
}

function ofFlow({ design, street, channel }: Inlets, flow: number, depth: number): number {
  switch (design.kind) {
    case 'CUSTOM':
      return design.captures(flow)
    case 'DROP_CURB':
      return captureOnSag(design, null, depth)
    case 'DROP_GRATE':
      return channel ? captureInChannel(design.grate, channel, flow) : 0
    default:
      return street ? captureOnGrade(design, street.gutter, flow) : 0
  }
}
