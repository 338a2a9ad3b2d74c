import type { buriedRelease } from '../../workers/leak-spread/gas/release.ts'
import type { Incident, Phase } from '../../workers/leak-spread/gas-network/incident.ts'
import type { GasNetwork } from '../../workers/leak-spread/gas-network/network.ts'
import type { StateResult } from '../../workers/leak-spread/gas-network/results.ts'

export type GasSummary = ReturnType<typeof summaryOf>

/** What a solved network comes to, for summary.json; `incident` when there is a leak. */
export function summaryOf(
  network: GasNetwork,
  friction: string,
  states: Record<string, StateResult>,
  incident: Incident | null,
) {
  return {
    ...{ network: network.name, nodes: network.nodes.length, links: network.links.length },
    ...{ customers: network.demands.filter(({ flow }) => flow > 0).length, friction, evidence: 'A' },
    assumptions: network.assumptions,
    states: Object.fromEntries(Object.entries(states).map(([name, state]) => [name, stateSummary(state)])),
    leak: incident ? leakSummary(incident) : null,
  }
}

function stateSummary({ nodes, customers, balance, flags }: StateResult) {
  const [lowest] = nodes.filter(({ over }) => over !== null).sort((a, b) => (a.over ?? 0) - (b.over ?? 0))
  const without = customers.filter(({ isReached }) => !isReached)
  return {
    balance: {
      ...{ supply_kg_s: balance.supply, delivered_kg_s: balance.delivered, leaked_kg_s: balance.leaked },
      error_relative: balance.error,
    },
    lowest: lowest ? { node: lowest.id, overpressure_kpa: (lowest.over ?? 0) / 1000 } : null,
    unsupplied: {
      ...{ nodes: nodes.filter(({ pressure }) => pressure === null).length, customers: without.length },
      asked_kg_s: without.reduce((sum, { asked }) => sum + asked, 0),
    },
    flags,
  }
}

function leakSummary({ during, after, emptying, mass }: Incident) {
  return {
    ...placesOf(during),
    released_kg: { before_closing: mass.beforeClosing, after_closing: mass.afterClosing },
    still_fed_after_closing: after ? after.fed > 0 : null,
    emptying: emptying.map(({ leaks, begins, pipes, volume, pressure, blowDown }) => ({
      begins_s: begins,
      ...{ leaks, pipes, volume_m3: volume, pressure_abs_kpa: pressure / 1000, duration_s: blowDown.duration },
      ...{ released_kg: blowDown.released, left_kg: blowDown.left },
    })),
  }
}

function placesOf({ state, leaks, liftsCover, fed }: Phase) {
  return {
    fed_kg_s: fed,
    soil_lifts: liftsCover,
    places: leaks.map(({ id, node, release }) => {
      const pressure = state.pressure[node] as number
      const found = Number.isNaN(pressure) ? null : release(pressure)
      const buried: Partial<ReturnType<typeof buriedRelease>> | null = found
      return {
        ...{ id, flow_kg_s: found?.flow ?? null, is_choked: found?.isChoked ?? null },
        ...{ pressure_abs_kpa: found ? pressure / 1000 : null },
        cavity_abs_kpa: buried?.cavityPressure === undefined ? null : buried.cavityPressure / 1000,
        pore_reynolds: buried?.poreReynolds ?? null,
      }
    }),
  }
}

/** The same for people. */
export function describe({ network, nodes, links, states, leak }: GasSummary): string {
  const lines = [`${network}: ${nodes} 个节点 nodes, ${links} 条管段 links`]
  for (const [name, { balance, lowest, unsupplied, flags }] of Object.entries(states)) {
    lines.push(
      `${name}: 供气 supply ${grams(balance.supply_kg_s)} = 用户 customers ${grams(balance.delivered_kg_s)} + 泄漏 leak ${grams(balance.leaked_kg_s)}, error ${balance.error_relative.toExponential(1)}`,
      ...(lowest ? [`  最低压力 lowest ${lowest.overpressure_kpa.toFixed(3)} kPa at ${lowest.node}`] : []),
      `  无气源 without supply: ${unsupplied.nodes} nodes, ${unsupplied.customers} customers`,
      ...flags.map((flag) => `  注意 note: ${flag}`),
    )
  }
  if (!leak) return lines.join('\n')
  const { before_closing, after_closing } = leak.released_kg
  const mass = (value: number | null) => (value === null ? '–' : `${value.toPrecision(3)} kg`)
  lines.push(`泄漏量 released: 关阀前 before ${mass(before_closing)}, 关阀后 after ${mass(after_closing)}`)
  if (leak.still_fed_after_closing) lines.push('注意 note: 关阀后仍有气源供给泄漏点 / a source still feeds the leak')
  if (leak.soil_lifts)
    lines.push('注意 note: 覆土可能被顶开 / the soil over the leak may lift: taken as a free release')
  return lines.join('\n')
}

function grams(flow: number): string {
  return flow >= 1 ? `${flow.toPrecision(6)} kg/s` : `${(1000 * flow).toPrecision(5)} g/s`
}
