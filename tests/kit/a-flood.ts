import { encodeFloodGround, type FloodGround } from '../../src/domain/inundation/flood-ground.ts'
import type { FloodPlan } from '../../src/domain/inundation/flood-plan.ts'
import type { FloodQuestion } from '../../src/domain/inundation/flood-question.ts'
import type { ComputedFrame } from '../../src/domain/inundation/frame.ts'
import { ARRIVAL_DEPTHS, type FloodOutcome } from '../../src/domain/inundation/outcome.ts'
import { FIRST_SCENARIO } from '../../src/domain/inundation/scenario.ts'
import type { FinishedFlood, FloodSetting, FloodSummary } from '../../src/state/flood.ts'

/** A valley of 40 × 30 cells of 4 m in the CRS of the kit's city; its axis runs east, the west end is a wall without cells. */
export const valley: FloodGround = {
  ...{ columns: 40, rows: 30, size: 4, west: 519_000, south: 3_990_000 },
  bed: Float32Array.from({ length: 1200 }, (_, cell) =>
    cell % 40 === 0 ? Number.NaN : 3 + ((Math.floor(cell / 40) - 15) / 15) ** 2,
  ),
}

/** What is known of the valley: two metro entries on its axis and on its edge, and a street along it. */
export const valleyPlan: FloodPlan = {
  ...{ city: 'demo', build: 'build-1', crs: 'EPSG:4549', grids: [], passages: [], surface: null, drainage: null },
  entries: [
    { id: 'EN1', name: '中心站A口', kind: 'metro', at: [519_082, 3_990_062], sill_m: 3.4, volume_m3: null },
    { id: 'EN2', name: '坡顶地下室', kind: 'basement', at: [519_082, 3_990_002], sill_m: 5, volume_m3: null },
  ],
  streets: [
    {
      ...{ id: 'RD1', name: { zh: '谷底路', en: 'Valley Road' }, class: 'branch', width_m: 8 },
      axis: [
        [519_010, 3_990_062],
        [519_150, 3_990_062],
      ],
    },
  ],
  ...{
    boundaries: [],
    waters: [],
    storms: [],
    gauges: [],
    population: null,
    missing: [],
    assumed: [],
    normalLevels: [],
  },
}

/** A storm over the valley, without drains, cover or anything else that is known of it. */
export const valleyQuestion: FloodQuestion = {
  plan: valleyPlan,
  scenario: { ...FIRST_SCENARIO, rain: 'none', stormMinutes: 60, hours: 1 },
  ground: encodeFloodGround(valley).buffer as ArrayBuffer,
  ...{ surface: null, drainage: null, liveRain: null },
}

/** What the flood of the valley is of, and where it lies. */
export const inValley: FloodSetting = {
  ...{
    name: '50 年一遇',
    preset: null,
    grid: valley,
    crs: 'EPSG:4549',
    plan: valleyPlan,
    scenario: valleyQuestion.scenario,
  },
  switched: [],
  startedAt: Date.UTC(2026, 2, 1, 4),
}

const LAST = 12

/** The valley fills evenly: at minute i of 12 the level is 3 + share × i / 12. */
export function aFloodFrame(minute: number, rise = 1): ComputedFrame {
  const level = 3 + (rise * minute) / LAST
  const depth = Uint16Array.from(valley.bed, (bed) => Math.max(0, Math.round(1000 * (level - bed)) || 0))
  return {
    time: 60 * minute,
    depth,
    speed: Uint8Array.from(depth, (water) => (water > 0 ? 10 : 0)),
    bearing: new Uint8Array(depth.length).fill(64),
    switched: [],
    computedBy: { backend: 'threads', told: { zh: 'WASM 2 线程：没有显卡', en: 'WASM, 2 threads: no graphics card' } },
    progress: {
      share: minute / LAST,
      speed: 24,
      left: 5 * (LAST - minute),
      cellSteps: 1e6,
      wetShare: 0.4,
      error: 2e-7,
    },
  }
}

export const floodFrames = (rise = 1): ComputedFrame[] =>
  Array.from({ length: LAST + 1 }, (_, i) => aFloodFrame(i, rise))

/** What the valley's run leaves behind. @param error  share of the volume that is not accounted for */
export function aFloodSummary(error = 2e-7, rise = 1): FloodSummary {
  const frames = floodFrames(rise)
  const last = frames.at(-1)?.depth ?? []
  const depth = Float32Array.from(valley.bed, (bed, cell) => (Number.isNaN(bed) ? bed : (last[cell] ?? 0) / 1000))
  const volume = depth.reduce((sum, water) => sum + 16 * (water || 0), 0)
  const arrival = ARRIVAL_DEPTHS.map((least) =>
    Float32Array.from(
      depth,
      (_, cell) => frames.find((it) => (it.depth[cell] ?? 0) >= 1000 * least)?.time ?? Number.NaN,
    ),
  )
  const isIn = rise > 0.4
  const outcome: FloodOutcome = {
    ...{ cells: 1170, steps: 4000, cellSteps: 4_680_000, gauges: [], network: null },
    entries: [
      { id: 'EN1', sill: 3.4, isTested: true, arrival: isIn ? 300 : null, over: rise - 0.4, overAt: 720 },
      { id: 'EN2', sill: 5, isTested: true, arrival: null, over: null, overAt: null },
    ],
    streets: [
      { id: 'RD1', isTested: true, volume: 140, volumeAt: 720, depth: rise, impassable: 140, lengths: [0, 0, 0, 140] },
    ],
    people: { all: 150, untested: 30, affected: 80, byDepth: [10, 20, 30, 30] },
    volumes: {
      ...{
        initial: 0,
        rain: volume,
        inflow: 0,
        outflow: 0,
        infiltrated: 0,
        drained: 0,
        returned: 0,
        roofs: 0,
        final: volume * (1 - error),
      },
      ...{ error: -error * volume, errorShare: error },
    },
    waters: new Uint8Array(depth.length),
    extremes: {
      ...{ depth, arrival, leastDepth: 0 },
      // at 0.2 m/s
      speed: depth.map((water) => 0.2 * Math.sign(water)),
      hazard: depth.map((water) => 0.7 * water),
      standing: depth.map((deepest, cell) =>
        Number.isNaN(deepest) ? deepest : 60 * frames.filter((it) => (it.depth[cell] ?? 0) >= 150).length,
      ),
    },
  }
  return {
    outcome,
    balance: [
      {
        quantity: { zh: '水量', en: 'Water' },
        unit: 'm³',
        in: volume,
        out: volume * (1 - error),
        error,
        tolerance: 1e-4,
      },
    ],
    caveats: [],
    milliseconds: 5200,
  }
}

/** The run of the valley that has come to its end. */
export function aFinishedRun(name: string, error = 2e-7, rise = 1): FinishedFlood {
  return {
    ...inValley,
    name,
    frames: floodFrames(rise),
    summary: aFloodSummary(error, rise),
    computedBy: null,
    warnings: null,
  }
}
