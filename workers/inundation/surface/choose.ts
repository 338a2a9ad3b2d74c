import type { ComputedBy, FloodBackend } from '../../../src/domain/inundation/computed-by.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Threads } from './crew.ts'
import { answerOf } from './gpu/answers.ts'
import { bytesFor } from './gpu/buffers.ts'
import type { Grid } from './grid.ts'
import { KERNEL } from './kernel.wasm.ts'

export interface Choice extends ComputedBy {
  /** of the graphics card, where that is chosen */
  readonly adapter: GPUAdapter | null
  /** null = it is chosen */
  readonly whyNoCard: Localized | null
}

/** What this machine offers. */
export interface Machine {
  /** null = none */
  readonly requestAdapter: () => Promise<GPUAdapter | null>
  /** a graphics card made of software will do: somebody asked for one */
  readonly allowsSoftware?: boolean
  /** null = the one that asks computes alone */
  readonly threads: Threads | null
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
 *
 * @param notForCard  why the case is not for a graphics card, whatever it can do; null = it is
 */
export async function chooseBackend(
  grid: Pick<Grid, 'columns' | 'rows'>,
  machine: Machine,
  notForCard: Localized | null = null,
): Promise<Choice> {
  const adapter = await answerOf(machine.requestAdapter()).catch(() => null)
  if (!adapter)
    return withoutCard(machine, { zh: '没有可用的 WebGPU 显卡', en: 'no graphics card that WebGPU can use' })
  const refusal = refusalOf(adapter, grid, machine.allowsSoftware ?? false) ?? notForCard
  if (refusal) return withoutCard(machine, refusal)
  const name = [adapter.info.vendor, adapter.info.architecture].filter((word) => word !== '').join(' ') || 'WebGPU'
  return { backend: 'webgpu', adapter, whyNoCard: null, told: { zh: `显卡 ${name}`, en: `graphics card ${name}` } }
}

/** The fastest beside a graphics card, which is not used for this reason. */
export function withoutCard(machine: Machine, whyNot: Localized): Choice {
  const { threads } = machine
  if (!machine.hasKernel) {
    const lacks = { zh: '本机不支持 WebAssembly SIMD', en: 'WebAssembly SIMD is missing here' }
    return choice('typescript', { zh: 'TypeScript（很慢）', en: 'TypeScript (very slow)' }, whyNot, lacks)
  }
  if (threads && threads.count > 1)
    return choice('threads', { zh: `WASM ${threads.count} 线程`, en: `WASM, ${threads.count} threads` }, whyNot)
  return choice('single', { zh: 'WASM 单线程', en: 'WASM, one thread' }, whyNot, whyAlone(machine))
}

function whyAlone({ sharesMemory, cores }: Machine): Localized {
  if (!sharesMemory)
    return {
      zh: '网页未与其他来源隔离，线程不能共享内存',
      en: 'the page is not isolated, so threads cannot share memory',
    }
  if (cores < 2) return { zh: '处理器只有一个核', en: 'the processor has one core' }
  return { zh: '没有要求多线程', en: 'no more threads were asked for' }
}

function choice(backend: FloodBackend, name: Localized, whyNoCard: Localized, ...others: readonly Localized[]): Choice {
  const reasons = [whyNoCard, ...others]
  return {
    ...{ backend, adapter: null, whyNoCard },
    told: {
      zh: `${name.zh}：${reasons.map(({ zh }) => zh).join('；')}`,
      en: `${name.en}: ${reasons.map(({ en }) => en).join('; ')}`,
    },
  }
}

/** Why an adapter is not for this grid; null = it is. */
function refusalOf(
  adapter: GPUAdapter,
  grid: Pick<Grid, 'columns' | 'rows'>,
  allowsSoftware: boolean,
): Localized | null {
  const { isFallbackAdapter, vendor, architecture, device, description } = adapter.info
  const isSoftware = isFallbackAdapter || SOFTWARE.test([vendor, architecture, device, description].join(' '))
  if (isSoftware && !allowsSoftware)
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

/**
 * What the machine offers that this runs on.
 *
 * @param threads  that share the work with this one; null = none
 * @param gpu      left out = that of the page or program, where it has one
 */
export function thisMachine(threads: Threads | null, gpu?: GPU): Machine {
  // Node knows no isolation: its threads share memory always
  const { crossOriginIsolated = true, navigator } = globalThis as Partial<typeof globalThis>
  return {
    threads,
    requestAdapter: async () =>
      (await (gpu ?? navigator?.gpu)?.requestAdapter({ powerPreference: 'high-performance' })) ?? null,
    sharesMemory: crossOriginIsolated && typeof SharedArrayBuffer !== 'undefined',
    hasKernel: WebAssembly.validate(Uint8Array.from(atob(KERNEL), (letter) => letter.charCodeAt(0))),
    cores: navigator?.hardwareConcurrency ?? 1,
  }
}
