import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Findings } from '../../data-pipeline/check/finding.ts'
import { giveGids, largestGid } from '../../data-pipeline/publish/gids.ts'
import { groundOf } from '../../data-pipeline/publish/ground.ts'
import { writeInternalFiles } from '../../data-pipeline/publish/internal-files.ts'
import { placeAssets } from '../../data-pipeline/publish/placed.ts'
import { writePublicFiles } from '../../data-pipeline/publish/public-files.ts'
import { geoidGrid } from '../../data-pipeline/read/geoid.ts'
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
  const survey: Survey = {
    city: 'contract',
    name: { zh: '契约城', en: 'Contract city' },
    isExample: true,
    mapReview: null,
    crs,
    vertical: '1985',
    geoid: 'egm96',
    points: [],
    lines: Array.from({ length: assets }, (_, i) => pipe(i)),
    devices: [],
    structures: [],
    models: [],
    buildings: [],
    landCover: [],
    tables: { ...emptyTables(), road: [road(assets)] },
    dem: () => GROUND,
    documents: null,
    findings: new Findings(),
    inputs: [],
    facts: {},
  }
  const depth = (assets / COLUMNS) * PITCH
  const bounds: Bounds = [LON, LAT, east(COLUMNS * PITCH + EMPTY), north(Math.max(depth, EMPTY))]
  const ground = groundOf(survey, bounds)
  const placed = placeAssets(survey, ground)
  const gids = giveGids(
    placed.map(({ id, middle }) => ({ id, lon: middle.lon, lat: middle.lat })),
    new Map(),
    bounds,
  )
  const city = {
    survey,
    build: `contract-${assets}`,
    bounds,
    geoid: await geoidGrid(survey.geoid, bounds),
    ground,
    assets: placed,
    gids,
    maxGid: largestGid(gids),
    lengths: { planar: assets * LENGTH, ellipsoid: assets * LENGTH },
  }
  for (const grade of ['internal', 'public']) await mkdir(join(directory, grade), { recursive: true })
  await writeInternalFiles(city, join(directory, 'internal'))
  await writePublicFiles(city, join(directory, 'public'))
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
