import { describe, expect, it } from 'vitest'
import { layOut, MARGIN, TASK } from './layout.ts'
import { WetBlocks } from './wet-blocks.ts'

/** Boxes that a step would compute, in cells of the grid: [west, east, south, north]. */
function boxesOf(blocks: WetBlocks, isEverywhere = false): number[][] {
  const tasks = new Int32Array(16 * TASK.words)
  return Array.from({ length: blocks.plan(isEverywhere, tasks) }, (_, n) => {
    const [west, east, south, north] = tasks.subarray(n * TASK.words, n * TASK.words + 4)
    return [
      ...[(west as number) - MARGIN.columns, (east as number) - MARGIN.columns],
      ...[(south as number) - MARGIN.rows, (north as number) - MARGIN.rows],
    ]
  })
}

describe('what a step computes', () => {
  const layout = layOut(130, 100, false, 1, 'second-order')

  it('is nothing where all is dry, and everything under rain', () => {
    const blocks = new WetBlocks(layout)
    expect(boxesOf(blocks)).toEqual([])
    expect(boxesOf(blocks, true)).toEqual([
      ...[
        [0, 64, 0, 64],
        [64, 128, 0, 64],
        [128, 132, 0, 64],
      ],
      ...[
        [0, 64, 64, 100],
        [64, 128, 64, 100],
        [128, 132, 64, 100],
      ],
    ])
  })

  it('is the wet vector and what lies beside it', () => {
    const blocks = new WetBlocks(layout)
    blocks.touch(21, 30)
    expect(boxesOf(blocks)).toEqual([[16, 28, 29, 32]])
  })

  it('reaches over to the next block only from its edge', () => {
    const blocks = new WetBlocks(layout)
    blocks.touch(63, 63)
    expect(boxesOf(blocks)).toEqual([
      [56, 64, 62, 64],
      [64, 68, 63, 64],
      [60, 64, 64, 65],
    ])
  })

  it('is once more what has run dry: the other state of the water still holds it', () => {
    const blocks = new WetBlocks(layout)
    const tasks = new Int32Array(16 * TASK.words)
    const speeds = new Float32Array(tasks.buffer)
    const stepLeavingItDry = () => {
      const count = blocks.plan(false, tasks)
      for (let task = 0; task < count; task++) tasks.set([1, 0, 1, 0], task * TASK.words + TASK.wetWest)
      blocks.settle(count, tasks, speeds)
      return count
    }
    blocks.touch(21, 30)
    expect(stepLeavingItDry()).toBe(1)
    expect(boxesOf(blocks)).toEqual([[20, 24, 30, 31]])
    expect(stepLeavingItDry()).toBe(1)
    expect(boxesOf(blocks)).toEqual([])
  })
})
