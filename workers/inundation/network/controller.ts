import type { Conduits } from './conduits.ts'
import type { Device } from './devices.ts'
import type { Drainage } from './drainage.ts'
import { mostSetting, type Observer, ruleBook } from './rules.ts'
import type { SwitchBoard } from './switches.ts'

/**
 * Switches what can be switched before each step: pumps by the depths at which they start and stop, everything by the rules,
 * and what staff hold as they say; gates then move as far as the step lets them. What staff let go is as at the start until
 * its levels or rules say otherwise.
 */
export function controller(network: Drainage, conduits: Conduits, devices: readonly Device[], board: SwitchBoard) {
  const { model } = network
  const rules = ruleBook(model)
  const switchedAt = new Map<string, number>()
  const deviceOf = new Map(devices.map((device) => [device.spec.id, device]))
  const conduitOf = new Map(conduits.specs.map(({ id }, i) => [id, i]))
  const atStart = new Map(devices.map(({ spec, target }) => [spec.id, target]))
  let askAgain = 0
  let now = 0

  const settingOf = (id: string) => deviceOf.get(id)?.setting ?? conduits.setting[conduitOf.get(id) ?? -1] ?? 1
  const observer: Observer = {
    node(id, what) {
      const i = network.nodeOf.get(id) ?? 0
      const store = network.stores[i]
      switch (what) {
        case 'DEPTH':
          return network.depth(i)
        case 'HEAD':
          return network.head(i)
        case 'VOLUME':
          return network.held(i)
        case 'INFLOW':
          return network.comingTo(i)
        case 'MAXDEPTH':
          return store ? store.rim - store.invert : 0
      }
    },
    link(id, what) {
      const conduit = conduitOf.get(id)
      const isOpen = settingOf(id) > 0
      const since = now - (switchedAt.get(id) ?? 0)
      switch (what) {
        case 'FLOW':
          return network.flow(id)
        case 'SETTING':
          return settingOf(id)
        case 'STATUS':
          return isOpen ? 1 : 0
        case 'TIMEOPEN':
          return isOpen ? since : 0
        case 'TIMECLOSED':
          return isOpen ? 0 : since
        case 'DEPTH':
          return conduit === undefined ? 0 : conduits.depthOf(conduit)
        case 'FULLDEPTH':
          return conduit === undefined ? 0 : conduits.full(conduit).depth
        case 'LENGTH':
          return conduit === undefined ? 0 : (conduits.specs[conduit]?.length ?? 0)
        case 'SLOPE':
          return conduit === undefined ? 0 : conduits.slopeOf(conduit)
        case 'VELOCITY':
          return conduit === undefined ? 0 : conduits.velocityOf(conduit)
        case 'FULLFLOW':
          return conduit === undefined ? 0 : conduits.fullFlow(conduit)
      }
    },
  }

  function set(link: string, setting: number): void {
    const device = deviceOf.get(link)
    const conduit = conduitOf.get(link)
    if (device) device.target = Math.min(setting, mostSetting(device))
    else if (conduit !== undefined) conduits.setting[conduit] = setting
  }

  return (step: number, time: number): void => {
    now = time
    for (const link of board.goTo(time)) set(link, atStart.get(link) ?? 1)
    for (const device of devices) startAndStop(device, network)
    if (time >= askAgain) {
      askAgain = time + model.options.ruleStep
      rules(time, step, observer, set)
    }
    for (const [link, setting] of board.held) set(link, setting)
    for (const device of devices) {
      const wasOpen = device.setting > 0
      device.move(step)
      if (wasOpen !== device.setting > 0) switchedAt.set(device.spec.id, time)
    }
  }
}

function startAndStop(device: Device, network: Drainage): void {
  if (device.spec.kind !== 'pump') return
  const { startDepth, stopDepth, from } = device.spec
  const depth = network.depth(network.nodeOf.get(from) ?? 0)
  if (startDepth > 0 && depth > startDepth) device.target = Math.max(1, device.target)
  if (stopDepth > 0 && depth < stopDepth) device.target = 0
}
