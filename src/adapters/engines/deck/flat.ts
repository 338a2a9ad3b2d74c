import type { DeckProps, Layer } from '@deck.gl/core'
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers'
import { ASSET_KINDS, type AssetKind } from '../../../domain/asset/asset.ts'
import { type AssetIndex, decodeAssetIndex } from '../../../domain/asset/asset-index.ts'
import type { TileSource } from '../../../ports/scene.ts'

/** places are dots of half a metre; from farther away than this they would only blur the lines they sit on */
const POINT_ZOOM = 15
/** before the first paint */
const UNPAINTED = 0xff8c8278
/** with no width in the extract a line is drawn as wide as a middling pipe, never thinner than can be followed */
const LINE = { getWidth: 0.6, widthMinPixels: 1.6, widthMaxPixels: 7 }
const STRUCTURE = { getWidth: 8, widthMinPixels: 3, widthMaxPixels: 40 }
const POINT = { getRadius: 0.7, radiusMinPixels: 2, radiusMaxPixels: 7 }
const BYTES_PER_COLOR = 4

type ColorBuffer = ReturnType<Device['createBuffer']>
export type Device = Parameters<NonNullable<DeckProps['onDeviceInitialized']>>[0]

/** The assets of a flat extract as layers that are built once; a paint only replaces their colours. */
export interface FlatLayers {
  layers(isVisible: boolean, zoom: number): Layer[]
  /** takes colours by gid */
  paint(rgba: Uint8Array): void
  /** gid and id behind a picked object of one of these layers; null when the layer is none of these */
  assetOf(layerId: string, index: number): { readonly gid: number; readonly id: string } | null
  remove(): void
}

/**
 * Reads a flat extract under its grant.
 *
 * @throws Error when the file is refused also after the grant was renewed, or is no flat extract
 */
export async function loadFlat(source: TileSource & { form: 'flat' }, device: Device): Promise<FlatLayers> {
  let response = await fetch(source.url)
  if (response.status === 403 && source.renewGrant) {
    await source.renewGrant()
    response = await fetch(source.url)
  }
  if (!response.ok) throw new Error(`${source.url}: HTTP ${response.status}`)
  return flatLayers(source.id, decodeAssetIndex(await response.arrayBuffer()), device)
}

function flatLayers(sourceId: string, index: AssetIndex, device: Device): FlatLayers {
  const structures = pathPart(`${sourceId}/structures`, index, 'structure', device)
  const lines = pathPart(`${sourceId}/lines`, index, 'line', device)
  const points = pointPart(`${sourceId}/points`, index, device)
  const parts = [structures, lines, points]
  let drawn: Layer[] = []
  return {
    layers(isVisible, zoom) {
      const path = { positionFormat: 'XY', _pathType: 'open', pickable: true, visible: isVisible } as const
      drawn = [
        new AssetPathLayer({ ...path, ...STRUCTURE, id: structures.id, data: structures.data }),
        new AssetPathLayer({ ...path, ...LINE, id: lines.id, data: lines.data }),
        new AssetPointLayer({
          ...POINT,
          id: points.id,
          data: points.data,
          positionFormat: 'XY',
          pickable: true,
          visible: isVisible && zoom >= POINT_ZOOM,
        }),
      ]
      return drawn
    },
    paint(rgba) {
      // a copy: a view of bytes need not begin where a number may
      const colors = new Uint32Array(rgba.slice().buffer)
      for (const { gidOfVertex, buffer } of parts) buffer.write(colorsOf(gidOfVertex, (gid) => colors[gid] ?? 0))
      for (const layer of drawn) layer.setNeedsRedraw()
    },
    assetOf(layerId, object) {
      const gid = parts.find(({ id }) => id === layerId)?.gids[object]
      return gid === undefined ? null : { gid, id: index.ids.at(gid) ?? '' }
    },
    remove() {
      for (const { buffer } of parts) buffer.destroy()
    },
  }
}

/** Objects of one layer, the gid of each and of each of its vertices, and their colours on the GPU. */
interface Part {
  readonly id: string
  readonly gids: readonly number[]
  readonly gidOfVertex: Uint32Array
  readonly buffer: ColorBuffer
  readonly data: {
    length: number
    startIndices?: Uint32Array
    attributes: Record<string, ColorBuffer | { value: Float64Array; size: number }>
  }
}

function pathPart(id: string, index: AssetIndex, kind: AssetKind, device: Device): Part {
  const { pathStart, path } = index
  const count = (gid: number) => (pathStart[gid + 1] ?? 0) - (pathStart[gid] ?? 0)
  const gids = gidsOf(index, kind).filter((gid) => count(gid) >= 2)
  const startIndices = new Uint32Array(gids.length + 1)
  gids.forEach((gid, i) => {
    startIndices[i + 1] = (startIndices[i] ?? 0) + count(gid)
  })
  const vertices = startIndices[gids.length] ?? 0
  const positions = new Float64Array(2 * vertices)
  const gidOfVertex = new Uint32Array(vertices)
  gids.forEach((gid, i) => {
    const [from, to] = [startIndices[i] ?? 0, pathStart[gid] ?? 0]
    gidOfVertex.fill(gid, from, startIndices[i + 1])
    for (let vertex = 0; vertex < count(gid); vertex += 1) {
      positions[2 * (from + vertex)] = path[3 * (to + vertex)] ?? 0
      positions[2 * (from + vertex) + 1] = path[3 * (to + vertex) + 1] ?? 0
    }
  })
  const buffer = colorBuffer(device, gidOfVertex)
  const attributes = { getPath: { value: positions, size: 2 }, instanceColors: buffer }
  return { id, gids, gidOfVertex, buffer, data: { length: gids.length, startIndices, attributes } }
}

function pointPart(id: string, index: AssetIndex, device: Device): Part {
  const gids = gidsOf(index, 'point')
  const positions = new Float64Array(2 * gids.length)
  gids.forEach((gid, i) => {
    positions[2 * i] = index.lon[gid] ?? 0
    positions[2 * i + 1] = index.lat[gid] ?? 0
  })
  const gidOfVertex = Uint32Array.from(gids)
  const buffer = colorBuffer(device, gidOfVertex)
  const attributes = { getPosition: { value: positions, size: 2 }, instanceFillColors: buffer }
  return { id, gids, gidOfVertex, buffer, data: { length: gids.length, attributes } }
}

function gidsOf(index: AssetIndex, kind: AssetKind): number[] {
  const code = ASSET_KINDS.indexOf(kind)
  const gids: number[] = []
  for (let gid = 1; gid < index.kind.length; gid += 1)
    if (index.kind[gid] === code && index.ids.has(gid)) gids.push(gid)
  return gids
}

function colorBuffer(device: Device, gidOfVertex: Uint32Array): ColorBuffer {
  const data = colorsOf(gidOfVertex, () => UNPAINTED)
  // the last segment of a path reads one vertex beyond its end
  const buffer = device.createBuffer({ byteLength: data.byteLength + BYTES_PER_COLOR })
  buffer.write(data)
  return buffer
}

function colorsOf(gidOfVertex: Uint32Array, colorOf: (gid: number) => number): Uint32Array {
  const colors = new Uint32Array(gidOfVertex.length)
  for (let vertex = 0; vertex < colors.length; vertex += 1) colors[vertex] = colorOf(gidOfVertex[vertex] ?? 0)
  return colors
}

/** What is painted with alpha 0 takes no part in the picture, and so none in a pick. */
class AssetPathLayer extends PathLayer {
  static override layerName = 'AssetPathLayer'
  override getShaders(): unknown {
    return { ...super.getShaders(), inject: hiddenBy('instanceColors') }
  }
}

class AssetPointLayer extends ScatterplotLayer {
  static override layerName = 'AssetPointLayer'
  override getShaders(): unknown {
    return { ...super.getShaders(), inject: hiddenBy('instanceFillColors') }
  }
}

/** Every corner at one place outside the picture: nothing is left to draw. */
function hiddenBy(color: string): Record<string, string> {
  return { 'vs:#main-end': `if (${color}.a == 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);` }
}
