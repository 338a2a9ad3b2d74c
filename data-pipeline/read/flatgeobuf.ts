import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { deserializeStream } from 'flatgeobuf/lib/mjs/generic/featurecollection.js'
import { fromFeature, type IGeoJsonFeature } from 'flatgeobuf/lib/mjs/geojson/feature.js'
import type { HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js'
import { crsOf } from '../../src/domain/geo/crs.ts'
import { UnusableInput } from '../check/finding.ts'
import { inputSize } from './input-file.ts'
import { type Layer, type RawFeature, rawFeature } from './layer.ts'

const NO_GEOMETRY: { properties?: never; geometry: null } = { geometry: null }
const DAMAGED = { zh: '要素不可读，略去', en: 'the feature cannot be read; left out' }

/**
 * Opens a FlatGeobuf file; features are counted from 1, in the order of the file.
 *
 * @throws UnusableInput when it is no such file
 */
export async function openFlatGeobuf(path: string): Promise<Layer> {
  await inputSize(path)
  const header = await headerOf(path)
  return {
    path,
    label: basename(path),
    crs: crsOfHeader(header),
    hasGeometry: true,
    fields: async () => (header.columns ?? []).map(({ name }) => name),
    features: () => featuresOf(path, header.featuresCount),
  }
}

async function headerOf(path: string): Promise<HeaderMeta> {
  let header: HeaderMeta | null = null
  for await (const _ of read(path, (found) => {
    header = found
  })) {
    break
  }
  if (header) return header
  throw bad(path, 'no header')
}

async function* featuresOf(path: string, announced: number): AsyncGenerator<RawFeature> {
  let row = 0
  // the last one of a file that was cut is damaged by that
  let damaged: RawFeature | null = null
  for await (const feature of read(path, () => {})) {
    if (damaged) yield damaged
    row++
    damaged = feature.fault === DAMAGED ? feature : null
    if (!damaged) yield feature
  }
  if (!damaged && row >= announced) return
  const whole = damaged ? row - 1 : row
  const message = {
    zh: `文件不完整：应有 ${announced} 个要素，只有 ${whole} 个`,
    en: `the file is cut short: ${announced} features are announced, ${whole} are there`,
  }
  throw new UnusableInput('truncated', message, { file: basename(path), row })
}

async function* read(path: string, headerMetaFn: (header: HeaderMeta) => void): AsyncGenerator<RawFeature> {
  const stream = createReadStream(path)
  try {
    const features = deserializeStream(Readable.toWeb(stream) as ReadableStream, {
      headerMetaFn,
      // a feature that cannot be read must not end the file
      fromFeature: (id, feature, header) => {
        try {
          return feature.geometry() === null ? NO_GEOMETRY : fromFeature(id, feature, header)
        } catch {
          return {}
        }
      },
    }) as AsyncIterable<{ geometry?: IGeoJsonFeature['geometry'] | null; properties?: IGeoJsonFeature['properties'] }>
    let row = 0
    for await (const { geometry, properties } of features) {
      row++
      if (geometry === undefined) {
        yield rawFeature({ row, fault: DAMAGED })
        continue
      }
      const coordinates = geometry && 'coordinates' in geometry ? geometry.coordinates : null
      const read = geometry && { type: geometry.type, coordinates }
      yield rawFeature({ row, id: String(row), properties: properties ?? {}, geometry: read })
    }
  } catch (error) {
    if (error instanceof UnusableInput) throw error
    throw bad(path, error instanceof Error ? error.message : String(error))
  } finally {
    stream.destroy()
  }
}

function crsOfHeader({ crs }: HeaderMeta): string | null {
  if (!crs) return null
  const name = crs.code > 0 ? `EPSG:${crs.code}` : null
  if (name !== null && (crsOf(name) || !crs.wkt)) return name
  return crs.wkt
}

function bad(path: string, detail: string): UnusableInput {
  const message = {
    zh: `不是可读的 FlatGeobuf，或不完整：${detail}`,
    en: `not a readable FlatGeobuf, or cut short: ${detail}`,
  }
  return new UnusableInput('bad-flatgeobuf', message, { file: basename(path), expected: '.fgb' })
}
