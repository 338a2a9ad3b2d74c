import type { Fault } from '../../refusal.ts'
import type { NetworkCase } from '../case/network.ts'
import type { DrainageModel } from '../network/inp/model.ts'
import type { Switch } from '../network/switches.ts'

/**
 * The network of a case with what the case says of it beside its file: levels outside of outfalls.
 *
 * @param faults  one line for each outfall that is none
 */
export function withOutside(model: DrainageModel, outfalls: NetworkCase['outfalls'], faults: Fault[]): DrainageModel {
  if (outfalls.length === 0) return model
  const series = new Map(model.tables.series)
  const stages = new Map<string, string>()
  outfalls.forEach(({ node, series: rows }, index) => {
    const kind = model.nodes.find(({ id }) => id === node)?.kind
    if (kind !== 'outfall')
      faults.push({
        zh: `排口“${node}”：${kind ? '在排水管网中不是排口' : '排水管网中没有'}`,
        en: `network.outfalls[${index}] "${node}": ${kind ?? 'not in the network'}, expected an outfall of it`,
      })
    const name = `water outside of ${node}`
    // as it would stand in the file, in its unit
    series.set(name, {
      time: Float64Array.from(rows, ([time]) => time),
      value: Float64Array.from(rows, ([, level]) => level / model.options.units.length),
    })
    stages.set(node, name)
  })
  const nodes = model.nodes.map((node) => {
    const name = stages.get(node.id)
    return node.kind === 'outfall' && name ? { ...node, stage: { type: 'TIMESERIES', series: name } as const } : node
  })
  return { ...model, nodes, tables: { ...model.tables, series } }
}

/** What staff switch, by time. @param faults  one line for each link that is none, or stands only open or shut */
export function switchesOf({ switches }: NetworkCase, model: DrainageModel, faults: Fault[]): Switch[] {
  const kinds = new Map(model.links.map(({ id, kind }) => [id, kind]))
  switches.forEach(({ link, setting }, index) => {
    const kind = kinds.get(link)
    const name = `network.switches[${index}] "${link}"`
    if (!kind)
      faults.push({
        zh: `设备切换“${link}”：排水管网中没有，应为其泵、闸门、堰、出流口或管段之一`,
        en: `${name}: not in the network, expected one of its pumps, gates, weirs, outlets or conduits`,
      })
    if (kind === 'conduit' && setting !== null && setting !== 0 && setting !== 1)
      faults.push({
        zh: `设备切换“${link}”：管段的状态 ${setting}，应为 0 或 1`,
        en: `${name}: setting ${setting} of a conduit, expected 0 or 1`,
      })
  })
  return switches
    .map(({ link, t_s, setting }) => ({ link, time: t_s, setting }))
    .toSorted((one, other) => one.time - other.time)
}
