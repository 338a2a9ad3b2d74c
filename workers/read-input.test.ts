import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { series } from './inundation/case/shapes.ts'
import { readInput } from './read-input.ts'

const schema = z.strictObject({ hours: z.number().max(24), grid: z.object({ size: z.number().positive() }) })

describe('an input', () => {
  it('is read by its schema', () => {
    const input = { hours: 3, grid: { size: 4 } }
    expect(readInput(schema, input)).toEqual({ ok: true, input })
  })

  it('that does not fit is told field by field in both languages', () => {
    const read = readInput(schema, { hours: 30, grid: { size: 0 } })
    if (read.ok) throw new Error('it was read')
    expect(read.faults.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^hours: Too big.*24$/),
      expect.stringMatching(/^grid.size: Too small.*0$/),
    ])
    expect(read.faults.map(({ zh }) => zh)).toEqual([
      expect.stringMatching(/^hours：数值过大.*24$/),
      expect.stringMatching(/^grid.size：数值过小.*0$/),
    ])
    const none = readInput(schema, null)
    expect(none).toMatchObject({ faults: [{ zh: expect.stringMatching(/^输入：无效输入/) }] })
  })

  it('that a check of the schema itself does not let pass is told in both languages', () => {
    const read = readInput(z.object({ rain: series }), {
      rain: [
        [0, 1],
        [60, 2],
        [60, 3],
      ],
    })
    expect(read).toMatchObject({
      faults: [{ zh: 'rain.2.0：应为晚于 60 s 的时刻，得到 60', en: 'rain.2.0: expected a time after 60 s, got 60' }],
    })
  })
})
