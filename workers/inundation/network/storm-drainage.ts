import type { Localized } from '../../../src/domain/localized.ts'
import { fail, type Result, succeed } from '../../../src/domain/result.ts'
import { Drainage, type DrainageChoices } from './drainage.ts'
import { driveStorm } from './drive-storm.ts'
import { inletDevice } from './inlets/inlet-device.ts'
import { type PlacedInlets, readInlets } from './inlets/read-inlets.ts'
import type { DrainageModel } from './inp/model.ts'
import { faultText, readModel } from './inp/read.ts'
import { type InpFile, splitSections, told } from './inp/sections.ts'
import { readRunoff } from './runoff/read-runoff.ts'
import { openRunoff, type Runoff } from './runoff/runoff.ts'

/** A SWMM file in motion: what its catchments let run off comes to its network, and what its inlets take goes on below. */
export interface StormDrainage {
  readonly drainage: Drainage
  readonly runoff: Runoff
  readonly inlets: readonly PlacedInlets[]
  /** what was read otherwise than it stands in the file, a sentence each */
  readonly notes: readonly Localized[]
  /** Goes on for so long [s]. */
  advance(duration: number): void
}

/**
 * Opens a SWMM 5.2 file with its hydrology and its street inlets, at the start of its simulation.
 *
 * @param text  of the .inp file
 * @param name  of the file, for the messages
 * @returns `invalid` with one sentence for each fault
 */
export function openStormDrainage(text: string, name: string, choices: DrainageChoices = {}): Result<StormDrainage> {
  const file = splitSections(text, name)
  const storm = openStorm(file, readModel(file), choices)
  return storm ? succeed(storm) : fail('invalid', faultText(file))
}

/**
 * The same of a file whose network has been read, and may have been changed since.
 *
 * @returns null where the file has faults
 */
export function openStorm(file: InpFile, model: DrainageModel, choices: DrainageChoices): StormDrainage | null {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]))
  const spec = readRunoff(file, model, nodes)
  const inlets = readInlets(file, model)
  if (file.faults.length > 0) return null
  const bed = (id: string) => nodes.get(id)?.invert ?? 0
  const drainage: Drainage = new Drainage(model, {
    ...choices,
    devices: inlets.map((one) => inletDevice(one, bed(one.bypass), () => drainage.flow(one.link))),
  })
  const runoff = openRunoff(spec)
  return {
    drainage,
    runoff,
    inlets,
    notes: file.notes.map((note) => told(file.name, note, true)),
    advance: driveStorm(drainage, runoff, inlets),
  }
}
