import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { decodeNetwork } from '../../src/domain/network/network-file.ts'
import { reachOf } from '../../src/domain/sensing/grouping/group-alarms.ts'
import { createNetworkReach, type Foot, wayTo } from '../../src/domain/sensing/grouping/network-reach.ts'
import type { Database } from '../database/database.ts'
import type { KnownSensor, SensorDirectory } from '../ingest/sensor-directory.ts'
import { readManifest } from '../load/load-city.ts'

/** Counts up when what is worked out becomes otherwise. */
const METHOD = 1
/** So long one turn may take before others have theirs [ms]. */
const TURN = 20
/** Rows of one statement. */
const MOST_ROWS = 5000

type Place = readonly [sensor: string, discipline: string]
type Way = readonly [sensor: string, other: string, along: number]

/**
 * Works out which sensors sit on which pipe network of the build, and how far from each other along it, and writes it
 * beside the sensors; does nothing when the database has it of this build and these sensors. A build without a network
 * leaves its sensors without a place: alarms are then grouped by the distance in plan, which the pages say.
 *
 * @param isOver  asked between turns: true stops the work, and nothing is written
 * @throws when the build's manifest or a network file cannot be read
 */
export async function placeSensors(parts: {
  readonly database: Pick<Database, 'asCaller'>
  readonly directory: SensorDirectory
  /** the city's folder of one build */
  readonly buildDirectory: string
  readonly isOver?: () => boolean
}): Promise<void> {
  const { database, directory, buildDirectory, isOver = () => false } = parts
  const manifest = await readManifest(buildDirectory)
  const sensors = [...directory.values()].filter(({ assetId }) => assetId !== null)
  const stamp = stampOf(`${METHOD} ${manifest.city} ${manifest.build}`, sensors)
  const stored = await database.asCaller({ role: 'lifeline_ingest', claims: {} }, (query) =>
    query<{ stamp: string | null }>('select sensing.network_stamp() as stamp'),
  )
  if (stored[0]?.stamp === stamp) return
  const places: Place[] = []
  const ways: Way[] = []
  for (const [discipline, path] of Object.entries(manifest.networks)) {
    const own = sensors.filter(({ kind }) => reachOf(kind, discipline) !== null)
    if (own.length === 0) continue
    const { buffer, byteOffset, byteLength } = await readFile(join(buildDirectory, path))
    const network = decodeNetwork(buffer.slice(byteOffset, byteOffset + byteLength))
    const reach = createNetworkReach(network, new Set(own.map(({ assetId }) => assetId ?? '')))
    const placed = own.flatMap((sensor): { sensor: KnownSensor; foot: Foot }[] => {
      const foot = reach.footOf(sensor.assetId ?? '')
      return foot ? [{ sensor, foot }] : []
    })
    places.push(...placed.map(({ sensor }): Place => [sensor.id, discipline]))
    let begun = performance.now()
    for (const [index, { sensor, foot }] of placed.entries()) {
      if (performance.now() - begun > TURN) {
        await setImmediate()
        begun = performance.now()
      }
      if (isOver()) return
      const reached = reach.within(foot, reachOf(sensor.kind, discipline) ?? 0)
      for (const other of placed.slice(index + 1)) {
        const along = wayTo(other.foot, reached)
        if (Number.isFinite(along)) ways.push([sensor.id, other.sensor.id, Math.round(along)])
      }
    }
  }
  await write(database, stamp, places, ways)
}

async function write(database: Pick<Database, 'asCaller'>, stamp: string, places: Place[], ways: Way[]): Promise<void> {
  await database.asCaller({ role: 'lifeline_ingest', claims: {} }, async (query) => {
    await query('select sensing.clear_networks()')
    await query(`select sensing.add_networks($1::text::jsonb, '[]')`, [JSON.stringify(places)])
    for (let start = 0; start < ways.length; start += MOST_ROWS)
      await query(`select sensing.add_networks('[]', $1::text::jsonb)`, [
        JSON.stringify(ways.slice(start, start + MOST_ROWS)),
      ])
    await query('select sensing.stamp_networks($1)', [stamp])
  })
}

function stampOf(build: string, sensors: readonly KnownSensor[]): string {
  const hash = createHash('sha256')
  for (const { id, kind, assetId } of sensors) hash.update(JSON.stringify([id, kind, assetId]))
  return `${build} ${hash.digest('hex').slice(0, 16)}`
}
