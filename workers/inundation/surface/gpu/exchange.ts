import { TEAM } from './constants.ts'
import { bind, empty, filled, readBack } from './device.ts'

/** Water of some cells, as Water, and what of each depth waits beside it because it is less than a quantum [m]. */
export interface GatheredWater {
  readonly depth: Float32Array
  readonly east: Float32Array
  readonly north: Float32Array
  readonly waiting: Float32Array
}

/** Water of the cells at these places, in their order. */
export async function gatherCells(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  state: GPUBuffer,
  places: Uint32Array<ArrayBuffer>,
): Promise<GatheredWater> {
  const taken = empty(device, 16 * places.length)
  const values = new Float32Array(await overCells(device, pipeline, places, { 1: state, 11: taken }, taken))
  const part = (n: number) => Float32Array.from(places, (_, i) => values[4 * i + n] as number)
  return { depth: part(0), east: part(1), north: part(2), waiting: part(3) }
}

/** Adds depths [m] at these places, or takes some; answers what was added. */
export async function scatterCells(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  state: GPUBuffer,
  fastest: GPUBuffer,
  places: Uint32Array<ArrayBuffer>,
  depths: ArrayLike<number>,
): Promise<Float32Array> {
  const amounts = filled(device, Float32Array.from(depths))
  const bound = { 2: state, 3: fastest, 10: amounts }
  return new Float32Array(await overCells(device, pipeline, places, bound, amounts))
}

async function overCells(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  places: Uint32Array<ArrayBuffer>,
  bound: Readonly<Record<number, GPUBuffer>>,
  results: GPUBuffer,
): Promise<ArrayBuffer> {
  const list = filled(device, places)
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  pass.setPipeline(pipeline)
  pass.setBindGroup(0, bind(device, pipeline, { ...bound, 9: list }))
  pass.dispatchWorkgroups(Math.ceil(places.length / TEAM))
  pass.end()
  try {
    const [answer] = await readBack(device, encoder, [results])
    return answer as ArrayBuffer
  } finally {
    list.destroy()
    results.destroy()
  }
}
