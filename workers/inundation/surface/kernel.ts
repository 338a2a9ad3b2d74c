import { KERNEL, PREVIEW, SHARED_KERNEL, SHARED_PREVIEW } from './kernel.wasm.ts'
import type { Layout } from './layout.ts'

/** What step.as.ts and preview.as.ts offer. */
export interface Kernel {
  setWater(h0: number, e0: number, n0: number, h1: number, e1: number, n1: number): void
  setGround(
    ...[rx, ry, cx, cy, roughness, rest, stride]: [number, number, number, number, number, number, number]
  ): void
  setScratch(scratch: number): void
  setRain(field: number, rate: number): void
  setRecords(depth: number, speed: number, hazard: number, standing: number, arrivals: number, apart: number): void
  setLook(isLooking: number, time: number, since: number): void
  /** of the preview alone: discharge through the faces to the east and north */
  setFlows?(x0: number, y0: number, x1: number, y1: number): void
  advance(task: number, duration: number, size: number): void
}

/** Memory for a layout, all zero. */
export function kernelMemory({ pages }: Layout, isShared: boolean): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: isShared })
}

/** A kernel over this memory, with the scratch of one thread: 0, 1 … */
export function startKernel(memory: WebAssembly.Memory, layout: Layout, thread: number): Kernel {
  const isShared = !(memory.buffer instanceof ArrayBuffer)
  const text = layout.flows ? (isShared ? SHARED_PREVIEW : PREVIEW) : isShared ? SHARED_KERNEL : KERNEL
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } })
  const kernel = exports as unknown as Kernel
  kernel.setScratch(layout.scratch + thread * layout.scratchBytes)
  const { riseEast, riseNorth, crestEast, crestNorth, roughness, rest, stride } = layout
  kernel.setGround(riseEast, riseNorth, crestEast, crestNorth, roughness, rest, stride)
  const [depth = 0, speed = 0, hazard = 0, standing = 0, first = 0, second = 0] = layout.records
  kernel.setRecords(depth, speed, hazard, standing, first, second - first)
  return kernel
}
