// Compiles the flood solver's AssemblyScript: node --import ./tools/ts.mjs tools/build-kernel.ts. What it makes is kept
// with its source, so that nobody needs the compiler to run the twin; a test holds the two together.
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const FOLDER = 'workers/inundation/surface'
export const KERNEL_FILE = join(ROOT, FOLDER, 'kernel.wasm.ts')
const FLAGS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd']
/** For memory that several threads share; up to 4 GiB. */
const SHARED = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536']

/** Text of the TypeScript file that holds the compiled kernels, for a memory of its own and for one that is shared. */
export async function kernelModule(): Promise<string> {
  const constant = async (name: string, source: string, flags: readonly string[]) =>
    `export const ${name} =\n  '${await compile(source, flags)}'\n`
  return [
    '// Made from step.as.ts and preview.as.ts by tools/build-kernel.ts. Do not edit.\n',
    await constant('KERNEL', 'step.as.ts', []),
    await constant('SHARED_KERNEL', 'step.as.ts', SHARED),
    await constant('PREVIEW', 'preview.as.ts', []),
    await constant('SHARED_PREVIEW', 'preview.as.ts', SHARED),
  ].join('')
}

/** @returns the WASM module in base64 */
async function compile(source: string, flags: readonly string[]): Promise<string> {
  let binary: Uint8Array | string = ''
  const args = [`${FOLDER}/${source}`, '--baseDir', ROOT, '--outFile', 'kernel.wasm', ...FLAGS, ...flags]
  const { error, stderr } = await asc.main(args, {
    writeFile(name, contents) {
      if (name === 'kernel.wasm') binary = contents
    },
  })
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`)
  return Buffer.from(binary).toString('base64')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(KERNEL_FILE, await kernelModule())
