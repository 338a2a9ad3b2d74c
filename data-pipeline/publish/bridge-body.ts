import type { BridgePart } from '../../src/domain/asset/bridge-part.ts'
import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import type { StructureShape } from '../survey.ts'
import type { Shape } from '../tile/feature.ts'
import type { StructureAxis } from './structure-axis.ts'

export type Bridge = Extract<StructureShape, { kind: 'bridge' }>

/** A body of a bridge, and what it is. */
export interface BridgeBody {
  readonly part: BridgePart
  readonly shape: Shape
}

/** Plan of a block beside the axis: metres ahead and to the right of a chainage, anticlockwise. */
export function block(
  axis: StructureAxis,
  station: number,
  from: number,
  to: number,
  left: number,
  right: number,
): LonLatHeight[] {
  return [
    axis.at(station, { ahead: from, right: left }),
    axis.at(station, { ahead: from, right }),
    axis.at(station, { ahead: to, right }),
    axis.at(station, { ahead: to, right: left }),
  ]
}
