import type { Findings } from '../check/finding.ts'
import type { Layer, RawFeature } from './layer.ts'
import { REPLACEMENT } from './table-source.ts'

type Vertex = readonly [x: number, y: number]

/** A feature of a network: one point, or one chain of vertices; x east first, in the CRS of its layer. */
export interface GeoFeature {
  readonly kind: 'point' | 'line'
  readonly row: number
  readonly id: string | null
  /** "#2" for the second of several chains of a feature, to put behind its key; '' when there is one */
  readonly part: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly vertices: readonly Vertex[]
}

/** Properties that a geometry with heights adds, for a mapping file to name: nothing says by itself what a z is of. */
const HEIGHTS = ['@z', '@start_z', '@end_z'] as const

/**
 * The points and lines of a layer. Told when `findings` is given: a feature with a bad geometry, which is left out; texts
 * with bytes that were not decoded; how many are neither point nor line; that heights of the geometry are used only where a mapping file names them.
 */
export async function* geoFeatures(layer: Layer, findings: Findings | null): AsyncGenerator<GeoFeature> {
  const file = layer.label
  let [others, heights, damaged, firstDamaged] = [0, 0, 0, 0]
  for await (const raw of layer.features()) {
    const { row } = raw
    const { geometry } = raw
    if (findings && isDamaged(raw)) {
      damaged++
      firstDamaged ||= row
    }
    if (!geometry || raw.fault) {
      const message = raw.fault ?? { zh: '要素没有几何，略去', en: 'feature without geometry; left out' }
      findings?.add('error', 'bad-geometry', message, { file, row })
      continue
    }
    const chains = chainsOf(geometry.type, geometry.coordinates)
    if (chains === 'other') others++
    else if (chains === null) {
      const message = { zh: '坐标为空、NaN 或不是数字，略去', en: 'coordinate empty, NaN or no number; left out' }
      const value = JSON.stringify(geometry.coordinates)?.slice(0, 80) ?? null
      findings?.add('error', 'bad-coordinate', message, { file, row, column: 'geometry', value, expected: '[x, y]' })
    } else {
      if (chains.some((chain) => chain.some((vertex) => vertex.length > 2))) heights++
      yield* featuresOf(raw, geometry.type.endsWith('Point') ? 'point' : 'line', chains)
    }
  }
  if (damaged > 0) {
    const message = {
      zh: `${damaged} 个要素的属性有不能解码的字节（自该行起），文字不可靠；请核对 .cpg 或编码`,
      en: `${damaged} features, from this one on, have bytes that cannot be decoded: their texts are unreliable; see the .cpg or encoding`,
    }
    findings?.add('error', 'undecodable', message, { file, row: firstDamaged })
  }
  if (others > 0) {
    const message = {
      zh: `${others} 个非线非点要素未读`,
      en: `${others} features that are neither line nor point were not read`,
    }
    findings?.add('note', 'other-geometry', message, { file, value: others })
  }
  if (heights === 0) return
  const message = {
    zh: `${heights} 个要素的几何带有高程，但未说明其含义；需要时在映射文件中以 ${HEIGHTS.join('、')} 指定`,
    en: `${heights} features have heights in their geometry, and nothing says of what; a mapping file can name them as ${HEIGHTS.join(', ')}`,
  }
  findings?.add('note', 'geometry-heights', message, { file, value: heights })
}

function isDamaged({ properties }: RawFeature): boolean {
  return Object.values(properties).some((value) => typeof value === 'string' && value.includes(REPLACEMENT))
}

function* featuresOf(
  { row, id, properties }: RawFeature,
  kind: GeoFeature['kind'],
  chains: readonly (readonly (readonly number[])[])[],
): Generator<GeoFeature> {
  for (const [part, chain] of chains.entries()) {
    const suffix = part > 0 ? `#${part + 1}` : ''
    const [first, last] = [chain[0]?.[2], chain.at(-1)?.[2]]
    const withHeights =
      first === undefined ? properties : { ...properties, '@z': first, '@start_z': first, '@end_z': last ?? null }
    const vertices = chain.map(([x = 0, y = 0]) => [x, y] as const)
    yield { kind, row, id, part: suffix, properties: withHeights, vertices }
  }
}

function chainsOf(type: string, coordinates: unknown): (readonly number[])[][] | null | 'other' {
  if (type === 'Point') return chain([coordinates], 1)
  if (type === 'LineString') return chain(coordinates, 2)
  if (type !== 'MultiLineString' && type !== 'MultiPoint') return 'other'
  if (!Array.isArray(coordinates) || coordinates.length === 0) return null
  const parts = coordinates.map((part) => (type === 'MultiPoint' ? chain([part], 1) : chain(part, 2))?.[0] ?? null)
  return parts.every((part) => part !== null) ? parts : null
}

function chain(coordinates: unknown, least: number): (readonly number[])[][] | null {
  if (!Array.isArray(coordinates) || coordinates.length < least) return null
  const vertices = coordinates.map((vertex) => {
    const [x, y, z] = Array.isArray(vertex) ? vertex : []
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null
    return Number.isFinite(z) ? [x, y, z] : [x, y]
  })
  return vertices.every((vertex) => vertex !== null) ? [vertices] : null
}
