import type { NetworkSeries } from '../../src/domain/inundation/outcome.ts'
import type { Localized } from '../../src/domain/localized.ts'
import { type Fault, Refusal } from '../refusal.ts'
import type { NetworkCase } from './case/network.ts'
import type { DrainageBalance } from './network/drainage.ts'
import { faultText, readModel } from './network/inp/read.ts'
import { splitSections } from './network/inp/sections.ts'
import type { RunoffBalance } from './network/runoff/runoff.ts'
import { openStorm } from './network/storm-drainage.ts'
import { switchesOf, withOutside } from './prepare/network-case.ts'
import { NetworkLog } from './results/network-log.ts'

/** A network without a ground above it: what its own file rains on it and lets come. */
export interface NetworkAlone {
  readonly network: NetworkCase
  readonly duration_s: number
  readonly output_interval_s: number
}

export interface NetworkAloneOutcome {
  readonly series: NetworkSeries
  readonly balance: DrainageBalance
  readonly runoff: RunoffBalance
  readonly steps: number
  /** what was read otherwise than it stands in the file, a sentence each */
  readonly notes: readonly Localized[]
}

/**
 * Computes a drainage network with its own catchments, inlets and inflows, and no ground: what comes over a rim is spilled.
 *
 * @param tell  hears the time [s] at each output
 * @throws Refusal with every fault of the file and of what the case says of it
 */
export function runNetworkAlone(given: NetworkAlone, tell: (time: number) => void): NetworkAloneOutcome {
  const { network, duration_s, output_interval_s } = given
  const file = splitSections(network.inp, 'network.inp')
  const read = readModel(file)
  if (file.faults.length > 0) throw new Refusal(faultText(file).split('\n'))
  const faults: Fault[] = []
  if (network.manholes !== 'all') faults.push('network.manholes: without a grid there is no ground to open to')
  const switches = switchesOf(network, read, faults)
  const model = withOutside(read, network.outfalls, faults)
  if (faults.length > 0) throw new Refusal(faults)
  const storm = openStorm(file, model, { switches })
  if (!storm) throw new Refusal(faultText(file).split('\n'))
  const { drainage, runoff } = storm
  const log = new NetworkLog(drainage)
  log.note(0)
  for (let output = 1; drainage.time < duration_s; output++) {
    const until = Math.min(duration_s, output * output_interval_s)
    storm.advance(until - drainage.time)
    log.note(until)
    tell(until)
  }
  return {
    ...{ series: log.series(), balance: drainage.balance(), runoff: runoff.balance() },
    ...{ steps: drainage.effort.steps, notes: storm.notes },
  }
}
