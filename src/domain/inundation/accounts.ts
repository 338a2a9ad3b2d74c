import type { FloodOutcome } from './outcome.ts'

/** What is booked [m³]; what passes between ground and drains stands in both accounts, going out of one and into the other. */
export type VolumeLine =
  | ('initial' | 'rain' | 'inflow' | 'returned' | 'outflow' | 'infiltrated' | 'drained' | 'final')
  | ('heldFirst' | 'otherInflow' | 'roofs' | 'outfalls' | 'spilled' | 'lost' | 'held')

type Lines = readonly (readonly [line: VolumeLine, volume: number])[]

/** Water of the ground or of the drains over a run: all that was there or came, and all that went or is there [m³]. */
export interface VolumeAccount {
  readonly of: 'ground' | 'drains'
  readonly came: Lines
  readonly went: Lines
  /** what the lines add up to */
  readonly in: number
  readonly out: number
  /** what they do not explain: out − in [m³], and its size as a share of what came [1] */
  readonly error: number
  readonly errorShare: number
}

/** The accounts of a run, each of which adds up by itself: rain on roofs is never on the ground. */
export function accountsOf({ volumes, network }: Pick<FloodOutcome, 'volumes' | 'network'>): readonly VolumeAccount[] {
  const { initial, rain, inflow, returned, outflow, infiltrated, drained, roofs, final } = volumes
  const ground = accountOf(
    'ground',
    [
      ['initial', initial],
      ['rain', rain],
      ['inflow', inflow],
      ['returned', returned],
    ],
    [
      ['outflow', outflow],
      ['infiltrated', infiltrated],
      ['drained', drained],
      ['final', final],
    ],
  )
  if (!network) return [ground]
  const drains = accountOf(
    'drains',
    [
      ['heldFirst', network.initial],
      ['otherInflow', network.inflow],
      ['drained', drained],
      ['roofs', roofs],
    ],
    [
      ['outfalls', network.outflow],
      ['spilled', network.spilled],
      ['returned', returned],
      ['lost', network.lost],
      ['held', network.stored],
    ],
  )
  return [ground, drains]
}

function accountOf(of: VolumeAccount['of'], came: Lines, went: Lines): VolumeAccount {
  const sum = (lines: Lines) => lines.reduce((total, [, volume]) => total + volume, 0)
  const error = sum(went) - sum(came)
  return {
    ...{ of, came, went: went.filter(isComputed), in: sum(came), out: sum(went), error },
    errorShare: sum(came) > 0 ? Math.abs(error) / sum(came) : 0,
  }
}

/** Ground that takes no water and drains that lose none have no such line: its nought would read as worked out. */
function isComputed([line, volume]: Lines[number]): boolean {
  return volume !== 0 || !(line === 'infiltrated' || line === 'lost')
}
