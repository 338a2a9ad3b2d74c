import { Refusal } from '../../workers/refusal.ts'

/** Brings Dawn, the WebGPU of Chromium, to Node.js (MIT, BSD-3-Clause), and the version that was tried. */
const PACKAGE = 'webgpu'
const VERSION = '0.6.2'

/** What we use of the package. */
interface Dawn {
  readonly create: (flags: readonly string[]) => GPU
}

/** Held as long as the program runs: its devices end with it. */
let held: GPU | null = null

/**
 * WebGPU of Node.js: its own where it has one, else that of the package `webgpu`, which none of our installations brings along,
 * because it is 130 MB with the programs of five systems.
 *
 * @param load  imports a package
 * @throws Refusal telling what is missing and how to get it
 */
export async function gpuOfNode(load: (name: string) => Promise<unknown> = (name) => import(name)): Promise<GPU> {
  // older Node.js has no navigator at all
  const { navigator } = globalThis as Partial<typeof globalThis>
  if (navigator?.gpu) return navigator.gpu
  held ??= (await opened(load)).create([])
  return held
}

async function opened(load: (name: string) => Promise<unknown>): Promise<Dawn> {
  try {
    return (await load(PACKAGE)) as Dawn
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why =
      code === 'ERR_MODULE_NOT_FOUND'
        ? `its package is not there; install it by: npm install --no-save ${PACKAGE}@${VERSION} (130 MB)`
        : `its package ${PACKAGE} does not start: ${message}`
    throw new Refusal([`--backend webgpu: this Node.js has no WebGPU of its own, and ${why}`])
  }
}
