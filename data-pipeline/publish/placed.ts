import type { AssetKind } from '../../src/domain/asset/asset.ts'
import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import { planLength } from '../../src/domain/geo/ellipsoid.ts'
import { assetId } from '../../src/domain/ids.ts'
import type { LineEnd, Survey, SurveyDevice, SurveyLine, SurveyModel, SurveyPoint, SurveyStructure } from '../survey.ts'
import type { Ground } from './ground.ts'
import { planOutline } from './plan-outline.ts'

/** drawn so deep below ground when neither depth nor level is known [m]; stated in the report */
export const DEFAULT_DEPTH = 1
/** half the height of a line whose size is not known [m], to place its axis */
const UNKNOWN_HALF_HEIGHT = 0.05

/** One asset at its place in the drawing: H of the axis of lines, of the middle of points. */
export interface PlacedAsset {
  readonly id: string
  readonly kind: AssetKind
  readonly discipline: string
  /** of a model: its outline in plan, closed */
  readonly path: readonly LonLatHeight[]
  readonly middle: LonLatHeight
  /** the drawing's level is a default, because the survey gives none */
  readonly isAssumed: boolean
  /** plan length on the ellipsoid [m]; null for points and models */
  readonly length: number | null
  readonly of:
    | { readonly type: 'line'; readonly line: SurveyLine }
    | { readonly type: 'point'; readonly point: SurveyPoint; readonly lowest: number | null; readonly widest: number }
    | { readonly type: 'device'; readonly device: SurveyDevice }
    | { readonly type: 'structure'; readonly structure: SurveyStructure }
    | { readonly type: 'model'; readonly model: SurveyModel }
}

/** Puts every asset of a survey at its drawing place, lines first. */
export function placeAssets(survey: Survey, ground: Ground): PlacedAsset[] {
  const idOf = namer(survey)
  const lines = survey.lines.map((line) => placeLine(idOf.line(line), line, ground))
  const meetings = meetingsOf(lines)
  return [
    ...lines,
    ...survey.points.map((point) =>
      placePoint(idOf.other(point), point, meetings.get(`${point.discipline}/${point.key}`), ground),
    ),
    ...survey.devices.map((device) => placeDevice(idOf.device(device), device, meetings, ground)),
    ...survey.structures.map((structure) => placeStructure(idOf.other(structure), structure)),
    ...survey.models.map((model) => placeModel(idOf.other(model), model)),
  ]
}

/** The ids that `placeAssets` gives, without placing. */
export function assetIdsOf(survey: Survey): Set<string> {
  const idOf = namer(survey)
  const ids = new Set<string>()
  for (const line of survey.lines) ids.add(idOf.line(line))
  for (const asset of [...survey.points, ...survey.structures, ...survey.models]) ids.add(idOf.other(asset))
  for (const device of survey.devices) ids.add(idOf.device(device))
  return ids
}

/** SWMM names links and nodes apart: a link that is called like a node gets a key of its own. */
function namer({ city, points }: Survey) {
  const taken = new Map<string, Set<string>>()
  for (const { discipline, key } of points) taken.set(discipline, (taken.get(discipline) ?? new Set()).add(key))
  return {
    line: ({ discipline, key }: SurveyLine) =>
      assetId(city, discipline, taken.get(discipline)?.has(key) ? `${key}~link` : key),
    device: ({ discipline, kind, key }: SurveyDevice) => assetId(city, discipline, `${kind}-${key}`),
    other: ({ discipline, key }: SurveyPoint | SurveyStructure | SurveyModel) => assetId(city, discipline, key),
  }
}

function placeLine(id: string, line: SurveyLine, ground: Ground): PlacedAsset {
  const half = line.section && line.section.height > 0 ? line.section.height / 2 : UNKNOWN_HALF_HEIGHT
  const toAxis = line.reference === 'crown' ? -(line.wall ?? 0) - half : half
  const first = line.path[0]
  const last = line.path.at(-1)
  if (!first || !last) throw new Error(`placeLine: ${line.key} has no path`)
  const level = (end: LineEnd, at: { lon: number; lat: number }) =>
    end.level ?? (ground.at(at.lon, at.lat) ?? end.ground ?? 0) - (end.depth ?? DEFAULT_DEPTH)
  const [startLevel, endLevel] = [level(line.start, first) + toAxis, level(line.end, last) + toAxis]
  const stations = [0]
  line.path.forEach((at, index) => {
    const before = line.path[index - 1]
    if (before) stations.push((stations[index - 1] ?? 0) + planLength(before.lon, before.lat, at.lon, at.lat))
  })
  const length = stations.at(-1) ?? 0
  const path = line.path.map(({ lon, lat }, index) => {
    const share = length > 0 ? (stations[index] ?? 0) / length : index / (line.path.length - 1)
    return { lon, lat, height: startLevel + (endLevel - startLevel) * share }
  })
  return {
    id,
    kind: 'line',
    discipline: line.discipline,
    path,
    middle: middleOf(path, stations),
    isAssumed: line.start.level === null || line.end.level === null,
    length,
    of: { type: 'line', line },
  }
}

interface Meeting {
  readonly heights: number[]
  lowest: number
  widest: number
}

/** What meets at each point: axis heights, the lowest bottom and the widest outer half of its lines. */
function meetingsOf(lines: readonly PlacedAsset[]): Map<string, Meeting> {
  const meetings = new Map<string, Meeting>()
  for (const { of, path } of lines) {
    if (of.type !== 'line') continue
    const { line } = of
    const half = (line.section ? Math.max(line.section.height, line.section.width) / 2 : 0) + (line.wall ?? 0)
    for (const [key, at] of [
      [line.startPoint, path[0]],
      [line.endPoint, path.at(-1)],
    ] as const) {
      if (key === null || !at) continue
      const name = `${line.discipline}/${key}`
      const meeting = meetings.get(name) ?? { heights: [], lowest: Infinity, widest: 0 }
      meetings.set(name, meeting)
      meeting.heights.push(at.height)
      meeting.lowest = Math.min(meeting.lowest, at.height - half)
      meeting.widest = Math.max(meeting.widest, half)
    }
  }
  return meetings
}

function placePoint(id: string, point: SurveyPoint, meeting: Meeting | undefined, ground: Ground): PlacedAsset {
  const { lon, lat } = point
  const mean = meeting ? meeting.heights.reduce((sum, height) => sum + height, 0) / meeting.heights.length : null
  const known = mean ?? (point.bottom !== null && point.ground !== null ? (point.bottom + point.ground) / 2 : null)
  const height = known ?? point.ground ?? ground.at(lon, lat) ?? 0
  return {
    id,
    kind: 'point',
    discipline: point.discipline,
    path: [{ lon, lat, height }],
    middle: { lon, lat, height },
    isAssumed: known === null && point.ground === null,
    length: null,
    of: { type: 'point', point, lowest: meeting ? meeting.lowest : null, widest: meeting?.widest ?? 0 },
  }
}

function placeDevice(
  id: string,
  device: SurveyDevice,
  meetings: ReadonlyMap<string, Meeting>,
  ground: Ground,
): PlacedAsset {
  const height = (key: string, at: { lon: number; lat: number }) => {
    const heights = meetings.get(`${device.discipline}/${key}`)?.heights
    return heights?.[0] ?? (ground.at(at.lon, at.lat) ?? 0) - DEFAULT_DEPTH
  }
  const [first, last] = [device.path[0], device.path.at(-1)]
  if (!first || !last) throw new Error(`placeDevice: ${device.key} has no path`)
  const path = device.path.map(({ lon, lat }, index) => {
    const key = index < device.path.length / 2 ? device.startPoint : device.endPoint
    return { lon, lat, height: height(key, index === 0 ? first : last) }
  })
  return {
    id,
    kind: 'structure',
    discipline: device.discipline,
    path,
    middle: middleOf(path, null),
    isAssumed: true,
    length: null,
    of: { type: 'device', device },
  }
}

function placeStructure(id: string, structure: SurveyStructure): PlacedAsset {
  const path = structure.path.map(({ lon, lat, height }) => ({ lon, lat, height }))
  const stations = [0]
  path.forEach((at, index) => {
    const before = path[index - 1]
    if (before) stations.push((stations[index - 1] ?? 0) + planLength(before.lon, before.lat, at.lon, at.lat))
  })
  return {
    id,
    kind: 'structure',
    discipline: structure.discipline,
    path,
    middle: middleOf(path, stations),
    isAssumed: false,
    length: stations.at(-1) ?? 0,
    of: { type: 'structure', structure },
  }
}

function placeModel(id: string, model: SurveyModel): PlacedAsset {
  const { path, middle } = planOutline(model.mesh.positions)
  const { discipline } = model
  return {
    id,
    kind: 'structure',
    discipline,
    path,
    middle,
    isAssumed: false,
    length: null,
    of: { type: 'model', model },
  }
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
