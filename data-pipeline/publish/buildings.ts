import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { linkTree } from '../shard/link-tree.ts'
import type { SurveyBuilding } from '../survey.ts'
import type { Shape } from '../tile/feature.ts'
import { writeBuildings } from '../tile/write-buildings.ts'
import type { CityBuild } from './city-build.ts'
import type { Ground } from './ground.ts'
import { keepMade } from './keep-made.ts'

const FOLDER = 'buildings'

/**
 * Writes the outer shapes of buildings into the public grade, from the last build where none has changed, and tells which
 * could not be drawn.
 *
 * @returns  path of their tileset, null when there is none
 */
export async function writePublicBuildings(
  { survey, ground, geoid, kept }: Pick<CityBuild, 'survey' | 'ground' | 'geoid' | 'kept'>,
  directory: string,
): Promise<string | null> {
  const { buildings, findings } = survey
  const shapeOf = (index: number) => {
    const building = buildings[index]
    return building ? buildingShape(building, ground) : null
  }
  const hash = createHash('sha256').update(JSON.stringify(geoid))
  let unplaced = 0
  for (let index = 0; index < buildings.length; index++) {
    const shape = shapeOf(index)
    if (!shape) unplaced++
    if (shape?.kind === 'mesh') hash.update(shape.positions).update(shape.indices)
    else hash.update(JSON.stringify(shape))
  }
  const folder = join(kept, FOLDER)
  const { faults, path } = await keepMade(folder, hash.digest('hex'), async (temporary) => {
    const summary = await writeBuildings(buildings.length, shapeOf, { directory: join(temporary, FOLDER), geoid })
    return { faults: summary.faults, path: summary.path && `${FOLDER}/tileset.json` }
  })
  for (const { feature, rule, message } of faults)
    findings.add('error', rule, message, buildings[Number(feature.slice(1))]?.source ?? {})
  if (unplaced > 0) {
    const message = {
      zh: `${unplaced} 栋建筑没有地面高程，也没有地形可依，未绘制`,
      en: `${unplaced} buildings have no ground level and no terrain to stand on; not drawn`,
    }
    findings.add('error', 'building-without-ground', message, { value: unplaced })
  }
  if (path !== null) await linkTree(join(folder, FOLDER), join(directory, FOLDER))
  return path
}

/** Outer shape of a building; null where neither it nor a ground model says what it stands on. */
function buildingShape({ rings, ground: level, height, mesh }: SurveyBuilding, ground: Ground): Shape | null {
  if (mesh) return { kind: 'mesh', ...mesh }
  const first = rings[0]?.[0]
  const bottom = level ?? (first ? ground.at(first.lon, first.lat) : null)
  return bottom === null ? null : { kind: 'prism', rings, bottom, top: bottom + height }
}
