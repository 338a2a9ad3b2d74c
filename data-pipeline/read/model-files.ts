import { basename, extname } from 'node:path'
import { type Finding, UnusableInput } from '../check/finding.ts'
import type { Survey } from '../survey.ts'
import { readCityGml } from './citygml/read-citygml.ts'
import { inputChunks } from './input-file.ts'
import { modelSink } from './model-sink.ts'
import { type SpatialReference, spatialReferenceOf } from './spatial-reference.ts'

/** bytes of a file in which its kind and its reference must be told */
const HEAD = 1 << 16

/** A file of models, told by its beginning, for .xml and .json may be many things. */
export interface ModelFile {
  readonly path: string
  readonly format: 'citygml'
  /** reference that the file itself names; null when it names none */
  readonly declared: string | null
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
}

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
      found.push({ path, format: name as ModelFile['format'], declared: format.reference.exec(head)?.[1] ?? null })
  }
  return found
}

/** The first reference that one of the files names and the twin knows. */
export function declaredReference(files: readonly ModelFile[]): (SpatialReference & { readonly file: string }) | null {
  for (const { path, declared } of files) {
    if (declared === null) continue
    const file = basename(path)
    const reference = spatialReferenceOf(declared, file)
    if (reference) return { ...reference, file }
  }
  return null
}

/**
 * Reads files of models. One that is broken is a finding and the others are read; alone it stops the run.
 *
 * @throws UnusableInput when the only file cannot be used
 */
export async function readModelFiles(
  files: readonly ModelFile[],
  survey: Survey,
  options: { readonly level: number | null; readonly crs: string | null; readonly isAlone: boolean },
): Promise<void> {
  const models = modelSink(survey)
  for (const { path } of files) {
    try {
      await readCityGml(path, survey, models, options)
    } catch (error) {
      if (!(error instanceof UnusableInput) || options.isAlone) throw error
      const { severity, rule, message, ...place }: Finding = error.finding
      survey.findings.add(severity, rule, message, place)
    }
  }
}

async function headOf(path: string): Promise<string> {
  for await (const chunk of inputChunks(path)) return new TextDecoder().decode(chunk.subarray(0, HEAD))
  return ''
}
