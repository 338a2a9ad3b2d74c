import type { Grid } from '../grid.ts'
import { ACTS } from './acts.wgsl.ts'
import { answerOf } from './answers.ts'
import { bytesFor, groundOf, type Layout, waterOf } from './buffers.ts'
import { CLOCK_WORDS } from './constants.ts'
import type { ActTables } from './entries.ts'
import type { PartTables } from './parts.ts'
import { NEVER, RECORDS } from './records.wgsl.ts'
import { STEP } from './step.wgsl.ts'
import { STRUCTURES } from './structures.wgsl.ts'

/** Bits of GPUBufferUsage and GPUMapMode (WebGPU 5.1.1, 5.2), which TypeScript's DOM does not declare. */
const USAGE = { MAP_READ: 0x1, COPY_SRC: 0x4, COPY_DST: 0x8, UNIFORM: 0x40, STORAGE: 0x80, INDIRECT: 0x100 }
const READ = 0x1
/** Bytes of what one entry books. */
const BOOKED = 16

/** What the solver holds on the device; both states take turns. */
export interface Buffers {
  readonly states: readonly [GPUBuffer, GPUBuffer]
  readonly ground: GPUBuffer
  readonly roughness: GPUBuffer
  readonly rain: GPUBuffer
  /** half a step on, and through the faces */
  readonly middle: GPUBuffer
  readonly east: GPUBuffer
  readonly north: GPUBuffer
  readonly throughEast: GPUBuffer
  readonly throughNorth: GPUBuffer
  /** the fastest wave, as the bits of a number */
  readonly fastest: GPUBuffer
  readonly clock: GPUBuffer
  /** workgroups of the next step: none when there is no step to do */
  readonly groups: GPUBuffer
  readonly rules: GPUBuffer
  readonly entries: GPUBuffer
  readonly carried: GPUBuffer
  readonly booked: GPUBuffer
  readonly parts: GPUBuffer
  readonly lawTables: GPUBuffer
  /** which pumps run */
  readonly running: GPUBuffer
  readonly volumes: GPUBuffer
  readonly worst: GPUBuffer
  readonly arrival: GPUBuffer
}

/** A pass, and what it reads and writes when either state is the one before. */
export interface Pass {
  readonly pipeline: GPUComputePipeline
  readonly groups: readonly [GPUBindGroup, GPUBindGroup]
}
export interface Passes {
  readonly prepare: Pass
  readonly predict: Pass
  readonly flux: Pass
  readonly update: Pass
  readonly act: Pass
  /** null = no structure passes water */
  readonly pass: Pass | null
  readonly volume: Pass
  readonly look: Pass
  /** bound when they are asked for */
  readonly gather: GPUComputePipeline
  readonly scatter: GPUComputePipeline
}

/** Buffers by their place in the shader. */
type Bound = Readonly<Record<number, GPUBuffer>>

/**
 * A device with room for a grid.
 *
 * @throws Error when the adapter has none
 */
export function requestDevice(adapter: GPUAdapter, grid: Pick<Grid, 'columns' | 'rows'>): Promise<GPUDevice> {
  const { largest } = bytesFor(grid)
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits
  return adapter.requestDevice({
    requiredLimits: {
      maxStorageBufferBindingSize: Math.min(maxStorageBufferBindingSize, Math.max(largest, 2 ** 27)),
      maxBufferSize: Math.min(maxBufferSize, Math.max(largest, 2 ** 28)),
    },
  })
}

export function allBuffers(
  device: GPUDevice,
  grid: Grid,
  layout: Layout,
  tables: ActTables,
  structures: PartTables,
  initialDepth: Float64Array,
): Buffers {
  const { STORAGE, UNIFORM, INDIRECT } = USAGE
  const perCell = () => empty(device, 16 * layout.cells)
  const { ground, roughness } = groundOf(grid, layout, [...tables.edges, ...structures.edges])
  const { water, fastest } = waterOf(grid, layout, initialDepth)
  return {
    states: [filled(device, water), perCell()],
    ground: filled(device, ground),
    roughness: filled(device, roughness),
    rain: empty(device, 4 * layout.cells),
    ...{ middle: perCell(), east: perCell(), north: perCell(), throughEast: perCell(), throughNorth: perCell() },
    fastest: filled(device, Float32Array.of(fastest)),
    clock: empty(device, 4 * CLOCK_WORDS, STORAGE | UNIFORM),
    groups: empty(device, 12, STORAGE | INDIRECT),
    rules: filled(device, tables.rulesFrom(0, 1)),
    entries: filled(device, tables.entries),
    carried: empty(device, 8 * Math.max(1, tables.rules)),
    booked: empty(device, BOOKED * Math.max(1, tables.count + structures.count)),
    parts: filled(device, structures.partsAt(0)),
    lawTables: filled(device, structures.tables),
    running: empty(device, 4 * Math.max(1, structures.count)),
    volumes: empty(device, 16 * layout.groups[0] * layout.groups[1]),
    worst: perCell(),
    arrival: filled(device, new Float32Array(4 * layout.cells).fill(NEVER)),
  }
}

export async function allPasses(
  device: GPUDevice,
  grid: Grid,
  layout: Layout,
  tables: ActTables,
  structures: PartTables,
  buffers: Buffers,
): Promise<Passes> {
  const shape = { COLUMNS: grid.columns, ROWS: grid.rows, STRIDE: layout.stride, SIZE: grid.size }
  const counts = { RULES: tables.rules, ENTRIES: tables.count, ROUNDS: tables.rounds }
  const groupCounts = { GROUPS_EAST: layout.groups[0], GROUPS_NORTH: layout.groups[1] }
  const module = (code: string) => device.createShaderModule({ code })
  const [step, acts, records] = [module(STEP), module(ACTS), module(RECORDS)]
  const ofActs = { ...shape, ...counts, ...groupCounts }
  const pipeline = (entryPoint: string, of = acts, constants: Record<string, number> = of === acts ? ofActs : shape) =>
    device.createComputePipelineAsync({ layout: 'auto', compute: { module: of, entryPoint, constants } })
  const pass = async (made: Promise<GPUComputePipeline>, bound: (before: GPUBuffer, after: GPUBuffer) => Bound) => {
    const [a, b] = buffers.states
    const one = await made
    return { pipeline: one, groups: [bind(device, one, bound(a, b)), bind(device, one, bound(b, a))] as const }
  }
  const { ground, roughness, rain, middle, east, north, throughEast, throughNorth } = buffers
  const { fastest, clock, groups, rules, entries, carried, booked, volumes, worst, arrival } = buffers
  const { parts, lawTables, running } = buffers
  const through = { 9: throughEast, 10: throughNorth }
  const ofParts = { SIZE: grid.size, PARTS: structures.count, TURNS: structures.turns, ENTRIES: tables.count }
  const [prepare, predict, flux, update, act, passing, volume, look, gather, scatter] = await Promise.all([
    pass(pipeline('prepare'), (before) => ({
      ...{ 0: clock, 1: before, 3: fastest, 4: groups, 5: rules, 6: entries, 7: carried },
    })),
    pass(pipeline('predict', step), (before) => ({
      ...{ 0: clock, 1: before, 3: ground, 4: roughness, 6: middle, 7: east, 8: north },
    })),
    pass(pipeline('flux', step), () => ({ 3: ground, 6: middle, 7: east, 8: north, ...through })),
    pass(pipeline('update', step), (before, after) => ({
      ...{ 0: clock, 1: before, 2: after, 4: roughness, 5: rain, 6: middle, ...through, 11: fastest },
    })),
    pass(pipeline('act'), (before, after) => ({
      ...{ 0: clock, 1: before, 2: after, 3: fastest, 5: rules, 6: entries, 7: carried, 8: booked },
    })),
    structures.count === 0
      ? null
      : pass(pipeline('structures', module(STRUCTURES), ofParts), (before, after) => ({
          ...{ 0: clock, 1: before, 2: after, 3: fastest, 4: parts, 5: lawTables, 6: running, 7: booked },
        })),
    pass(pipeline('volume'), (before) => ({ 1: before, 12: volumes })),
    pass(pipeline('look', records), (before) => ({ 0: clock, 1: before, 2: worst, 3: arrival })),
    pipeline('gather'),
    pipeline('scatter'),
  ])
  return { prepare, predict, flux, update, act, pass: passing, volume, look, gather, scatter }
}

export function bind(device: GPUDevice, pipeline: GPUComputePipeline, bound: Bound): GPUBindGroup {
  const entries = Object.entries(bound).map(([place, buffer]) => ({ binding: Number(place), resource: { buffer } }))
  return device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries })
}

/** A buffer of zeros; whatever else, it can be written and read back. */
export function empty(device: GPUDevice, size: number, usage = USAGE.STORAGE): GPUBuffer {
  return device.createBuffer({ size, usage: usage | USAGE.COPY_SRC | USAGE.COPY_DST })
}

export function filled(device: GPUDevice, values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): GPUBuffer {
  const buffer = empty(device, values.byteLength)
  device.queue.writeBuffer(buffer, 0, values)
  return buffer
}

/** Submits, and answers what the buffers hold afterwards. */
export async function readBack(
  device: GPUDevice,
  encoder: GPUCommandEncoder,
  buffers: readonly GPUBuffer[],
): Promise<ArrayBuffer[]> {
  const { MAP_READ, COPY_DST } = USAGE
  const copies = buffers.map((buffer) => {
    const copy = device.createBuffer({ size: buffer.size, usage: MAP_READ | COPY_DST })
    encoder.copyBufferToBuffer(buffer, 0, copy, 0, buffer.size)
    return copy
  })
  device.queue.submit([encoder.finish()])
  try {
    await answerOf(Promise.all(copies.map((copy) => copy.mapAsync(READ))))
    return copies.map((copy) => copy.getMappedRange().slice(0))
  } finally {
    for (const copy of copies) copy.destroy()
  }
}
