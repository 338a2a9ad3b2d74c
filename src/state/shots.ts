import { type AssetIndex, pathOf } from '../domain/asset/asset-index.ts'
import type { Focus, SceneConfig, Shot } from '../domain/config/scene-config.ts'
import { disciplines } from '../domain/disciplines/index.ts'
import type { Bounds, LonLatHeight } from '../domain/geo/coordinates.ts'
import { planLength, planPathLength } from '../domain/geo/ellipsoid.ts'
import type { AssetId } from '../domain/ids.ts'
import { GRADES } from '../domain/sensing/reading.ts'
import type { Alarm, Sensor } from '../ports/records.ts'
import type { Viewpoint } from '../ports/scene.ts'
import { lookAt } from './viewpoints.ts'

/** What is shown around an alarm [m]. */
const ALARM_RADIUS = 80
/** No nearer than this to a short asset [m]. */
const LEAST_RADIUS = 20
/** No farther from a city than this, in radii: a shot made for something small falls back to it. */
const CITY_DISTANCE = 1.75
const RADIANS = Math.PI / 180

/** The part of a scene config that a tour goes through. */
export type TourScene = Pick<SceneConfig, 'id' | 'name' | 'focus' | 'shots' | 'underground'>

/** What a shot is of, once it is known: the focus of its scene, or the city where there is no such thing. */
export type Subject =
  | { readonly on: 'city' }
  | { readonly on: 'alarm'; readonly alarmId: number }
  | {
      readonly on: 'asset'
      readonly id: AssetId
      /** null = not read yet, or it has none */
      readonly name: string | null
    }

/** A round region that cameras look at; headings count from `bearing`. */
export interface ShotTarget {
  readonly subject: Subject
  readonly at: LonLatHeight
  /** [m] */
  readonly radius: number
  /** degrees clockwise from north */
  readonly bearing: number
}

/** What a focus is looked up in; null = not read yet, so that the answer has to wait; 'failed' = it will not come. */
export interface ShotSources {
  readonly bounds: Bounds | null
  readonly alarms: readonly Alarm[] | 'failed' | null
  readonly sensors: readonly Sensor[] | 'failed' | null
  readonly assets: AssetIndex | 'failed' | null
}

/** The shots of all scenes in the order of the tour. */
export function shotsOf<Scene extends TourScene>(
  scenes: readonly Scene[],
): readonly { readonly scene: Scene; readonly shot: Shot }[] {
  return scenes.flatMap((scene) => scene.shots.map((shot) => ({ scene, shot })))
}

/** Place of the first shot of a scene in the tour; 0 when no shot is of it. */
export function firstShotOf(scenes: readonly TourScene[], sceneId: string): number {
  return Math.max(
    0,
    shotsOf(scenes).findIndex(({ scene }) => scene.id === sceneId),
  )
}

/** Where the cameras of a focus look; null while what it depends on has not been read. */
export function targetOf(focus: Focus, sources: ShotSources): ShotTarget | null {
  if (!sources.bounds) return null
  if (focus.on === 'alarm') return alarmTarget(sources, sources.bounds)
  if (focus.on === 'discipline') return assetTarget(sources, focus.discipline, sources.bounds)
  return cityTarget(sources.bounds)
}

/**
 * The camera of a shot.
 *
 * @param share  how far the shot has gone, 0…1
 */
export function shotView(shot: Shot, target: ShotTarget, share: number): Viewpoint {
  const heading = target.bearing + shot.heading + shot.turn * share
  const distance = target.subject.on === 'city' ? Math.min(shot.distance, CITY_DISTANCE) : shot.distance
  return lookAt(target.at, distance * target.radius, ((heading % 360) + 360) % 360, shot.pitch)
}

/** The open alarm that is told first: the gravest, the newest of equals. */
export function gravest(alarms: readonly Alarm[]): readonly Alarm[] {
  const urgency = ({ grade }: Alarm) => GRADES.indexOf(grade)
  return alarms
    .filter(({ closedAt }) => closedAt === null)
    .sort((a, b) => urgency(b) - urgency(a) || b.openedAt - a.openedAt)
}

function cityTarget([west, south, east, north]: Bounds): ShotTarget {
  const at = { lon: (west + east) / 2, lat: (south + north) / 2, height: 0 }
  const radius = Math.max(planLength(west, at.lat, east, at.lat), planLength(at.lon, south, at.lon, north)) / 2
  return { subject: { on: 'city' }, at, radius, bearing: 0 }
}

function alarmTarget({ alarms, sensors }: ShotSources, bounds: Bounds): ShotTarget | null {
  if (alarms === null || sensors === null) return null
  if (alarms === 'failed' || sensors === 'failed') return cityTarget(bounds)
  for (const { id, sensorId } of gravest(alarms)) {
    const sensor = sensors.find((candidate) => candidate.id === sensorId)
    if (sensor) return { subject: { on: 'alarm', alarmId: id }, at: sensor.at, radius: ALARM_RADIUS, bearing: 0 }
  }
  return cityTarget(bounds)
}

function assetTarget({ assets }: ShotSources, discipline: string, bounds: Bounds): ShotTarget | null {
  if (assets === null) return null
  if (assets === 'failed') return cityTarget(bounds)
  const code = disciplines.findIndex(({ id }) => id === discipline)
  let longest: { readonly gid: number; readonly length: number } | null = null
  assets.discipline.forEach((found, gid) => {
    if (found !== code || gid === 0) return
    const length = planPathLength(pathOf(assets, gid))
    if (length > (longest?.length ?? 0)) longest = { gid, length }
  })
  return longest ? alongAsset(assets, longest) : cityTarget(bounds)
}

/** Headings count from the direction of the axis, so that 90 looks at it from the side wherever it leads. */
function alongAsset(
  assets: AssetIndex,
  { gid, length }: { readonly gid: number; readonly length: number },
): ShotTarget {
  const path = pathOf(assets, gid)
  const [first, last] = [path[0], path.at(-1)]
  const middle = first && last ? halfway(first, last) : { lon: 0, lat: 0, height: 0 }
  const east = ((last?.lon ?? 0) - (first?.lon ?? 0)) * Math.cos(middle.lat * RADIANS)
  const north = (last?.lat ?? 0) - (first?.lat ?? 0)
  return {
    subject: { on: 'asset', id: assets.ids.at(gid) ?? '', name: null },
    at: middle,
    radius: Math.max(LEAST_RADIUS, length / 2),
    bearing: Math.atan2(east, north) / RADIANS,
  }
}

function halfway(a: LonLatHeight, b: LonLatHeight): LonLatHeight {
  return { lon: (a.lon + b.lon) / 2, lat: (a.lat + b.lat) / 2, height: (a.height + b.height) / 2 }
}
