import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { GasNetwork } from '../../workers/leak-spread/gas-network/network.ts'
import { readGasSteady, type StateName } from '../../workers/leak-spread/gas-network/read/gas-steady.ts'
import { readGasLib, type Told } from '../../workers/leak-spread/gas-network/read/gaslib.ts'
import { readPandapipes } from '../../workers/leak-spread/gas-network/read/pandapipes.ts'
import { Refusal } from '../../workers/refusal.ts'
import { readText } from '../read-text.ts'

/**
 * Reads a gas network in the format that its name and content tell: .net (GasLib, with the .scn beside it), a folder or its
 * network.json (GasSteadySim), or the JSON of pandapipes.
 *
 * @throws Refusal naming the file and what is wrong in it
 */
export async function readGasNetwork(path: string, state: StateName, told: Told): Promise<GasNetwork> {
  const name = basename(path)
  const isFolder = await stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  )
  const isLib = path.endsWith('.net')
  const pressures = told.pressures.size + told.ratios.size + told.holds.size
  if (!isLib && pressures > 0)
    throw new Refusal([`${name}: tells its pressures and ratios itself; --pressure, --ratio and --hold are for GasLib`])
  if (isLib) {
    const scn = path.replace(/\.net$/, '.scn')
    return readGasLib({ net: await text(path), scn: await text(scn) }, name.replace(/\.net$/, ''), told)
  }
  const first = isFolder ? join(path, 'network.json') : path
  const network = await json(first)
  if (typeof network === 'object' && network !== null && 'junction' in network) return readPandapipes(network, name)
  if (basename(first) !== 'network.json')
    throw new Refusal([`${name}: is no network of pandapipes, expected that, a .net of GasLib or a network.json`])
  const folder = dirname(first)
  const [boundary, params] = [await json(join(folder, 'bc.json')), await json(join(folder, 'params.json'))]
  return readGasSteady({ network, boundary, params }, basename(folder), state)
}

async function text(path: string): Promise<string> {
  return await readText(path).catch((error: unknown) => {
    throw new Refusal([`${path}: ${error instanceof Error ? error.message : String(error)}`])
  })
}

async function json(path: string): Promise<unknown> {
  const content = await text(path)
  try {
    return JSON.parse(content)
  } catch (error) {
    throw new Refusal([`${path}: ${error instanceof Error ? error.message : String(error)}`])
  }
}
