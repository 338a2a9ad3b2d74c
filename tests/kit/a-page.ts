import { createMemoryBackend, type MemoryCity } from '../../src/adapters/backend/memory/index.ts'
import { type Clock, createCommands, type Ports } from '../../src/commands/index.ts'
import type { InternalManifest } from '../../src/domain/config/city-manifest.ts'
import { PackedTexts, packTexts } from '../../src/domain/formats/packed-texts.ts'
import type { IsolationOutcome } from '../../src/domain/network/isolation-result.ts'
import { fail, succeed } from '../../src/domain/result.ts'
import type { RunSummary } from '../../src/domain/run-summary.ts'
import type { AssetIndex } from '../../src/ports/city.ts'
import type { SavedFile } from '../../src/ports/files.ts'
import type { Asset, LifecycleRecord, Sensor } from '../../src/ports/records.ts'
import type { Viewpoint } from '../../src/ports/scene.ts'
import { createTwinStore } from '../../src/state/store.ts'

export const NOON = Date.UTC(2026, 2, 1, 4)
export const PIPE = 'demo/water/JS1~JS2~1'
export const GAUGE = 'WP-1'
const geoid = { source: 'EGM96', accuracy: 0.5, west: 0, south: 0, east: 1, north: 1, columns: 2, rows: 2, values: [] }

export const manifest: InternalManifest = {
  city: 'demo',
  name: { zh: '示范区', en: 'Demonstration' },
  grade: 'internal',
  build: 'build-1',
  isExample: true,
  vertical: { datum: '1985', geoid },
  bounds: [120.3, 36, 120.4, 36.1],
  terrain: null,
  terrainTiles: null,
  buildings: null,
  bridges: null,
  roads: null,
  water: null,
  cells: null,
  crs: 'EPSG:4549',
  tilesets: { pipes: null, nodes: null, structures: null },
  flat: 'flat.bin',
  networks: { water: 'network/water.bin' },
  flood: null,
  leak: null,
  maxGid: 0,
  counts: { lines: 1, points: 0, structures: 0, sensors: 1 },
  length: { planar: 62.4, ellipsoid: 62.41 },
}

export const pipe: Asset = {
  id: PIPE,
  gid: 1,
  kind: 'line',
  discipline: 'water',
  name: null,
  feature: null,
  road: '海湾路',
  road_en: 'Haiwan Road',
  at: { lon: 120.35, lat: 36.06, height: 3.2 },
  subclass: 'JP',
  material: '球墨铸铁',
  section: 'circle',
  diameter_mm: 600,
  width_mm: null,
  height_mm: null,
  built_year: 2009,
  burial: '直埋',
  owner: null,
  status: 'in-use',
  pressure_mpa: 0.4,
  voltage_kv: null,
  start_level_m: 3.215,
  end_level_m: 3.18,
  start_ground_m: 5.035,
  end_ground_m: 5.08,
  start_depth_m: 1.82,
  end_depth_m: 1.9,
  length_m: 62.41,
  quality_level: 'B',
  horizontal_error_m: 0.1,
  vertical_error_m: 0.15,
  is_operable: null,
  start_point_id: 'demo/water/JS1',
  end_point_id: 'demo/water/JS2',
  district: '湾东区',
  district_en: 'Wandong District',
  attributes: {},
  source: 'JSLINE.csv:2',
  path: [],
  sensorIds: [GAUGE],
  hiddenFields: [],
}

export const gauge: Sensor = {
  id: GAUGE,
  kind: 'water-pressure',
  name: '1 号压力计',
  assetId: PIPE,
  district: 'D1',
  period_s: 60,
  staleAfter_s: 180,
  at: pipe.at,
  thresholds: [{ grade: 'orange', direction: 'below', value: 0.2, delay_s: 60, hysteresis: 0, clear_delay_s: 0 }],
  latest: { at: NOON - 10_000, value: 0.3, quality: 'good', grade: 'normal' },
}

const emptyIndex: AssetIndex = {
  ids: new PackedTexts(packTexts([''])),
  gidOf: new Map(),
  discipline: new Uint8Array(1),
  kind: new Uint8Array(1),
  builtYear: new Uint16Array(1),
  diameter: new Uint16Array(1),
  qualityLevel: new Uint8Array(1),
  status: new Uint8Array(1),
  lon: new Float64Array(1),
  lat: new Float64Array(1),
  height: new Float32Array(1),
  pathStart: new Uint32Array(2),
  path: new Float64Array(0),
}

/** A page over a city in memory: one pipe with one gauge, a planner and a duty officer, a clock turned by hand. */
export function aPage(changes: Partial<MemoryCity> & { readonly ports?: Partial<Ports> } = {}) {
  const clock = aClock()
  const backend = createMemoryBackend({
    city: 'demo',
    build: 'build-1',
    users: [
      { email: 'planner@demo', password: 'p', role: 'planner' },
      { email: 'duty@demo', password: 'p', role: 'duty' },
      { email: 'enterprise@demo', password: 'p', role: 'enterprise' },
    ],
    assets: [pipe],
    lifecycles: new Map<string, LifecycleRecord>([
      [PIPE, { project: null, stages: [], operations: [], responsible: [] }],
    ]),
    sensors: [gauge],
    now: clock.now,
    ...changes,
  })
  const flights: Viewpoint[] = []
  const saved: SavedFile[] = []
  const store = createTwinStore({ locale: 'zh', now: NOON })
  const commands = createCommands(
    store,
    {
      server: backend.server,
      records: backend.records,
      session: backend.session,
      readings: backend.readings,
      city: {
        publicManifest: async () => succeed({ ...manifest, grade: 'public' as const }),
        internalManifest: async () => succeed(manifest),
        assets: async () => succeed(emptyIndex),
        ground: async () => fail('not-found', 'no terrain'),
        network: async () => succeed(new ArrayBuffer(8)),
        flood: async () => fail('not-found', 'no flood'),
        floodFile: async () => fail('not-found', 'no flood'),
        leak: async () => fail('not-found', 'no leak'),
        leakFile: async () => fail('not-found', 'no leak'),
      },
      simulations: { run: async () => succeed(anIsolation()) as never },
      files: { save: (file) => saved.push(file) },
      free: async () => ({ left: 0, top: 0, right: 1, bottom: 1, aspect: 1.6 }),
      camera: {
        flyTo: async (view) => {
          flights.push(view)
        },
        flyHome: async () => undefined,
        step: () => undefined,
      },
      ...changes.ports,
    },
    clock,
  )
  return { store, commands, backend, clock, flights, saved }
}

/** An isolation that closes nothing and cuts nobody off. */
function anIsolation(): RunSummary<IsolationOutcome> {
  const extent = { nodeGids: new Int32Array(), linkGids: new Int32Array(), nodes: 2, links: 1 }
  return {
    outcome: {
      element: { kind: 'link', id: PIPE, gid: 1 },
      segments: { count: 1, largest: 3 },
      segment: extent,
      valves: [],
      sources: [],
      inoperable: [],
      redundant: [],
      cutOff: { ...extent, customers: [], classes: [], people: 0 },
      unsupplied: { nodes: 0, customers: 0 },
    },
    balance: [],
    caveats: [],
    milliseconds: 1,
  }
}

/** Time that moves only when it is told to. */
function aClock(): Clock & { advance(milliseconds: number): void } {
  let time = NOON
  let timers: { due: number; period: number | null; work: () => void }[] = []
  const add = (delay: number, period: number | null, work: () => void) => {
    const timer = { due: time + delay, period, work }
    timers.push(timer)
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  }
  return {
    now: () => time,
    wait: (milliseconds) => new Promise((resolve) => add(milliseconds, null, resolve)),
    every: (milliseconds, work) => add(milliseconds, milliseconds, work),
    advance: (milliseconds) => {
      time += milliseconds
      for (const timer of [...timers]) {
        for (; timer.due <= time; timer.due += timer.period ?? Number.POSITIVE_INFINITY) timer.work()
      }
      timers = timers.filter((timer) => Number.isFinite(timer.due))
    },
  }
}
