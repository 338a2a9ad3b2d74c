import { basename } from 'node:path'
import { z } from 'zod'
import { UnusableInput } from '../check/finding.ts'
import { inputChunks, inputHead, inputSize, LARGEST_TEXT } from './input-file.ts'
import { BrokenJson, jsonParts } from './json-parts.ts'
import { type Layer, type RawFeature, rawFeature } from './layer.ts'
import { extensionOf } from './table-source.ts'

const FEATURES = 'features'
/** one feature a line, with or without the record separator of RFC 8142 before it */
const SEQUENCES = ['.geojsonl', '.geojsons', '.ndjson', '.jsonl']
const RECORD_SEPARATOR = '\u001E'
const MALFORMED = { zh: '要素不合格式，略去', en: 'malformed feature; left out' }

const crsSchema = z.object({ properties: z.object({ name: z.string() }) })

/** What one run through a file finds without parsing its features. */
interface Overview {
  readonly encoding: 'utf-8' | 'gb18030'
  readonly crs: string | null
}

/**
 * Opens a GeoJSON FeatureCollection, or a sequence of features (RFC 8142, or one a line), of any size; features are
 * counted from 1. The deprecated but common `crs` member is read wherever it stands.
 *
 * @throws UnusableInput when it is empty, no JSON, cut short, or no FeatureCollection
 */
export async function openGeoJson(path: string): Promise<Layer> {
  const { encoding, crs } = await overviewOf(path)
  const features = () => featuresOf(path, encoding)
  return {
    path,
    label: basename(path),
    crs,
    hasGeometry: true,
    fields: async () => {
      const names = new Set<string>()
      for await (const { properties } of features()) for (const name of Object.keys(properties)) names.add(name)
      return [...names]
    },
    features,
  }
}

async function overviewOf(path: string): Promise<Overview> {
  await inputSize(path)
  await inputHead(path)
  const encoding = await encodingOf(path)
  if (isSequence(path)) return { encoding, crs: null }
  const file = basename(path)
  const members = new Map<string, unknown>()
  let hasFeatures = false
  try {
    for await (const part of jsonParts(textOf(path, encoding), FEATURES, LARGEST_TEXT)) {
      if (part.kind === 'element') hasFeatures = true
      else members.set(part.key, part.key === 'type' || part.key === 'crs' ? JSON.parse(part.text) : null)
    }
  } catch (error) {
    throw badJson(file, error)
  }
  if (members.get('type') !== 'FeatureCollection' || (!hasFeatures && members.has(FEATURES))) {
    throw new UnusableInput('no-features', { zh: '不是 FeatureCollection', en: 'not a FeatureCollection' }, { file })
  }
  const crs = crsSchema.safeParse(members.get('crs'))
  return { encoding, crs: crs.success ? crs.data.properties.name : null }
}

async function* featuresOf(path: string, encoding: Overview['encoding']): AsyncGenerator<RawFeature> {
  const texts = isSequence(path) ? linesOf(textOf(path, encoding)) : elementsOf(path, encoding)
  let row = 0
  for await (const text of texts) {
    row++
    yield rawFeature({ row, ...(partsOf(parse(text)) ?? { fault: MALFORMED }) })
  }
}

/** By hand: a schema for each of a million features takes as long as everything else. */
function partsOf(value: unknown): Pick<RawFeature, 'id' | 'properties' | 'geometry'> | null {
  if (!isRecord(value) || value.type !== 'Feature') return null
  const { id, properties, geometry } = value
  if (properties !== null && !isRecord(properties)) return null
  if (geometry !== null && !(isRecord(geometry) && typeof geometry.type === 'string')) return null
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : null,
    properties: properties ?? {},
    geometry: geometry && { type: String(geometry.type), coordinates: geometry.coordinates },
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function* elementsOf(path: string, encoding: Overview['encoding']): AsyncGenerator<string> {
  try {
    for await (const part of jsonParts(textOf(path, encoding), FEATURES, LARGEST_TEXT)) {
      if (part.kind === 'element') yield part.text
    }
  } catch (error) {
    throw badJson(basename(path), error)
  }
}

/** Lines that hold something; a separator counts as a line break. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk.replaceAll(RECORD_SEPARATOR, '\n')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield line
  }
  if (rest.trim() !== '') yield rest
}

function isSequence(path: string): boolean {
  return SEQUENCES.includes(extensionOf(path))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** JSON is UTF-8 by its standard; what is not comes from a Chinese system. */
async function encodingOf(path: string): Promise<Overview['encoding']> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of inputChunks(path)) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof UnusableInput) throw error
    return 'gb18030'
  }
}

async function* textOf(path: string, encoding: Overview['encoding']): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of inputChunks(path)) {
    const text = decoder.decode(chunk, { stream: true })
    if (text) yield text
  }
  const rest = decoder.decode()
  if (rest) yield rest
}

function badJson(file: string, error: unknown): Error {
  if (!(error instanceof BrokenJson) && !(error instanceof SyntaxError)) {
    return error instanceof Error ? error : new Error(String(error))
  }
  const after = error instanceof BrokenJson ? error.elements : null
  const message = {
    zh: `不是合法的 JSON${after === null ? '' : `（第 ${after} 个要素之后）`}：${error.message}`,
    en: `not JSON${after === null ? '' : ` (after feature ${after})`}: ${error.message}`,
  }
  return new UnusableInput('bad-json', message, { file, row: after })
}
