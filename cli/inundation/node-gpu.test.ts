import { afterEach, describe, expect, it, vi } from 'vitest'
import { gpuOfNode } from './node-gpu.ts'

const failing = (message: string, code?: string) => () => Promise.reject(Object.assign(new Error(message), { code }))

describe('WebGPU of Node.js', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('is refused where its package is missing or does not start, and tells what to do', async () => {
    vi.stubGlobal('navigator', {})
    await expect(gpuOfNode(failing('Cannot find package', 'ERR_MODULE_NOT_FOUND'))).rejects.toThrow(
      /its package is not there; install it by: npm install --no-save webgpu@\d/,
    )
    await expect(gpuOfNode(failing('dawn.node: wrong machine', 'ERR_DLOPEN_FAILED'))).rejects.toThrow(
      'its package webgpu does not start: dawn.node: wrong machine',
    )
  })

  it('is that of the package, opened once', async () => {
    vi.stubGlobal('navigator', undefined)
    const create = vi.fn(() => ({}) as GPU)
    const gpu = await gpuOfNode(async () => ({ create }))
    expect(await gpuOfNode(async () => ({ create }))).toBe(gpu)
    expect(create).toHaveBeenCalledTimes(1)
  })

  it('is its own where it has one', async () => {
    const own = {}
    vi.stubGlobal('navigator', { gpu: own })
    expect(await gpuOfNode(failing('never asked'))).toBe(own)
  })
})
