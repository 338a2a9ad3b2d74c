import type { LonLat } from '../../src/domain/geo/coordinates.ts'
import type { Crs } from '../../src/domain/geo/crs.ts'
import type { FloodSurface, Rings, SurfaceClass } from '../../src/domain/inundation/flood-surface.ts'
import { onPlane, rounded } from '../publish/city-plane.ts'
import type { Survey } from '../survey.ts'
import { landOf, ROAD, UNTOLD_LAND } from './roughness.ts'
import type { Street } from './streets.ts'

const WATER = /^(sea|water)$/

/**
 * What covers the ground of a city: land use as far as its words are known, roads over it, and water over those, because
 * a bridge does not pave the river.
 *
 * @returns  with it the words of land use that are not known, each with its areas
 */
export function surfaceOf(
  { landCover, buildings }: Pick<Survey, 'landCover' | 'buildings'>,
  streets: readonly Street[],
  crs: Crs,
): { readonly surface: FloodSurface; readonly unknown: ReadonlyMap<string, number> } {
  const classes: SurfaceClass[] = []
  const kindOf = (land: SurfaceClass) => {
    const known = classes.indexOf(land)
    return known >= 0 ? known : classes.push(land) - 1
  }
  const ringsOf = (rings: readonly (readonly LonLat[])[]): Rings =>
    rings.map((ring) => ring.flatMap((place) => onPlane(crs, place)))
  const unknown = new Map<string, number>()
  const covers = landCover.flatMap(({ class: word, polygons }) => {
    const land = landOf(word)
    if (!land) unknown.set(word, (unknown.get(word) ?? 0) + polygons.length)
    return land ? polygons.map((rings) => ({ land, rings: ringsOf(rings) })) : []
  })
  const isWater = ({ land }: { readonly land: SurfaceClass }) => WATER.test(land.name)
  const roads = streets.flatMap((street) => bandOf(street).map((ring) => ({ land: ROAD, rings: [ring] })))
  const areas = [...covers.filter((cover) => !isWater(cover)), ...roads, ...covers.filter(isWater)]
  return {
    surface: {
      base: UNTOLD_LAND,
      areas: areas.map(({ land, rings }) => ({ kind: kindOf(land), rings })),
      classes,
      buildings: buildings.map(({ rings, height, roofTo }) => ({
        height,
        roofTo: roofTo ?? '',
        rings: ringsOf(rings),
      })),
    },
    unknown,
  }
}

/** A street as one rectangle a stretch of its axis. */
function bandOf({ axis, width_m }: Street): number[][] {
  return axis.slice(1).flatMap(([x, y], i) => {
    const [fromX, fromY] = axis[i] ?? [x, y]
    const length = Math.hypot(x - fromX, y - fromY)
    if (length === 0) return []
    const [dx, dy] = [(((y - fromY) / length) * width_m) / 2, ((-(x - fromX) / length) * width_m) / 2]
    return [[fromX + dx, fromY + dy, x + dx, y + dy, x - dx, y - dy, fromX - dx, fromY - dy].map(rounded)]
  })
}
