import { describe, expect, it } from 'vitest'
import { QUANTUM } from '../grid.ts'
import { mirrorCells } from './mirror.ts'

/** A device of 4 × 2 cells, each 0.5 m deep, that keeps what it is told. */
function aDevice() {
  const depth = new Float64Array(8).fill(0.5)
  const waiting = QUANTUM / 4
  return {
    depth,
    waiting,
    async gather(cells: ArrayLike<number>) {
      const part = (of: (cell: number) => number) => Float32Array.from(cells, of)
      const none = part(() => 0)
      return { depth: part((cell) => depth[cell] as number), east: none, north: none, waiting: part(() => waiting) }
    },
    async addAll(cells: ArrayLike<number>, depths: ArrayLike<number>) {
      for (let n = 0; n < cells.length; n++)
        depth[cells[n] as number] = (depth[cells[n] as number] as number) + (depths[n] as number)
      return Float32Array.from(depths)
    },
  }
}

const shape = { columns: 4, rows: 2 }

describe('cells of a device', () => {
  it('are drawn from and poured into, and the device gets the sum at once', async () => {
    const device = aDevice()
    const mirror = mirrorCells(device, shape, [6, 1, 6])
    await mirror.refresh()
    const taken = mirror.take(2, 1, 0.1)
    expect(mirror.water.depth[mirror.at(2, 1)]).toBeCloseTo(0.4, 5)
    const added = mirror.add(2, 1, 0.3)
    mirror.add(1, 0, 0.05)
    await mirror.flush()
    // what was told is what the device got, to its last bit
    expect((device.depth[6] as number) - 0.5).toBe(added - taken)
    expect(taken).toBe(Math.fround(0.1))
    expect([...device.depth].filter((depth) => depth === 0.5)).toHaveLength(6)
  })

  it('give no more than they have, with what waits beside the depth', async () => {
    const device = aDevice()
    const mirror = mirrorCells(device, shape, [3])
    await mirror.refresh()
    expect(mirror.take(3, 0, 7)).toBeCloseTo(0.5 + device.waiting, 9)
    expect(mirror.take(3, 0, 7)).toBeCloseTo(0, 12)
    expect(mirror.water.depth[mirror.at(3, 0)]).toBe(0)
    expect(mirror.add(3, 0, -1)).toBeCloseTo(0, 12)
  })

  it('count for one flush only', async () => {
    const device = aDevice()
    const mirror = mirrorCells(device, shape, [0])
    await mirror.refresh()
    mirror.add(0, 0, 0.25)
    await mirror.flush()
    await mirror.flush()
    expect(device.depth[0]).toBe(0.75)
  })

  it('are those that were asked for', () => {
    expect(() => mirrorCells(aDevice(), shape, [1]).at(0, 0)).toThrow('cell 0, 0 is not among its 1 cells')
  })
})
