import { join } from 'node:path'
import { PackedTexts } from '../../src/domain/formats/packed-texts.ts'
import type { Crs } from '../../src/domain/geo/crs.ts'
import type { LeakPlan } from '../../src/domain/leak/leak-plan.ts'
import type { CityBuild } from '../publish/city-build.ts'
import { placesOf } from '../publish/places.ts'
import type { ToldParts } from '../publish/told-parts.ts'
import { FileBuffer } from '../store/file-buffer.ts'
import { TextColumn } from '../store/text-column.ts'
import { entrySpaces } from './entry-spaces.ts'
import { methaneSpaces } from './methane-spaces.ts'
import { Passages } from './passages.ts'
import { type Peopled, PeopleNear } from './people-near.ts'
import { writeSpaceColumns } from './space-columns.ts'
import { SpaceRows } from './space-part.ts'
import { type PartOfStructure, structureSpaces } from './structure-spaces.ts'
import { SpaceTeller, tellStructures } from './tell-spaces.ts'

const FILE = 'leak/spaces.bin'
const NONE = {
  zh: '测量资料没有井、排水管、管沟、隧道和地下室',
  en: 'the survey has no wells, drains, ducts, tunnels or basements',
}
const NOBODY = {
  zh: '测量资料没有用户，不知空间附近有多少人',
  en: 'the survey has no customers: who is near a space is not known',
}

interface Told {
  readonly missing: ToldParts
  readonly assumed: ToldParts
}

/**
 * Writes `spaces.bin`: those of the shards in their order, then parts of structures, then what lies behind entries. Columns
 * go to their places shard by shard: the spaces of a large city are not held at once.
 *
 * @param directory  of the internal grade, with a folder `leak`
 */
export async function writeSpaces(
  { survey, shards, others, ground }: CityBuild,
  crs: Crs,
  { missing, assumed }: Told,
  directory: string,
): Promise<Pick<LeakPlan, 'spaces' | 'methane'>> {
  const structures = structureSpaces(others, crs, ground.at)
  const names = others.flatMap(({ of }) => (of.type === 'structure' && of.structure.name ? [of.structure.name] : []))
  const last = new SpaceRows()
  for (const part of structures.parts) last.push(part)
  for (const space of entrySpaces(survey.tables.entry, new Set(names), crs, ground.at)) last.push(space)
  const files = shards.map(({ folder }) => join(folder, 'spaces'))
  const ids = new TextColumn()
  const passages = new Passages(survey.points.count)
  for (const rows of eachPart(files, last)) {
    passages.add(rows, ids.length)
    ids.append(rows.columns.id)
  }
  if (ids.length === 0) {
    missing.whole('spaces', NONE)
    return { spaces: null, methane: [] }
  }
  const firstPart = ids.length - last.count
  const parts = structures.parts.map((part, index) => ({ ...part, at: firstPart + index }))
  joinParts(parts, structures.meetings, passages)
  const sensors = methaneSpaces(survey.tables.sensor, new PackedTexts(ids.packed()), parts, crs, missing)
  const hasSensor = new Uint8Array(ids.length)
  for (const { at } of sensors) hasSensor[at] = 1
  if (survey.tables.customer.length === 0) missing.whole('spaces', NOBODY)
  const people = new PeopleNear(peopledOf(survey.tables.customer, crs))
  const whole = { id: ids.packed(), hasSensor, ...passages.columns() }
  const teller = new SpaceTeller(missing, assumed)
  tellStructures(parts, assumed)
  await writeSpaceColumns(join(directory, FILE), whole, told(eachPart(files, last), teller), people)
  survey.facts['leak spaces'] = `${ids.length}, ${passages.count} passages, ${sensors.length} methane sensors`
  return { spaces: FILE, methane: sensors.map(({ id, name, at }) => ({ id, name, space: ids.at(at) })) }
}

/** The rows of each file, then some more; they are good until the next come. */
function* eachPart(files: readonly string[], last: SpaceRows): Generator<SpaceRows> {
  const [memory, rows] = [new FileBuffer(), new SpaceRows()]
  for (const file of files) {
    const chunk = memory.read(file)
    if (!chunk) continue
    rows.clear()
    rows.appendChunk(chunk.buffer)
    yield rows
  }
  if (last.count > 0) yield last
}

function* told(parts: Iterable<SpaceRows>, teller: SpaceTeller): Generator<SpaceRows> {
  for (const rows of parts) {
    teller.tell(rows)
    yield rows
  }
}

function joinParts(
  parts: readonly (PartOfStructure & { readonly at: number })[],
  meetings: readonly (readonly [number, number])[],
  passages: Passages,
): void {
  for (const [from, to] of meetings) {
    const [one, other] = [parts[from], parts[to]]
    if (one && other) passages.join({ ...one, space: one.at }, { ...other, space: other.at })
  }
}

function peopledOf(customers: CityBuild['survey']['tables']['customer'], crs: Crs): Peopled[] {
  return customers.flatMap(({ people, geometry }) =>
    placesOf(geometry).map(({ lon, lat }) => {
      const [x, y] = crs.fromLonLat(lon, lat)
      return { x, y, people }
    }),
  )
}
