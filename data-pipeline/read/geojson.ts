import { basename } from 'node:path'
import { z } from 'zod'
import { type Findings, UnusableInput } from '../check/finding.ts'
import { readInputText } from './input-file.ts'

/** JSON.parse holds the whole text: beyond this a GeoJSON file should be cut into several */
const LARGEST_BYTES = 400 * 1024 * 1024

const featureSchema = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.object({ type: z.string(), coordinates: z.unknown() }).nullable(),
})
const collectionSchema = z.object({
  type: z.literal('FeatureCollection'),
  crs: z.object({ properties: z.object({ name: z.string() }) }).nullish(),
  features: z.array(z.unknown()),
})

export interface GeoFeature {
  /** 1-based position in the file */
  readonly row: number
  readonly id: string | null
  readonly properties: Readonly<Record<string, unknown>>
  /** one chain of vertices, or one vertex for a point; x east first */
  readonly vertices: readonly (readonly [x: number, y: number])[]
}

export interface GeoFile {
  readonly file: string
  /** the deprecated but common `crs` member, as written; null when absent */
  readonly crs: string | null
  readonly lines: readonly GeoFeature[]
  readonly points: readonly GeoFeature[]
}

/**
 * Reads lines and points of a GeoJSON FeatureCollection. A feature with a bad geometry is reported and left out, other
 * geometries are counted in a note.
 *
 * @throws UnusableInput when it is empty, too large, or no FeatureCollection
 */
export async function readGeoJson(path: string, findings: Findings): Promise<GeoFile> {
  const file = basename(path)
  const collection = await readCollection(path, file)
  const lines: GeoFeature[] = []
  const points: GeoFeature[] = []
  let others = 0
  collection.features.forEach((raw, index) => {
    const row = index + 1
    const parsed = featureSchema.safeParse(raw)
    if (!parsed.success || !parsed.data.geometry) {
      const message = { zh: '要素没有几何或不合格式，略去', en: 'feature without geometry or malformed; left out' }
      findings.add('error', 'bad-geometry', message, { file, row })
      return
    }
    const { geometry, properties, id } = parsed.data
    const chains = chainsOf(geometry.type, geometry.coordinates)
    if (chains === 'other') others++
    else if (chains === null) {
      const message = { zh: '坐标为空、NaN 或不是数字，略去', en: 'coordinate empty, NaN or no number; left out' }
      const value = JSON.stringify(geometry.coordinates)?.slice(0, 80) ?? null
      findings.add('error', 'bad-coordinate', message, { file, row, column: 'geometry', value, expected: '[x, y]' })
    } else {
      chains.forEach((vertices, part) => {
        const suffix = chains.length > 1 ? `#${part + 1}` : ''
        const feature = { row, id: id === undefined ? null : `${id}${suffix}`, properties: properties ?? {}, vertices }
        if (geometry.type === 'Point') points.push(feature)
        else lines.push(feature)
      })
    }
  })
  if (others > 0) {
    const message = {
      zh: `${others} 个非线非点要素未读`,
      en: `${others} features that are neither line nor point were not read`,
    }
    findings.add('note', 'other-geometry', message, { file, value: others })
  }
  return { file, crs: collection.crs?.properties.name ?? null, lines, points }
}

async function readCollection(path: string, file: string) {
  const text = await readInputText(path, LARGEST_BYTES)
  try {
    const parsed = collectionSchema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new UnusableInput('bad-json', { zh: `不是合法的 JSON：${detail}`, en: `not JSON: ${detail}` }, { file })
  }
  throw new UnusableInput('no-features', { zh: '不是 FeatureCollection', en: 'not a FeatureCollection' }, { file })
}

function chainsOf(type: string, coordinates: unknown): (readonly [number, number])[][] | null | 'other' {
  if (type === 'Point') return vertices([coordinates], 1)
  if (type === 'LineString') return vertices(coordinates, 2)
  if (type !== 'MultiLineString') return 'other'
  if (!Array.isArray(coordinates)) return null
  const parts = coordinates.map((part) => vertices(part, 2)?.[0] ?? null)
  return parts.length > 0 && parts.every((part) => part !== null) ? parts : null
}

function vertices(coordinates: unknown, least: number): (readonly [number, number])[][] | null {
  if (!Array.isArray(coordinates) || coordinates.length < least) return null
  const chain = coordinates.map((vertex) => {
    const [x, y] = Array.isArray(vertex) ? vertex : []
    return Number.isFinite(x) && Number.isFinite(y) ? ([x, y] as const) : null
  })
  return chain.every((vertex) => vertex !== null) ? [chain] : null
}
