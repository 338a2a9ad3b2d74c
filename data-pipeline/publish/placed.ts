import type { AssetKind } from '../../src/domain/asset/asset.ts'
import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import { planLength } from '../../src/domain/geo/ellipsoid.ts'
import type { OtherAsset } from '../ingest/other-assets.ts'
import { DEFAULT_DEPTH } from '../shard/place-shard.ts'
import type { SurveyDevice, SurveyModel, SurveyStructure } from '../survey.ts'
import type { Ground } from './ground.ts'
import { planOutline } from './plan-outline.ts'

/** An asset that is no line and no point, at its place in the drawing. */
export interface PlacedAsset {
  readonly id: string
  readonly gid: number
  readonly kind: AssetKind
  readonly discipline: string
  /** of a model: its outline in plan, closed */
  readonly path: readonly LonLatHeight[]
  readonly middle: LonLatHeight
  /** plan length on the ellipsoid [m]; null for devices and models */
  readonly length: number | null
  readonly of: OtherAsset['of']
}

/**
 * Puts structures, models and devices at their drawing places.
 *
 * @param heightAt  H of the axis that meets at a point, by its running number; undefined where no line does
 */
export function placeAssets(
  others: readonly OtherAsset[],
  ground: Ground,
  heightAt: (point: number) => number | undefined,
): PlacedAsset[] {
  return others.map((asset) => {
    const { of, id, gid } = asset
    const { discipline } = asset
    const own = { id, gid, discipline, kind: 'structure', of } as const
    if (of.type === 'device') return { ...own, ...placeDevice(of.device, of.ends, ground, heightAt) }
    return { ...own, ...(of.type === 'structure' ? placeStructure(of.structure) : placeModel(of.model)) }
  })
}

type Placement = Pick<PlacedAsset, 'path' | 'middle' | 'length'>

function placeDevice(
  device: SurveyDevice,
  ends: readonly [start: number, end: number],
  ground: Ground,
  heightAt: (point: number) => number | undefined,
): Placement {
  const height = (point: number, at: { lon: number; lat: number }) =>
    heightAt(point) ?? (ground.at(at.lon, at.lat) ?? 0) - DEFAULT_DEPTH
  const [first, last] = [device.path[0], device.path.at(-1)]
  if (!first || !last) throw new Error(`placeDevice: ${device.key} has no path`)
  const path = device.path.map(({ lon, lat }, index) => {
    const point = index < device.path.length / 2 ? ends[0] : ends[1]
    return { lon, lat, height: height(point, index === 0 ? first : last) }
  })
  return { path, middle: middleOf(path, null), length: null }
}

function placeStructure(structure: SurveyStructure): Placement {
  const path = structure.path.map(({ lon, lat, height }) => ({ lon, lat, height }))
  const stations = [0]
  path.forEach((at, index) => {
    const before = path[index - 1]
    if (before) stations.push((stations[index - 1] ?? 0) + planLength(before.lon, before.lat, at.lon, at.lat))
  })
  return { path, middle: middleOf(path, stations), length: stations.at(-1) ?? 0 }
}

function placeModel(model: SurveyModel): Placement {
  return { ...planOutline(model.mesh.positions), length: null }
}

/** The place half-way along a path. */
function middleOf(path: readonly LonLatHeight[], stations: readonly number[] | null): LonLatHeight {
  const half = stations ? (stations.at(-1) ?? 0) / 2 : 0
  const next = stations && half > 0 ? stations.findIndex((station) => station >= half) : Math.floor(path.length / 2)
  const [a, b] = [path[Math.max(next - 1, 0)], path[next]]
  if (!a || !b) throw new Error('middleOf: empty path')
  const span = stations ? (stations[next] ?? 0) - (stations[next - 1] ?? 0) : 0
  const share = span > 0 && stations ? (half - (stations[next - 1] ?? 0)) / span : 0.5
  const mix = (from: number, to: number) => from + (to - from) * share
  return { lon: mix(a.lon, b.lon), lat: mix(a.lat, b.lat), height: mix(a.height, b.height) }
}
