import { describe, expect, it } from 'vitest'
import { chooseBackend, type Machine, thisMachine } from './choose.ts'

const grid = { columns: 1000, rows: 1000 }

function aCard(info: Partial<GPUAdapterInfo> = {}, largest = 2 ** 30): () => Promise<GPUAdapter | null> {
  const all = {
    vendor: 'nvidia',
    architecture: 'ampere',
    device: '',
    description: '',
    isFallbackAdapter: false,
    ...info,
  }
  const limits = { maxStorageBufferBindingSize: largest, maxBufferSize: largest }
  return async () => ({ info: all, limits }) as GPUAdapter
}
const eight = { count: 8, start: () => () => undefined }
const aMachine: Machine = { requestAdapter: aCard(), threads: eight, sharesMemory: true, hasKernel: true, cores: 8 }
const noCard = { requestAdapter: async () => null }

describe('the choice of a backend', () => {
  it('is the graphics card where there is one with room for the grid', async () => {
    const { backend, adapter, told } = await chooseBackend(grid, aMachine)
    expect([backend, adapter === null, told]).toEqual([
      'webgpu',
      false,
      { zh: '显卡 nvidia ampere', en: 'graphics card nvidia ampere' },
    ])
  })

  it('is threads where the card is software, too small, or cannot be asked, and says which', async () => {
    const reasonOf = async (requestAdapter: Machine['requestAdapter'], size = grid) => {
      const { backend, told, adapter } = await chooseBackend(size, { ...aMachine, requestAdapter })
      expect([backend, adapter]).toEqual(['threads', null])
      return told.en
    }
    expect(await reasonOf(aCard({ vendor: 'google', architecture: 'swiftshader' }))).toContain('is software')
    expect(await reasonOf(aCard({ isFallbackAdapter: true }))).toContain('is software')
    expect(await reasonOf(aCard({ description: 'llvmpipe (LLVM 15)' }))).toContain('is software')
    // 16 bytes a cell with a margin of two: (1000 + 4)² · 16 B = 15.4 MiB
    expect(await reasonOf(aCard({}, 2 ** 23))).toBe(
      'WASM, 8 threads: the grid needs buffers of 15 MiB, the graphics card has 8 MiB at most',
    )
    expect(await reasonOf(aCard({}, 1004 * 1004 * 16 - 1))).toContain('at most')
    expect((await chooseBackend(grid, { ...aMachine, requestAdapter: aCard({}, 1004 * 1004 * 16) })).backend).toBe(
      'webgpu',
    )
    expect(await reasonOf(noCard.requestAdapter)).toContain('no graphics card')
    expect(await reasonOf(() => Promise.reject(new Error('lost')))).toContain('no graphics card')
  })

  it('is a card of software for who asks for one, and no card for a case that is not for it', async () => {
    const software = aCard({ architecture: 'swiftshader' })
    const asked = await chooseBackend(grid, { ...aMachine, requestAdapter: software, allowsSoftware: true })
    expect(asked.backend).toBe('webgpu')
    const notForCard = { zh: '快速预览', en: 'a preview' }
    expect(await chooseBackend(grid, aMachine, notForCard)).toMatchObject({
      backend: 'threads',
      told: { zh: 'WASM 8 线程：快速预览', en: 'WASM, 8 threads: a preview' },
    })
  })

  it('is one thread where memory is not shared or there is one core, and TypeScript without SIMD', async () => {
    const apart = await chooseBackend(grid, { ...aMachine, ...noCard, threads: null, sharesMemory: false })
    expect(apart).toMatchObject({ backend: 'single', told: { en: expect.stringContaining('not isolated') } })
    const small = await chooseBackend(grid, { ...aMachine, ...noCard, threads: null, cores: 1 })
    expect(small).toMatchObject({ backend: 'single', told: { en: expect.stringContaining('one core') } })
    const old = await chooseBackend(grid, { ...aMachine, ...noCard, hasKernel: false })
    expect(old).toMatchObject({ backend: 'typescript', told: { zh: expect.stringContaining('SIMD') } })
  })

  it('asks the machine it runs on: here the kernel runs, and there is no graphics card', async () => {
    const choice = await chooseBackend(grid, thisMachine(null))
    expect(choice).toMatchObject({ backend: 'single', told: { en: expect.stringContaining('no graphics card') } })
  })
})
