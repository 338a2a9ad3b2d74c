import type { Device } from '../devices.ts'
import { capturedFlow } from './capture.ts'
import type { PlacedInlets } from './read-inlets.ts'

/** Water at a node shallower than this is not taken in full [m]: a node that runs dry gives less and less. */
const SHALLOW = 1e-3

/**
 * Inlets as a device of the network, from the node where their street ends to the one that they lead to: what they take is
 * booked once. On a slope they take of what came along the street when the step began, at a low point by the depth.
 *
 * @param invert  bed of the node where the street ends [m]
 * @param approach  flow in the street now [m³/s]
 */
export function inletDevice(inlets: PlacedInlets, invert: number, approach: () => number): Device {
  const { design } = inlets
  const isByDepth = design.kind === 'CUSTOM' ? design.by === 'DEPTH' : inlets.isSag || design.kind === 'DROP_CURB'
  let comes = 0
  let taken = 0
  return {
    spec: { kind: 'inlet', id: `${inlets.link} inlets`, from: inlets.bypass, to: inlets.node },
    target: 1,
    setting: 1,
    move() {
      comes = approach()
      if (!isByDepth) taken = capturedFlow(inlets, comes, 0)
    },
    flow({ from }) {
      const depth = from - invert
      if (depth <= 0) return 0
      return Math.min(1, depth / SHALLOW) * (isByDepth ? capturedFlow(inlets, comes, depth) : taken)
    },
  }
}
