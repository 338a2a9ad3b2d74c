import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { z } from 'zod'
import { CASE_FILE, caseSchema, type FloodCase } from '../../workers/inundation/case/case.ts'
import type { NetworkCase } from '../../workers/inundation/case/network.ts'
import type { NetworkAlone } from '../../workers/inundation/network-alone.ts'
import { Refusal } from '../../workers/refusal.ts'
import { readJson } from '../read-json.ts'
import { readRaster } from './read-raster.ts'

type CaseFile = z.infer<typeof CASE_FILE>

/**
 * Reads CASE.json and the rasters that it names.
 *
 * @returns a network alone where there is no grid
 * @throws Refusal with every fault of the file, or of its rasters
 */
export async function readCase(path: string): Promise<FloodCase | NetworkAlone> {
  const given = await readJson(path, CASE_FILE)
  const folder = dirname(resolve(path))
  const faults: string[] = []
  const read = async <T>(item: string, value: T | string) => {
    if (typeof value !== 'string') return value
    return await readRaster(resolve(folder, value)).catch((error) => {
      faults.push(`${item}: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    })
  }
  const { grid } = given
  if (!grid) return await withoutGrid(given, folder)
  const { manning } = grid
  const laid = {
    dem: await read('grid.dem', grid.dem),
    manning:
      typeof manning === 'object'
        ? { ...manning, default: await read('grid.manning.default', manning.default) }
        : await read('grid.manning', manning),
    initial_depth: await read('grid.initial_depth', grid.initial_depth),
    initial_level: await read('grid.initial_level', grid.initial_level),
    waters: await read('grid.waters', grid.waters),
  }
  const fields: object[] = []
  // one after the other, so that faults stand in the order of the file
  if ('fields' in given.rain)
    for (const [index, { t_s, mm_h }] of given.rain.fields.entries())
      fields.push({ t_s, mm_h: await read(`rain.fields[${index}].mm_h`, mm_h) })
  const rain = 'fields' in given.rain ? { fields } : given.rain
  const infiltration: object[] = []
  for (const [index, { cells, ...soil }] of given.infiltration.entries())
    infiltration.push(cells ? { ...soil, cells: await read(`infiltration[${index}].cells`, cells) } : soil)
  const network = given.network && (await withInp(given.network, folder, faults))
  if (faults.length > 0) throw new Refusal(faults)
  return caseSchema.parse({ ...given, rain, infiltration, grid: laid, network })
}

/** What acts on a ground is refused where there is none. */
async function withoutGrid(
  { network, duration_s, output_interval_s, ...others }: CaseFile,
  folder: string,
): Promise<NetworkAlone> {
  if (!network) return refuse('grid: none, expected one, or a network to be computed alone')
  const { scheme: _, ...ground } = others
  const faults = Object.entries(ground).flatMap(([item, value]) =>
    value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [`${item}: needs a grid, there is none`],
  )
  const read = await withInp(network, folder, faults)
  if (faults.length > 0) throw new Refusal(faults)
  return { network: read, duration_s, output_interval_s }
}

async function withInp(network: NetworkCase, folder: string, faults: string[]): Promise<NetworkCase> {
  const path = resolve(folder, network.inp)
  const inp = await readFile(path, 'utf8').catch(() => void faults.push(`network.inp: ${path} cannot be read`))
  return { ...network, inp: inp ?? '' }
}

function refuse(fault: string): never {
  throw new Refusal([fault])
}
