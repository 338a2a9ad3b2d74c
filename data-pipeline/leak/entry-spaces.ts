import type { Crs } from '../../src/domain/geo/crs.ts'
import type { EntryRow } from '../../src/domain/records/rows.ts'
import { placesOf } from '../publish/places.ts'
import type { GroundModel } from '../survey.ts'
import type { GivenSpace } from './space-part.ts'

/** entries that lead to a space below ground; an underpass is a structure itself */
const BELOW = ['basement', 'substation', 'metro']
/** which of its doors an entry is */
const DOOR = /[A-Z0-9]{1,3}号?(出入)?口(?=[(（]|$)/i

/**
 * The basements and stations behind entries. Entries that are doors of one place (A口, B口) with one volume are one space, and
 * none of their own where a structure has the name of that place. How deep they lie nobody tells.
 *
 * @param structures  names of tunnels, galleries and boxes
 */
export function entrySpaces(
  entries: readonly EntryRow[],
  structures: ReadonlySet<string>,
  crs: Crs,
  ground: GroundModel,
): GivenSpace[] {
  const known = new Set<string>()
  return entries.flatMap(({ id, name, kind, volume_m3: volume, geometry }): GivenSpace[] => {
    const place = name.replace(DOOR, '')
    const at = placesOf(geometry)[0]
    const isDoor = place !== name && volume !== null && known.has(`${kind} ${place} ${volume}`)
    if (!BELOW.includes(kind) || structures.has(place) || isDoor || !at) return []
    known.add(`${kind} ${place} ${volume}`)
    const [x, y] = crs.fromLonLat(at.lon, at.lat)
    const middle: [number, number, number] = [x, y, Number.NaN]
    const nothing = Number.NaN
    return [
      {
        ...{ id, gid: 0, kind: 'basement', volume: volume ?? nothing, height: nothing, radius: nothing },
        ...{ from: middle, to: middle, ground: ground(at.lon, at.lat) ?? nothing, area: nothing, length: nothing },
      },
    ]
  })
}
