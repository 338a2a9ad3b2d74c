import { createHash } from 'node:crypto'
import { cellGrid } from '../../src/domain/geo/cell-grid.ts'
import type { GeoidGrid } from '../../src/domain/geo/heights.ts'
import type { BuildingFootprint } from '../check/index.ts'
import type { GatheredCity } from '../ingest/gather.ts'
import { PIPELINE_VERSION } from '../publish/build-id.ts'
import { cityPlane } from '../publish/city-plane.ts'
import type { KnownReferences } from '../publish/shard-rows.ts'
import type { Survey } from '../survey.ts'
import { shardName, shardsTouching } from './shard-grid.ts'
import type { ShardSettings, ShardTask } from './shard-task.ts'

/** How tiles are drawn. */
export interface DrawingOptions {
  /** positions within 0.5 mm instead of 7 mm, at some 45 bytes more a line */
  readonly isPrecise?: boolean | undefined
  /** nodes as instances of few shapes: small, but nothing of them can be picked or painted */
  readonly instancedNodes?: boolean | undefined
  /** pipes by implicit tiling */
  readonly isImplicit?: boolean | undefined
}

export interface ShardPlan {
  readonly settings: ShardSettings
  readonly tasks: readonly ShardTask[]
  /** the first gid after those of all shards */
  readonly nextGid: number
  /** of all tasks together */
  readonly rows: number
}

/**
 * The tasks of a city, in the order of their shards: each needs its chunk files and the settings, and nothing else.
 *
 * @param parts  folder that keeps what shards became; null = check only
 */
export function planShards(
  city: GatheredCity,
  geoid: GeoidGrid,
  parts: string | null,
  { isPrecise = false, instancedNodes = false, isImplicit = false }: DrawingOptions = {},
): ShardPlan {
  const { survey, ground, names, components } = city
  const known = knownReferences(survey)
  const cells = cellGrid(city.bounds)
  const [west, south, east, north] = city.bounds
  const drawn = { lon: (west + east) / 2, lat: (south + north) / 2, isPrecise, instancedNodes }
  const plane = cityPlane(survey.crs, city.bounds)?.name ?? null
  const shared = JSON.stringify([PIPELINE_VERSION, survey.city, geoid, cells, known, survey.censusFiles, drawn, plane])
  const settings: ShardSettings = {
    city: survey.city,
    names: names.list(),
    ground,
    geoid,
    cells,
    known,
    components,
    deviceEnds: survey.devices.flatMap(({ discipline, startPoint, endPoint }) =>
      [startPoint, endPoint].map((key) => `${discipline}/${key}`),
    ),
    census: survey.censusFiles,
    plane,
    drawing: { ...drawn, isImplicit },
    chunks: city.chunks,
    sources: city.sources,
    parts,
    digest: createHash('sha256').update(shared).digest('hex'),
  }
  const buildings = buildingsByShard(survey)
  let nextGid = city.ledger.largest + 1
  let rows = 0
  const tasks = city.shards.map(({ name, fresh, lines, points, chunks }) => {
    const task = { name, firstGid: nextGid, chunks, buildings: buildings.get(name) ?? [] }
    nextGid += fresh
    rows += lines + points
    return task
  })
  return { settings, tasks, nextGid, rows }
}

/** Which ids the tables of a survey have. */
function knownReferences({ tables }: Survey): KnownReferences {
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
  return {
    owner: ids(tables.organisation),
    road: ids(tables.road),
    district: ids(tables.district),
    project: ids(tables.project),
  }
}

function buildingsByShard({ buildings }: Survey): Map<string, BuildingFootprint[]> {
  const near = new Map<string, BuildingFootprint[]>()
  for (const { rings, ground } of buildings) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const { lon, lat } of rings[0] ?? []) {
      west = Math.min(west, lon)
      south = Math.min(south, lat)
      east = Math.max(east, lon)
      north = Math.max(north, lat)
    }
    if (!(west <= east)) continue
    for (const cell of shardsTouching(west, south, east, north)) {
      const name = shardName(cell)
      const list = near.get(name) ?? []
      near.set(name, list)
      list.push({ rings, ground })
    }
  }
  return near
}
