import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Crs } from '../../src/domain/geo/crs.ts'
import type { FloodPlan } from '../../src/domain/inundation/flood-plan.ts'
import type { CityBuild } from '../publish/city-build.ts'
import { onPlane, rounded } from '../publish/city-plane.ts'
import type { PlacedAsset } from '../publish/placed.ts'
import type { ToldParts } from '../publish/told-parts.ts'
import { drainageOf, type GivenPump } from './drainage.ts'
import { DRAINAGE_DISCIPLINES, openingOf } from './drainage-part.ts'
import { gateOf } from './gates.ts'
import type { Waters } from './waters.ts'
import { writeInp } from './write-inp.ts'

const FILE = 'drainage.inp'
const PUMP = '泵'
/** a rim that is surveyed so far from the DEM lets the street's water in too early or too late [m] */
const RIM_DIFFERS = 0.3
const OUTSIDE = {
  zh: '井口处没有地形高程，不与地面交换',
  en: 'no DEM at the rim: nothing passes there between street and sewer',
}

interface Situation {
  readonly crs: Crs
  readonly waters: Waters
  readonly missing: ToldParts
  readonly assumed: ToldParts
}

/** Writes the sewers that carry rain as `drainage.inp`; null when there are none. */
export async function writeDrainage(
  { survey, shards, others, ground }: Pick<CityBuild, 'survey' | 'shards' | 'others' | 'ground'>,
  { crs, waters, missing, assumed }: Situation,
  directory: string,
): Promise<FloodPlan['drainage']> {
  const files = (kind: string) => shards.map(({ folder }) => join(folder, `drainage.${kind}`))
  const pumps = others.flatMap(pumpOf)
  const gates = others.filter(isOtherDevice).flatMap((device) => gateOf(device, missing))
  const given = { pumps, gates, ground: ground.at, missing, assumed }
  const drainage = drainageOf({ nodes: files('nodes'), links: files('links') }, given)
  if (!drainage) return null
  const { text, nodes, outfalls } = writeInp(drainage, {
    ...{ city: survey.city, crs, waters: survey.flood.waters },
    waterAt: (x, y) => waters.near(x, y),
  })
  await writeFile(join(directory, FILE), text)
  for (const { node, water } of outfalls)
    if (water === null || !survey.flood.waters.some((row) => row.water === water && row.level_m !== null))
      missing.add('drainage', WHY_FREE, node)
  let differing = 0
  const openings = drainage.nodes.flatMap((node) => {
    const kind = openingOf(node.role)
    if (kind === null) return []
    const level = ground.at(node.lon, node.lat)
    if (level === null) {
      missing.add('drainage', OUTSIDE, node.id)
      return []
    }
    if (Math.abs(level - node.rim) > RIM_DIFFERS) differing++
    return [{ node: node.id, kind, at: onPlane(crs, node), rim_m: rounded(node.rim), width_m: node.cover }]
  })
  survey.facts[`flood rims that differ from the DEM by more than ${RIM_DIFFERS} m`] =
    `${differing} of ${openings.length}`
  return {
    path: `flood/${FILE}`,
    nodes,
    links: drainage.links.length,
    pumps: drainage.pumps.map(({ id, name, from, to, flow }) => ({ id, name, from, to, flow_m3_s: flow })),
    gates: drainage.gates.map(({ id, name, from, to, kind }) => ({ id, name, from, to, kind })),
    ...{ openings, outfalls },
  }
}

const WHY_FREE = {
  zh: '排口外水位未知，按自由出流',
  en: 'the level of the water outside is not known: it falls out freely',
}

/** A gate, orifice, weir or outlet of the sewers. */
export function isOtherDevice({ of }: PlacedAsset): boolean {
  return (
    of.type === 'device' && of.device.kind !== PUMP && DRAINAGE_DISCIPLINES.some((own) => own === of.device.discipline)
  )
}

function pumpOf({ id, of }: PlacedAsset): GivenPump[] {
  if (of.type !== 'device' || of.device.kind !== PUMP) return []
  if (!DRAINAGE_DISCIPLINES.some((own) => own === of.device.discipline)) return []
  const { attributes } = of.device
  const number = (name: string) => (typeof attributes[name] === 'number' ? attributes[name] : null)
  return [
    {
      ...{ id, name: of.device.name ?? id, ends: of.ends, flow: number('flow_m3_s'), sump: number('sump_area_m2') },
      ...{ start: number('start_level_m'), stop: number('stop_level_m') },
    },
  ]
}
