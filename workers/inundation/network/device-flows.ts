import { type Device, linearised } from './devices.ts'
import type { Flows } from './links-flow.ts'

/** The discharges of all pumps, orifices, weirs and outlets. */
export class DeviceFlows implements Flows {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly flow: Float64Array
  readonly perFrom: Float64Array
  readonly perTo: Float64Array
  readonly #devices: readonly Device[]

  constructor(devices: readonly Device[], nodeOf: ReadonlyMap<string, number>) {
    this.#devices = devices
    this.from = Int32Array.from(devices, ({ spec }) => nodeOf.get(spec.from) ?? 0)
    this.to = Int32Array.from(devices, ({ spec }) => nodeOf.get(spec.to) ?? 0)
    this.flow = new Float64Array(devices.length)
    this.perFrom = new Float64Array(devices.length)
    this.perTo = new Float64Array(devices.length)
  }

  /**
   * Discharges with the levels as they are, and how they change with them.
   *
   * @param head  level of a node [m]
   * @param volume  by store [m³]
   * @param coming  what comes to a node [m³/s], for pumps that lift just that
   */
  linearise(head: (node: number) => number, volume: Float64Array, coming: (node: number) => number): void {
    for (let d = 0; d < this.#devices.length; d++) {
      const device = this.#devices[d] as Device
      const [a, b] = [this.from[d] as number, this.to[d] as number]
      const heads = { from: head(a), to: head(b) }
      // what comes is summed over all conduits: only who lifts just that needs it
      const inflow = device.spec.kind === 'pump' && device.spec.curve === null ? coming(a) : 0
      const { flow, perFrom, perTo } = linearised(device, heads, volume[a] as number, inflow)
      this.flow[d] = flow
      this.perFrom[d] = perFrom
      this.perTo[d] = perTo
    }
  }
}
