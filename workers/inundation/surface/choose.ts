import type { Localized } from '../../../src/domain/localized.ts'
import { bytesFor } from './gpu/buffers.ts'
import type { Grid } from './grid.ts'
import { KERNEL } from './kernel.wasm.ts'

/** What can compute a flood: a graphics card, WASM with or without threads, plain TypeScript. */
export type Backend = 'webgpu' | 'threads' | 'single' | 'typescript'

export interface Choice {
  readonly backend: Backend
  /** which one it is, and why none that would be faster, for the user */
  readonly reason: Localized
  /** of the graphics card, where that is chosen */
  readonly adapter: GPUAdapter | null
}

/** What this machine offers. */
export interface Machine {
  /** null = none */
  readonly requestAdapter: () => Promise<GPUAdapter | null>
  /** memory can be shared between threads */
  readonly sharesMemory: boolean
  /** computes four numbers at once */
  readonly hasKernel: boolean
  readonly cores: number
}

/** Names of graphics cards that are programs: slower than our own kernel. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|basic render/i

/**
 * The fastest that this machine has for a grid: graphics card, threads, one thread, TypeScript. A graphics card made of
 * software is never chosen by itself.
 */
export async function chooseBackend(
  grid: Pick<Grid, 'columns' | 'rows'>,
  machine: Machine = thisMachine(),
): Promise<Choice> {
  const adapter = await machine.requestAdapter().catch(() => null)
  const refusal = refusalOf(adapter, grid)
  if (adapter && !refusal) {
    const name = [adapter.info.vendor, adapter.info.architecture].filter((word) => word !== '').join(' ') || 'WebGPU'
    return { backend: 'webgpu', adapter, reason: { zh: `显卡 ${name}`, en: `graphics card ${name}` } }
  }
  const whyNot = refusal ?? { zh: '没有可用的 WebGPU 显卡', en: 'no graphics card that WebGPU can use' }
  if (!machine.hasKernel) {
    const lacks = { zh: '本机不支持 WebAssembly SIMD', en: 'WebAssembly SIMD is missing here' }
    return choice('typescript', { zh: 'TypeScript（很慢）', en: 'TypeScript (very slow)' }, whyNot, lacks)
  }
  if (machine.sharesMemory && machine.cores > 1)
    return choice('threads', { zh: `WASM ${machine.cores} 线程`, en: `WASM, ${machine.cores} threads` }, whyNot)
  const alone = machine.sharesMemory
    ? { zh: '处理器只有一个核', en: 'the processor has one core' }
    : { zh: '网页未与其他来源隔离，线程不能共享内存', en: 'the page is not isolated, so threads cannot share memory' }
  return choice('single', { zh: 'WASM 单线程', en: 'WASM, one thread' }, whyNot, alone)
}

function choice(backend: Backend, name: Localized, ...reasons: readonly Localized[]): Choice {
  return {
    ...{ backend, adapter: null },
    reason: {
      zh: `${name.zh}：${reasons.map(({ zh }) => zh).join('；')}`,
      en: `${name.en}: ${reasons.map(({ en }) => en).join('; ')}`,
    },
  }
}

/** Why an adapter is not for this grid; null = it is, or there is none. */
function refusalOf(adapter: GPUAdapter | null, grid: Pick<Grid, 'columns' | 'rows'>): Localized | null {
  if (!adapter) return null
  const { isFallbackAdapter, vendor, architecture, device, description } = adapter.info
  if (isFallbackAdapter || SOFTWARE.test([vendor, architecture, device, description].join(' ')))
    return { zh: '显卡由软件模拟，比 WASM 慢', en: 'the graphics card is software, slower than WASM' }
  const room = Math.min(adapter.limits.maxStorageBufferBindingSize, adapter.limits.maxBufferSize)
  const { largest } = bytesFor(grid)
  if (largest <= room) return null
  const [needs, has] = [largest, room].map((bytes) => Math.round(bytes / 2 ** 20))
  return {
    zh: `网格需要 ${needs} MiB 的显存缓冲区，显卡最多 ${has} MiB`,
    en: `the grid needs buffers of ${needs} MiB, the graphics card has ${has} MiB at most`,
  }
}

function thisMachine(): Machine {
  // Node knows no isolation: its threads share memory always
  const { crossOriginIsolated = true, navigator } = globalThis as Partial<typeof globalThis>
  return {
    requestAdapter: async () => (await navigator?.gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null,
    sharesMemory: crossOriginIsolated && typeof SharedArrayBuffer !== 'undefined',
    hasKernel: WebAssembly.validate(Uint8Array.from(atob(KERNEL), (letter) => letter.charCodeAt(0))),
    cores: navigator?.hardwareConcurrency ?? 1,
  }
}
