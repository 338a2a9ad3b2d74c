import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { CASE_FILE, caseSchema, type FloodCase } from '../../workers/inundation/case/case.ts'
import { Refusal } from '../../workers/refusal.ts'
import { readRaster } from './read-raster.ts'

/**
 * Reads CASE.json and the rasters that it names.
 *
 * @throws Refusal with every fault of the file, or of its rasters
 */
export async function readCase(path: string): Promise<FloodCase> {
  const given = parse(path, await readFile(path, 'utf8').catch(() => refuse(`${path}: cannot be read`)))
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
  const { manning } = grid
  const laid = {
    dem: await read('grid.dem', grid.dem),
    manning:
      typeof manning === 'object'
        ? { ...manning, default: await read('grid.manning.default', manning.default) }
        : await read('grid.manning', manning),
    initial_depth: await read('grid.initial_depth', grid.initial_depth),
    initial_level: await read('grid.initial_level', grid.initial_level),
  }
  const rain =
    'fields' in given.rain
      ? {
          fields: await Promise.all(
            given.rain.fields.map(async ({ t_s, mm_h }, index) => ({
              ...{ t_s, mm_h: await read(`rain.fields[${index}].mm_h`, mm_h) },
            })),
          ),
        }
      : given.rain
  const inp = given.network && resolve(folder, given.network.inp)
  const text = inp && (await readFile(inp, 'utf8').catch(() => void faults.push(`network.inp: ${inp} cannot be read`)))
  if (faults.length > 0) throw new Refusal(faults)
  const network = given.network && { ...given.network, inp: text }
  return caseSchema.parse({ ...given, rain, grid: laid, network })
}

function parse(path: string, text: string) {
  const parsed = CASE_FILE.safeParse(json(path, text))
  if (parsed.success) return parsed.data
  throw new Refusal(
    parsed.error.issues.map(({ path: item, message }) => `${item.map(String).join('.') || path}: ${message}`),
  )
}

function json(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return refuse(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function refuse(fault: string): never {
  throw new Refusal([fault])
}
