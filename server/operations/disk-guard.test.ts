import { expect, it } from 'vitest'
import { createDiskGuard, type DiskState } from './disk-guard.ts'

const MB = 1 << 20

async function guardOf(free: { bytes: number }, onChange: (state: DiskState) => Promise<void>) {
  const faults: unknown[] = []
  const guard = await createDiskGuard({
    folder: '.',
    onChange,
    onFault: (error) => faults.push(error),
    freeBytes: async () => free.bytes,
  })
  return { guard, faults }
}

it('says low before full, and roomy again only with room to spare', async () => {
  const free = { bytes: 1000 * MB }
  const told: DiskState[] = []
  const { guard } = await guardOf(free, async (state) => void told.push(state))
  for (const megabytes of [511, 540, 255, 300, 330, 570, 580]) {
    free.bytes = megabytes * MB
    await guard.look()
  }
  await guard.close()
  expect(told).toEqual(['low', 'full', 'low', 'roomy'])
})

it('tries again when a change could not be carried out', async () => {
  const free = { bytes: 100 * MB }
  let attempts = 0
  const { guard, faults } = await guardOf(free, async () => {
    attempts++
    if (attempts === 1) throw new Error('database busy')
  })
  expect([guard.state(), faults.length]).toEqual(['roomy', 1])
  await guard.look()
  await guard.close()
  expect([guard.state(), attempts]).toEqual(['full', 2])
})
