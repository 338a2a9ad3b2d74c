import { encodeFloodGround } from '../../../src/domain/inundation/flood-ground.ts'
import type { FloodQuestion } from '../../../src/domain/inundation/flood-question.ts'
import { encodeFloodSurface } from '../../../src/domain/inundation/flood-surface.ts'
import type { ComputedFrame } from '../../../src/domain/inundation/frame.ts'
import type { FloodOutcome } from '../../../src/domain/inundation/outcome.ts'
import { FIRST_SCENARIO } from '../../../src/domain/inundation/scenario.ts'
import { drive } from '../../../workers/drive.ts'
import { caseSchema } from '../../../workers/inundation/case/case.ts'
import { computeFlood } from '../../../workers/inundation/compute.ts'
import { prepare } from '../../../workers/inundation/prepare/prepare.ts'
import { inundationBy } from '../../../workers/inundation/simulation.ts'
import { type Machine, thisMachine } from '../../../workers/inundation/surface/choose.ts'

/** One thread of WASM, and no graphics card. */
const WASM: Machine = { ...thisMachine(null), requestAdapter: async () => null }

/** The card made of software, which nobody would choose; `meet` sees its device before anybody else. */
function card(meet: (device: GPUDevice) => void = () => undefined): Machine {
  return {
    ...thisMachine(null),
    allowsSoftware: true,
    async requestAdapter() {
      const adapter = await navigator.gpu.requestAdapter()
      if (!adapter) return null
      const requestDevice = async (wanted: GPUDeviceDescriptor) => {
        const device = await adapter.requestDevice(wanted)
        meet(device)
        return device
      }
      return { info: adapter.info, limits: adapter.limits, requestDevice } as unknown as GPUAdapter
    },
  }
}

/** A device whose shaders say something else. */
function spoil(device: GPUDevice, from: string, to: string): void {
  const create = device.createShaderModule.bind(device)
  device.createShaderModule = ({ code }) => create({ code: code.replace(from, to) })
}

/** A valley of 24 × 18 cells of 8 m that falls to a sea in the west, with a street and blocks; a storm, 15 min. */
function aCity(): FloodQuestion {
  const [columns, rows, size] = [24, 18, 8]
  const bed = Float32Array.from({ length: columns * rows }, (_, cell) => {
    const [x, y] = [cell % columns, Math.floor(cell / columns)]
    return 0.1 * x + ((y - 9) / 6) ** 2 + Math.sin(x / 2) / 10
  })
  const square = (x: number, y: number) => [x, y, x + 16, y, x + 16, y + 16, x, y + 16]
  const surface = encodeFloodSurface({
    base: { name: 'ground', roughness: 0.04, source: '' },
    classes: [{ name: 'road', roughness: 0.014, source: '' }],
    areas: [{ kind: 0, rings: [[0, 64, 192, 64, 192, 80, 0, 80]] }],
    buildings: [60, 100, 140].map((x) => ({ height: 9, roofTo: '', rings: [square(x, 84)] })),
  })
  return {
    plan: {
      ...{ city: 'c', build: 'b', crs: 'EPSG:4547', passages: [], surface: 's', drainage: null, population: null },
      grids: [{ path: 'g', size, columns, rows, west: 0, south: 0, unknown: 0 }],
      entries: [],
      streets: [
        {
          id: 'street',
          name: { zh: '街', en: 'street' },
          class: 'road',
          axis: [
            [0, 72],
            [192, 72],
          ],
          width_m: 12,
        },
      ],
      boundaries: [
        { side: 'west', from_m: 0, to_m: 144, water: 'sea' },
        { side: 'east', from_m: 0, to_m: 144, water: null },
      ],
      waters: [
        { water: 'sea', hour: 0, level_m: 0.3, discharge_m3_s: null },
        { water: 'sea', hour: 1, level_m: 0.9, discharge_m3_s: null },
      ],
      storms: [{ id: 's', name: '', a1: 20, c: 0.9, b: 8, n: 0.7, r: 0.4, source: '' }],
      ...{ gauges: [], missing: [], assumed: [], normalLevels: [] },
    },
    scenario: {
      ...FIRST_SCENARIO,
      ...{ returnPeriod: 100, stormMinutes: 10, hours: 0.25, surge: 0.2, cell: size },
    },
    ground: encodeFloodGround({ columns, rows, size, west: 0, south: 0, bed }).slice().buffer,
    surface: surface.slice().buffer,
    ...{ liveRain: null, drainage: null },
  }
}

/** Asks as the page does. */
async function ask(machine: Machine, watch: (frame: ComputedFrame) => void = () => undefined) {
  const frames: ComputedFrame[] = []
  const result = await drive(inundationBy(machine), aCity(), (frame) => {
    frames.push(frame)
    watch(frame)
  })
  if (!result.ok) throw new Error(result.failure.detail)
  return { frames, outcome: result.value.outcome }
}

/** How far two outcomes are apart: [m], shares of what came, [s]. */
function apart(one: FloodOutcome, other: FloodOutcome) {
  const came = other.volumes.initial + other.volumes.rain + other.volumes.inflow
  // no ground in both is no difference, and in one of them is one
  const depths = Array.from(one.extremes.depth, (depth, cell) => {
    const theirs = other.extremes.depth[cell] as number
    return Number.isNaN(depth) && Number.isNaN(theirs) ? 0 : Math.abs(depth - theirs)
  })
  const share = (of: (volumes: FloodOutcome['volumes']) => number) =>
    Math.abs(of(one.volumes) - of(other.volumes)) / came
  return {
    most: Math.max(...depths),
    mean: depths.reduce((sum, depth) => sum + depth, 0) / depths.length,
    rain: share(({ rain }) => rain),
    inflow: share(({ inflow, outflow }) => inflow - outflow),
    drained: share(({ drained, returned }) => drained - returned),
    infiltrated: share(({ infiltrated }) => infiltrated),
    errors: [one, other].map(({ volumes }) => volumes.errorShare),
    arrivals: [one, other].map(({ entries }) => entries.map(({ arrival }) => arrival)),
    streets: [one, other].map(({ streets }) => streets.map(({ volume }) => volume)),
  }
}

/** Two streets over drains that fill, behind a barrier that falls and a gate that opens, on ground that takes water; a roof drains to a place. */
function everythingBetween() {
  const [columns, rows] = [40, 24]
  const values = Float64Array.from({ length: columns * rows }, (_, cell) => 10 - 0.01 * (cell % columns))
  const inp = `
[OPTIONS]
FLOW_UNITS CMS
FLOW_ROUTING DYNWAVE
ROUTING_STEP 1
[JUNCTIONS]
A 8 2
B 7.8 2.2
[OUTFALLS]
O 7.6 FREE
[CONDUITS]
P1 A B 60 0.013 0 0
P2 B O 60 0.013 0 0
[XSECTIONS]
P1 CIRCULAR 0.2 0 0 0
P2 CIRCULAR 0.2 0 0 0
[COORDINATES]
A 22 42
B 62 42
O 122 42
`
  const line = [
    [100, 0],
    [100, 96],
  ]
  const square = (x: number, y: number) => [
    [x, y],
    [x + 20, y],
    [x + 20, y + 20],
    [x, y + 20],
  ]
  return caseSchema.parse({
    grid: { dem: { columns, rows, size: 4, west: 0, south: 0, values }, manning: 0.03, initial_depth: 0.1 },
    ...{ duration_s: 240, output_interval_s: 60, network: { inp } },
    rain: [
      [0, 100],
      [90.5, 20],
    ],
    roofs: [{ polygon: square(60, 60), to: { place: [50, 50] } }],
    infiltration: [{ method: 'horton', polygon: square(120, 40), initial_mm_h: 80, final_mm_h: 10, decay_per_h: 4 }],
    structures: [
      {
        type: 'barrier',
        line,
        series: [
          [0, 12],
          [100, 12],
          [120, 9],
        ],
      },
      {
        ...{ type: 'gate', sill_m: 9, height_m: 1 },
        line: [
          [140, 96],
          [140, 0],
        ],
        open: [
          [0, 0],
          [70.25, 0.6],
        ],
      },
    ],
    entries: [{ id: 'e', x: 98, y: 50, sill_m: 9.93 }],
    gauges: [{ id: 'g', x: 22, y: 42 }],
  })
}

async function compute(machine: Machine) {
  const run = computeFlood(prepare(everythingBetween()), machine, () => performance.now())
  const by = new Set<string>()
  for (;;) {
    const step = await run.next()
    if (step.done) return { outcome: step.value, by: [...by] }
    by.add(step.value.computedBy.backend)
  }
}

const told = ({ frames }: { readonly frames: readonly ComputedFrame[] }) => [
  ...new Set(frames.map(({ computedBy }) => `${computedBy.backend}: ${computedBy.told.en}`)),
]

/** Whole runs, as the page asks for them. */
export const floods = {
  async city() {
    const [ours, theirs] = [await ask(card()), await ask(WASM)]
    const times = [ours, theirs].map(({ frames }) => frames.map(({ time }) => time))
    const wet = theirs.outcome.extremes.depth.filter((depth) => depth > 0.05).length
    return { complaints: [], told: [told(ours), told(theirs)], times, wet, ...apart(ours.outcome, theirs.outcome) }
  },

  async between() {
    const [ours, theirs] = [await compute(card()), await compute(WASM)]
    const network = [ours, theirs].map(({ outcome }) => outcome.network)
    return {
      ...{ complaints: [], by: [ours.by, theirs.by] },
      ...apart(ours.outcome, theirs.outcome),
      moved: theirs.outcome.volumes,
      drains: network.map((one) => one && { outflow: one.outflow, stored: one.stored, error: one.error }),
      instants: network.map((one) => one?.series.times.length),
    }
  },

  /** Its device is gone after the third frame. */
  async lost() {
    let device: GPUDevice | null = null
    const machine = card((one) => {
      device = one
    })
    const ours = await ask(machine, ({ computedBy, time }) => {
      if (computedBy.backend === 'webgpu' && time >= 120) device?.destroy()
    })
    const theirs = await ask(WASM)
    const times = ours.frames.map(({ time }) => time)
    return { complaints: [], told: told(ours), times, ...apart(ours.outcome, theirs.outcome) }
  },

  /** Its device is gone before it could be tried. */
  async gone() {
    return { complaints: [], told: told(await ask(card((device) => device.destroy()))) }
  },

  /** From its third frame on it does not do what it is told: a command with a fault in it is left out, and all goes on. */
  async refusing() {
    let device: GPUDevice | null = null
    const machine = card((one) => {
      device = one
    })
    const ours = await ask(machine, ({ computedBy, time }) => {
      // a buffer for nothing is a mistake that WebGPU tells nobody but the device's owner
      if (computedBy.backend === 'webgpu' && time === 120) device?.createBuffer({ size: 4, usage: 0 })
    })
    return { complaints: [], told: told(ours) }
  },

  /** It computes something else than water does here, and no number from the second minute on. */
  async wrong() {
    const heavy = await ask(card((device) => spoil(device, 'const GRAVITY = 9.81f', 'const GRAVITY = 9.7f')))
    const none = await ask(
      card((device) =>
        spoil(
          device,
          'after[i] = vec4f(h, qe, qn, change - quanta);',
          'after[i] = vec4f(select(h, bitcast<f32>(0x7fc00000u + min(clock.isField, 0u)), clock.began > 100.0), qe, qn, change - quanta);',
        ),
      ),
    )
    const unasked = await ask(thisMachine(null))
    return {
      ...{ complaints: [], heavy: told(heavy), none: told(none), unasked: told(unasked) },
      same: apart(heavy.outcome, none.outcome).most,
    }
  },
}
