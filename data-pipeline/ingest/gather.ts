import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { ComponentSizes } from '../check/components.ts'
import { Findings, UnusableInput } from '../check/finding.ts'
import { checkCity } from '../check/index.ts'
import { resolveReferences } from '../check/references.ts'
import { boundsOf } from '../publish/bounds.ts'
import { type GroundData, groundData } from '../publish/ground.ts'
import { planOutline } from '../publish/plan-outline.ts'
import type { OpenSinks } from '../read/read-survey.ts'
import { shardOf, shardOrder } from '../shard/shard-grid.ts'
import type { Names } from '../store/names.ts'
import type { Survey } from '../survey.ts'
import { Ingest } from './ingest.ts'
import type { ChunkSource, IngestedPart } from './ingested-part.ts'
import { type Ledger, partsOf } from './ledger.ts'
import type { Lengths } from './lengths.ts'
import { type OtherAsset, otherAssets } from './other-assets.ts'
import type { SpilledShard } from './spill.ts'

/** Where a city's rows go while they are read, and what earlier builds numbered. */
export interface Workplace {
  /** folder of the chunk files */
  readonly chunks: string
  readonly ledger: Ledger
}

/** A survey that was read whole: its lines and points lie in the chunk files of shards. */
export interface GatheredCity extends Workplace {
  readonly survey: Survey
  /** in the order in which they are numbered and merged */
  readonly shards: readonly SpilledShard[]
  readonly others: readonly OtherAsset[]
  readonly names: Names
  /** whose chunks those of a shard are */
  readonly sources: readonly ChunkSource[]
  readonly components: ComponentSizes
  readonly lengths: Lengths
  readonly openChannels: number
  readonly bounds: Bounds
  readonly ground: GroundData
}

/** How a survey comes in: files, or a test's own rows. */
export type ReadInto = (findings: Findings, open: OpenSinks) => Promise<Survey>

/**
 * Reads a survey once: points and lines to the chunk files of their shards, all else into memory; tables then refer only
 * to what exists.
 *
 * @param onRead  told how many bytes of survey tables are read
 * @throws UnusableInput when there is nothing to build from
 */
export async function gather(
  read: ReadInto,
  openWorkplace: (city: string) => Promise<Workplace>,
  onRead: (bytes: number, ofBytes: number) => void = () => {},
): Promise<GatheredCity> {
  const findings = new Findings()
  const opened: { ingest: Ingest; place: Workplace }[] = []
  const survey = await read(findings, async (city) => {
    const place = await openWorkplace(city)
    const ingest = new Ingest(place.chunks, 'city.chunks', place.ledger.ids, findings)
    opened.push({ ingest, place })
    const apart = {
      folder: place.chunks,
      onRead,
      idsOf: (discipline: string) => place.ledger.ids.takeOut(discipline),
      take: (part: IngestedPart) => ingest.take(part),
    }
    return { points: ingest.points, lines: ingest.lines, folder: place.chunks, apart }
  })
  const [only] = opened
  if (!only) throw new Error('gather: the reader opened no sinks')
  const { ingest, place } = only
  const { lines, points, structures, models } = survey
  if (lines.count + points.count + structures.length + models.length === 0) refuseNothing(findings)
  const others = otherAssets(survey, place.ledger.ids)
  for (const { of } of others) if (of.type === 'device') ingest.components.join(...of.ends)
  checkCity(survey, findings)
  resolveReferences(survey, {
    has: (id) => id.startsWith(`${survey.city}/`) && place.ledger.ids.isClaimed(...partsOf(id)),
  })
  // a fifth of what a large city holds
  place.ledger.ids.clear()
  const shards = ingest.finish()
  const bounds = boundsOf(placesOf(ingest, survey))
  return {
    ...place,
    survey,
    others,
    shards: [...shards].sort((a, b) => shardOrder(shardOf(a.name)) - shardOrder(shardOf(b.name))),
    names: ingest.names,
    sources: ingest.sources,
    components: ingest.components.sizes(points.count),
    lengths: ingest.lengths,
    openChannels: ingest.openChannels,
    bounds,
    ground: groundData(survey.dem?.raster ?? null, ingest.ground, bounds),
  }
}

function refuseNothing({ list }: Findings): never {
  const message = { zh: '没有任何可用的管线、管点、构筑物或模型', en: 'no usable line, point, structure or model' }
  throw new UnusableInput('nothing-to-build', message, {}, list)
}

function* placesOf({ box }: Ingest, survey: Survey) {
  const [west, south, east, north] = box
  if (west <= east) yield* [west, east].flatMap((lon) => [south, north].map((lat) => ({ lon, lat })))
  for (const { path } of survey.structures) yield* path
  for (const { mesh } of survey.models) yield* planOutline(mesh.positions).path
  for (const { rings } of survey.buildings) yield* rings[0] ?? []
}
