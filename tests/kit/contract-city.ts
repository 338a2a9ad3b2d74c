import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildFrom } from '../../data-pipeline/build.ts'
import type { ReadInto } from '../../data-pipeline/ingest/gather.ts'
import { emptyTables, NO_ATTRIBUTES, type Survey, type SurveyLine } from '../../data-pipeline/survey.ts'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { crsOf } from '../../src/domain/geo/crs.ts'

const [LON, LAT] = [120.3, 36.06]
const METRES_LON = 111_320 * Math.cos((LAT * Math.PI) / 180)
const METRES_LAT = 111_000
const GROUND = 3
/** pipes of 6 m, 2 m across, every 8 m: thick enough to be met by a click, with room between them */
const [PITCH, LENGTH, DIAMETER] = [8, 6, 2]
/** H of the crown [m]: they stand above the ground, so that their colour reaches the eye unmixed */
const CROWN = 7
const COLUMNS = 100
/** empty ground east of the pipes [m] */
const EMPTY = 200

/**
 * A city of equal pipes in a field, written by the pipeline: internal files in `<directory>/internal`, public ones in
 * `<directory>/public`. Pipe n is `contract/water/A<n>~B<n>~1`, in rows of 100 from the south-west.
 *
 * @param assets  number of pipes, a multiple of 100
 */
export async function writeContractCity(directory: string, assets: number): Promise<void> {
  const crs = crsOf('EPSG:4549')
  if (!crs) throw new Error('writeContractCity: EPSG:4549 is not known')
  const depth = (assets / COLUMNS) * PITCH
  const rest = {
    city: 'contract',
    name: { zh: '契约城', en: 'Contract city' },
    isExample: true,
    mapReview: null,
    gasGrades: null,
    crs,
    vertical: '1985',
    geoid: 'egm96',
    devices: [],
    structures: [],
    models: [],
    buildings: [],
    landCover: [],
    hydraulics: [],
    flood: { storms: [], waters: [], normalLevels: [], people: [] },
    tables: { ...emptyTables(), road: [road(assets)] },
    dem: field([LON, LAT, east(COLUMNS * PITCH + EMPTY), north(Math.max(depth, EMPTY))]),
    documents: null,
    censusFiles: [],
    inputs: [],
    facts: {},
  } satisfies Partial<Survey>
  const target = { dataDirectory: join(directory, 'data'), publicDirectory: join(directory, 'tiles') }
  const read: ReadInto = async (findings, open) => {
    const sinks = await open(rest.city)
    for (let i = 0; i < assets; i++) sinks.lines.push(pipe(i))
    return { ...rest, ...sinks, findings }
  }
  await buildFrom(read, { assets }, target)
  for (const grade of ['internal', 'public']) await rm(join(directory, grade), { recursive: true, force: true })
  await rename(join(target.dataDirectory, rest.city, 'build'), join(directory, 'internal'))
  await rename(join(target.publicDirectory, rest.city), join(directory, 'public'))
}

/** Level ground over the bounds and their margin. */
function field([west, south, right, top]: Bounds): Survey['dem'] {
  const margin = 0.01
  const values = new Float32Array(new SharedArrayBuffer(4 * 4)).fill(GROUND)
  const box = [west - margin, south - margin, right + margin, top + margin] as const
  return { raster: { crs: 'EPSG:4490', columns: 2, rows: 2, box, values }, at: () => GROUND }
}

function pipe(i: number): SurveyLine {
  const [x, y] = [(i % COLUMNS) * PITCH, Math.floor(i / COLUMNS) * PITCH]
  const place = (metres: number) => ({ x: x + metres, y, lon: east(x + metres), lat: north(y) })
  const end = { ground: GROUND, depth: GROUND - CROWN, level: CROWN }
  return {
    ...NO_ATTRIBUTES,
    key: `A${i}~B${i}~1`,
    discipline: 'water',
    startPoint: `A${i}`,
    endPoint: `B${i}`,
    path: [place(0), place(LENGTH)],
    start: end,
    end,
    reference: 'crown',
    section: { kind: 'circle', width: DIAMETER, height: DIAMETER },
    wall: null,
    material: null,
    burial: null,
    pressure: null,
    voltage: null,
    recordedLength: null,
    source: { file: 'contract', row: i + 1 },
  }
}

/** A road through the empty ground. */
function road(assets: number) {
  const x = COLUMNS * PITCH + EMPTY / 2
  const top = north(Math.max((assets / COLUMNS) * PITCH, EMPTY))
  return {
    id: 'r1',
    name_zh: '契约路',
    name_en: 'Contract Road',
    class: 'main',
    width_m: 12,
    geometry: `SRID=4490;LINESTRING Z (${east(x)} ${LAT} ${GROUND}, ${east(x)} ${top} ${GROUND})`,
  } as const
}

function east(metres: number): number {
  return LON + metres / METRES_LON
}

function north(metres: number): number {
  return LAT + metres / METRES_LAT
}
