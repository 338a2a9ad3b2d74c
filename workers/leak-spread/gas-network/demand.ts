import { airPressure, type GasNetwork } from './network.ts'
import type { Outflow } from './outflows.ts'

/** Gauge pressures [Pa] at which customers get nothing and all they ask for. */
export interface ServicePressure {
  readonly none: number
  readonly full: number
}

/** Share of the span between both below which the square root is a straight line: its slope at nothing is infinite. */
const STRAIGHT = 0.01

/**
 * Makes what customers take hang on their pressure: nothing up to `none`, all from `full`, between them the square root
 * (Wagner et al. 1988, as in EPANET). What is put in stays as it is.
 *
 * @returns the network without those demands, and an outflow for each, in the order of the demands that take
 */
export function drivenDemands(
  network: GasNetwork,
  { none, full }: ServicePressure,
): { readonly network: GasNetwork; readonly outflows: readonly Outflow[] } {
  const isTaking = ({ flow }: { readonly flow: number }) => flow > 0
  const outflows = network.demands.filter(isTaking).map(({ id, node, flow: whole }): Outflow => {
    const least = airPressure(network.nodes[node]?.height ?? 0) + none
    const span = full - none
    return {
      ...{ id, node },
      at(pressure) {
        const share = (pressure - least) / span
        if (!(share > 0)) return { flow: 0, slope: 0 }
        if (share >= 1) return { flow: whole, slope: 0 }
        const root = Math.sqrt(Math.max(share, STRAIGHT))
        if (share < STRAIGHT) return { flow: (whole * share) / root, slope: whole / root / span }
        return { flow: whole * root, slope: whole / (2 * root * span) }
      },
    }
  })
  return { network: { ...network, demands: network.demands.filter((one) => !isTaking(one)) }, outflows }
}
