import { basename, extname } from 'node:path'
import type { Crs } from '../../src/domain/geo/crs.ts'
import type { Survey } from '../survey.ts'
import type { Attempts } from './attempts.ts'
import { readCityGml } from './citygml/read-citygml.ts'
import { readCityJson } from './cityjson/read-cityjson.ts'
import { readIfc } from './ifc/read-ifc.ts'
import { inputChunks } from './input-file.ts'
import { readLandXml } from './landxml.ts'
import { spatialReferenceOf } from './spatial-reference.ts'

/** bytes of a file in which its kind must be told */
const HEAD = 1 << 16
const LONGEST_REFERENCE = 400

/** A file of models, told by its beginning, for .xml and .json may be many things. */
export interface ModelFile {
  readonly path: string
  readonly format: 'citygml' | 'cityjson' | 'ifc' | 'landxml'
  /** reference that the file itself names; null when it names none */
  readonly declared: string | null
}

export interface ModelOptions {
  /** finest level of detail to take; null = the finest there is */
  readonly level: number | null
  /** reference of files that name none */
  readonly crs: string | null
  /** gives the CRS by the middle of a file's coordinates, which is where a local one is anchored */
  readonly locate: (x: number, y: number) => Crs
  /** where a file that cannot be used is told */
  readonly attempts: Attempts
}

interface Format {
  readonly extensions: readonly string[]
  readonly isOurs: (head: string) => boolean
  readonly reference: RegExp
}

const FORMATS: Readonly<Record<ModelFile['format'], Format>> = {
  citygml: {
    extensions: ['.gml', '.xml'],
    isOurs: (head) => /<(\w+:)?CityModel[\s>]/.test(head),
    reference: /srsName\s*=\s*["']([^"']+)/,
  },
  cityjson: {
    extensions: ['.json', '.cityjson', '.jsonl', '.cityjsonl'],
    isOurs: (head) => /"type"\s*:\s*"CityJSON"/.test(head) || /"CityObjects"\s*:/.test(head),
    reference: /"referenceSystem"\s*:\s*"([^"]+)"/,
  },
  landxml: {
    extensions: ['.xml', '.landxml'],
    isOurs: (head) => /<(\w+:)?LandXML[\s>]/.test(head),
    reference: /<(?:\w+:)?CoordinateSystem[^>]*epsgCode\s*=\s*["'](\d+)/,
  },
  ifc: {
    extensions: ['.ifc'],
    isOurs: () => true,
    reference: /IFCPROJECTEDCRS\s*\(\s*'(EPSG:\d+)/i,
  },
}

const READERS: Readonly<
  Record<ModelFile['format'], (path: string, survey: Survey, options: ModelOptions) => Promise<void>>
> = { citygml: readCityGml, cityjson: readCityJson, ifc: readIfc, landxml: readLandXml }

/** Extensions that files of models may have; those of .xml and .json are told by their beginning. */
export const MODEL_EXTENSIONS: readonly string[] = [
  ...new Set(Object.values(FORMATS).flatMap(({ extensions }) => extensions)),
]

/** The files of models among these; a file that cannot be read is left to the reader of its kind to tell. */
export async function modelFiles(paths: readonly string[]): Promise<ModelFile[]> {
  const found: ModelFile[] = []
  for (const path of paths) {
    const extension = extname(path).toLowerCase()
    const candidates = Object.entries(FORMATS).filter(([, { extensions }]) => extensions.includes(extension))
    if (candidates.length === 0) continue
    const head = await headOf(path)
    const [name, format] = candidates.find(([, { isOurs }]) => isOurs(head)) ?? []
    if (name && format)
      found.push({ path, format: name as ModelFile['format'], declared: await find(path, format.reference) })
  }
  return found
}

/** The first reference that one of the files names: a plane system that the twin knows, else as it is written. */
export function declaredReference(
  files: readonly ModelFile[],
): { readonly name: string; readonly vertical: string | null; readonly file: string } | null {
  for (const { path, declared } of files) {
    if (declared === null) continue
    const file = basename(path)
    // LandXML gives the bare number
    const name = /^\d+$/.test(declared) ? `EPSG:${declared}` : declared
    const reference = spatialReferenceOf(name, file)
    return { name: reference?.crs.name ?? name, vertical: reference?.vertical ?? null, file }
  }
  return null
}

/** Reads files of models; one that is broken is told, and the others are read. */
export async function readModelFiles(
  files: readonly ModelFile[],
  survey: Survey,
  options: ModelOptions,
): Promise<void> {
  for (const { path, format } of files) await options.attempts.run(() => READERS[format](path, survey, options))
}

async function headOf(path: string): Promise<string> {
  for await (const chunk of inputChunks(path)) return new TextDecoder().decode(chunk.subarray(0, HEAD))
  return ''
}

/** What a pattern takes out of a file, however far behind: CityJSON may have its reference at its end. */
async function find(path: string, pattern: RegExp): Promise<string | null> {
  const decoder = new TextDecoder('latin1')
  let text = ''
  for await (const chunk of inputChunks(path)) {
    text = text.slice(-LONGEST_REFERENCE) + decoder.decode(chunk, { stream: true })
    const found = pattern.exec(text)?.[1]
    if (found !== undefined) return found
  }
  return null
}
