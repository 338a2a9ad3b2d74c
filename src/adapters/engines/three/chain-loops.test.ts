import { describe, expect, it } from 'vitest'
import { chainLoops } from './chain-loops.ts'

const at = (x: number, y: number) => ({ x, y })

describe('the outline of a cut', () => {
  it('closes whatever order its pieces come in', () => {
    const pieces = [
      { from: at(1, 1), to: at(0, 1) },
      { from: at(0, 0), to: at(1, 0) },
      { from: at(0, 1), to: at(0, 0) },
      { from: at(1, 0), to: at(1, 1) },
    ]
    expect(chainLoops(pieces).map((loop) => loop.length)).toEqual([4])
  })

  it('keeps two solids apart', () => {
    const triangle = (x: number) => [
      { from: at(x, 0), to: at(x + 1, 0) },
      { from: at(x + 1, 0), to: at(x, 1) },
      { from: at(x, 1), to: at(x, 0) },
    ]
    expect(chainLoops([...triangle(0), ...triangle(5)])).toHaveLength(2)
  })

  it('joins ends that differ by less than half a millimetre', () => {
    const pieces = [
      { from: at(0, 0), to: at(1, 0) },
      { from: at(1.0001, 0), to: at(0, 1) },
      { from: at(0, 1.0001), to: at(0, 0) },
    ]
    expect(chainLoops(pieces)).toHaveLength(1)
  })

  it('leaves out what does not close', () => {
    expect(
      chainLoops([
        { from: at(0, 0), to: at(1, 0) },
        { from: at(1, 0), to: at(1, 1) },
      ]),
    ).toEqual([])
  })
})
