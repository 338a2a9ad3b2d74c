import { describe, expect, it } from 'vitest'
import type { FloodOutcome } from '../../../src/domain/inundation/outcome.ts'
import { caseSchema } from '../../../workers/inundation/case/case.ts'
import { prepare } from '../../../workers/inundation/prepare/prepare.ts'
import { runFlood } from '../../../workers/inundation/run.ts'
import { createReferenceSolver } from '../../../workers/inundation/surface/reference.ts'
import { createVectorSolver } from '../../../workers/inundation/surface/vector.ts'
import { rasterOf } from '../../kit/flood-case.ts'
import { validate } from '../../kit/validation-report.ts'

const common = { test: 'tests/long-reference/inundation/every-structure.test.ts' }
const BACKENDS = [
  ['float32', createVectorSolver],
  ['float64', createReferenceSolver],
] as const
/** of the lake [m]; the ground lies at 100 m, with an island */
const LEVEL = 101.3
const [COLUMNS, ROWS, SIZE] = [40, 24, 5]
const GROUND = rasterOf(
  COLUMNS,
  ROWS,
  SIZE,
  (x, y) => 100 + 0.4 * Math.sin(x / 9) * Math.cos(y / 7) + 3 * Math.exp(-((x - 172) ** 2 + (y - 92) ** 2) / 200),
)

/** Two manholes, a sump with a pump, an orifice and a weir beside it, and the sea; `depth` of the water in each [m]. */
const drains = (depth: number, options = '') => `
[OPTIONS]
FLOW_UNITS CMS
FLOW_ROUTING DYNWAVE
ROUTING_STEP 1
[JUNCTIONS]
A 98.4 1.6 ${depth > 0 ? depth - 98.4 : 0}
B 98.2 1.8 ${depth > 0 ? depth - 98.2 : 0}
C 98 2 ${depth > 0 ? depth - 98 : 0}
[STORAGE]
S 97 3 ${depth > 0 ? depth - 97 : 0} FUNCTIONAL 0 0 30 0 0
[OUTFALLS]
O 97.5 FIXED 97.6
[CONDUITS]
P1 A B 60 0.013 0 0
P2 B S 40 0.013 0 0.8
P3 C O 50 0.013 0 0
[PUMPS]
PU S C CURVE ON 1.5 0.5
[ORIFICES]
OR S C SIDE 1.2 0.65
[WEIRS]
WE S C TRANSVERSE 2.2 1.84
[XSECTIONS]
P1 CIRCULAR 0.5 0 0 0
P2 EGG 0.7 0 0 0
P3 RECT_CLOSED 0.6 0.8 0 0
OR CIRCULAR 0.3 0 0 0
WE RECT_OPEN 0.6 1 0 0
[CURVES]
CURVE PUMP2 0 0.2
CURVE 5 0.2
[COORDINATES]
A 32 62
B 92 62
S 112 102
C 152 32
O 195 32
${options}`

/** One of each across the lake, from south to north; what stands out of the water, what is drowned, what moves. */
const across = (x: number, from: number, to: number) => [
  [x, from],
  [x, to],
]
const STRUCTURES = [
  { type: 'wall', id: 'kerb', line: across(20, 10, 110), crest_m: 100.5 },
  { type: 'wall', id: 'wall', line: across(40, 0, 60), crest_m: 103 },
  { type: 'wall', id: 'put up', line: across(50, 30, 90), crest_m: 103, from_s: 600 },
  {
    ...{ type: 'barrier', line: across(60, 20, 100) },
    series: [
      [0, 103],
      [900, 99],
      [1800, 103],
    ],
  },
  {
    ...{ type: 'breach', line: across(75, 20, 100), crest_m: 103, at: [75, 60] },
    width_series: [
      [300, 0],
      [900, 20],
    ],
    level_series: [
      [300, 103],
      [900, 99.5],
    ],
  },
  { type: 'weir', id: 'on a line', line: across(100, 10, 60), crest_m: 100.6 },
  { type: 'weir', id: 'apart', from: [105, 82], to: [117, 97], crest_m: 100.5, width_m: 3 },
  { type: 'gate', line: across(120, 10, 60), sill_m: 100, height_m: 0.5, top_m: 101 },
  {
    ...{ type: 'culvert', from: [127, 82], to: [147, 82], barrel: { shape: 'circular', diameter_m: 0.8 } },
    ...{ from_invert_m: 99.9, to_invert_m: 99.8, inlet: 'circular-concrete-headwall' },
  },
  {
    ...{ type: 'rating', line: across(140, 10, 60) },
    curves: [
      {
        tail_m: 99,
        points: [
          [99, 0],
          [103, 40],
        ],
      },
    ],
  },
  { type: 'bridge', id: 'drowned', line: across(160, 10, 60), soffit_m: 101, deck_m: 102, length_m: 8 },
  { type: 'bridge', id: 'free', line: across(180, 10, 60), soffit_m: 102, deck_m: 103 },
]
const pump = (on: number) => ({
  ...{ type: 'pump', from: [32, 102], to: [12, 102], curve: [[0, 0.3]], on_m: on, off_m: on - 0.3 },
})

describe('every structure at once, with drains below', () => {
  it('leaves a lake at rest still, for 10,000 steps', { timeout: 3_600_000 }, async () => {
    const runs = await both({
      grid: { dem: GROUND, manning: 0.03, initial_level: LEVEL },
      ...{ duration_s: 6000, output_interval_s: 600, structures: [...STRUCTURES, pump(LEVEL + 0.5)] },
      network: {
        ...{ inp: drains(LEVEL), lids: 'bear', manholes: MANHOLES },
        outfalls: [{ node: 'O', series: [[0, LEVEL]] }],
        switches: [{ link: 'PU', setting: 0 }],
      },
      gauges: middleRow(),
    })
    await validate({
      ...{ ...common, id: 'structure-lake-at-rest', title: 'Lake at rest through everything' },
      setup: `${COLUMNS} × ${ROWS} cells of 5 m over uneven ground with an island, 100 minutes: kerb, wall, wall that is put up, barrier that falls and rises, breach, weirs and gate, culvert, rating, a drowned and a free bridge, pump, and three manholes over full drains (pipes, storage, orifice, weir, outfall in the lake). Fastest of each fourth step.`,
      figures: runs.flatMap(({ name, outcome }) => [
        { name: `steps, ${name}`, ours: outcome.steps, unit: '', goal: [10_000, Infinity] as const },
        {
          ...{ name: `fastest ever, ${name}`, ours: greatest(outcome.extremes.speed), unit: 'm/s' },
          goal: [0, name === 'float32' ? 1e-5 : 1e-10] as const,
        },
        {
          ...{ name: `exchanged with the drains, ${name}`, unit: 'm³', goal: [0, 0] as const },
          ours: outcome.volumes.drained + outcome.volumes.returned,
        },
      ]),
      plot: {
        ...{ x: 'x [m]', y: 'level [m]' },
        series: [
          ...runs.map(({ name, outcome }) => ({
            name: `level after ${outcome.steps} steps, ${name}`,
            points: middleRow().map(({ id, x }) => [x, lastOf(outcome, id)] as const),
          })),
          { name: 'ground', points: middleRow().map(({ x, y }) => [x, groundAt(x, y)] as const) },
        ],
      },
    })
  })

  it('keeps every litre of a storm on ground, roofs and in drains', { timeout: 3_600_000 }, async () => {
    const tide = [
      [0, 99.9],
      [1800, 100.7],
      [3600, 99.9],
    ]
    const runs = await both({
      grid: { dem: GROUND, manning: 0.03, initial_level: 99.9 },
      ...{ duration_s: 3600, output_interval_s: 60, structures: [...STRUCTURES, pump(100.2)] },
      rain: [
        [0, 90],
        [1800, 0],
      ],
      roofs: [{ polygon: square(20, 80, 20), to: { manhole: 'A' } }],
      infiltration: [
        {
          ...{ method: 'horton', polygon: square(100, 60, 40) },
          ...{ initial_mm_h: 50, final_mm_h: 8, decay_per_h: 3 },
        },
      ],
      boundaries: [
        { side: 'west', type: 'discharge', from_m: 40, to_m: 80, series: [[0, 1.5]] },
        { side: 'east', type: 'stage', at_rest: true, series: tide },
      ],
      sources: [{ x: 62, y: 42, series: [[0, 0.2]] }],
      network: {
        ...{ inp: drains(0, '[DWF]\nA FLOW 0.02\n'), manholes: MANHOLES },
        outfalls: [{ node: 'O', series: tide }],
      },
      gauges: [{ id: 'A', x: 32, y: 62 }],
    })
    const [{ outcome }] = runs as [(typeof runs)[number]]
    const { volumes, network } = outcome
    // it is no proof where nothing passes
    for (const account of ['rain', 'inflow', 'outflow', 'infiltrated', 'drained', 'returned', 'roofs'] as const)
      expect(volumes[account], account).toBeGreaterThan(1)
    const heads = network?.series
    await validate({
      ...{ ...common, id: 'structure-coupled-volume', title: 'Volume of ground, roofs and drains together' },
      setup: `The same town in a storm of 90 mm/h for half an hour, an hour in all: a river of 1.5 m³/s, a tide that comes back through edge and outfall, a burst main, a roof to a manhole, infiltration, pumps. The error is what neither ground nor drains have of all that came or was there. The demo city, in cells of 4 m with 50 years' rain: \`lifeline bench flood-city\`.`,
      figures: [
        ...runs.map(({ name, outcome }) => ({
          ...{ name: `error of the volume, ${name}`, ours: lost(outcome), unit: '', goal: [0, 1e-6] as const },
        })),
        { name: 'came or was there', ours: cameTo(outcome), unit: 'm³' },
        { name: 'from the ground into the drains', ours: volumes.drained, unit: 'm³' },
        { name: 'out of the drains onto the ground', ours: volumes.returned, unit: 'm³' },
      ],
      plot: {
        ...{ x: 'time [min]', y: 'level [m]' },
        series: [
          {
            name: 'water on the ground at manhole A',
            points: outcome.gauges.map(({ time, level }) => [time / 60, level] as const),
          },
          {
            name: 'head in manhole A',
            points: Array.from(heads?.times ?? [], (time, n) => [
              time / 60,
              heads?.head[n * heads.nodes.length + heads.nodes.indexOf('A')] ?? Number.NaN,
            ]),
          },
        ],
      },
    })
  })
})

const MANHOLES = ['A', 'B', 'C'].map((node) => ({ node, width_m: 0.8 }))

async function both(given: Record<string, unknown>) {
  return await Promise.all(
    BACKENDS.map(async ([name, create]) => {
      const prepared = prepare(caseSchema.parse(given))
      const run = runFlood(prepared, create(prepared.grid, prepared.depth), () => 0)
      let step = await run.next()
      while (!step.done) step = await run.next()
      return { name, outcome: step.value }
    }),
  )
}

function cameTo({ volumes, network }: FloodOutcome): number {
  if (!network) throw new Error('no drains')
  return volumes.initial + volumes.rain + volumes.inflow + volumes.roofs + network.initial + network.inflow
}

/** Of all that came or was there, what neither ground nor drains have. */
function lost(outcome: FloodOutcome): number {
  const { volumes, network } = outcome
  if (!network) throw new Error('no drains')
  const left = volumes.outflow + volumes.infiltrated + network.outflow + network.spilled + network.lost
  return Math.abs(1 - (volumes.final + network.stored + left) / cameTo(outcome))
}

function greatest(values: Float32Array): number {
  return values.reduce((most, value) => (value > most ? value : most), 0)
}

function middleRow() {
  return Array.from({ length: COLUMNS }, (_, column) => ({ id: `${column}`, x: (column + 0.5) * SIZE, y: 62.5 }))
}

function groundAt(x: number, y: number): number {
  return GROUND.values[Math.floor(y / SIZE) * COLUMNS + Math.floor(x / SIZE)] ?? Number.NaN
}

function lastOf({ gauges }: FloodOutcome, id: string): number {
  return gauges.findLast(({ gauge }) => gauge === id)?.level ?? Number.NaN
}

function square(west: number, south: number, width: number) {
  return [
    [west, south],
    [west + width, south],
    [west + width, south + width],
    [west, south + width],
  ]
}
