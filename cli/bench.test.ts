import { describe, expect, it } from 'vitest'
import { looped } from '../tests/bench/looped-network.ts'
import { bench } from './bench.ts'
import { UsageError } from './command.ts'

describe('lifeline bench', () => {
  it('measures a network of the size that was asked for, and names the machine', async () => {
    const printed: unknown[] = []
    const ignore = () => undefined
    const terminal = { isJson: true, result: (data: unknown) => printed.push(data), progress: ignore, error: ignore }
    await bench.run({ positionals: ['isolation'], values: { pipes: '500' } }, terminal)
    expect(printed).toEqual([expect.objectContaining({ links: 500, machine: expect.stringContaining('Node') })])
  })

  it('makes equal networks from equal seeds', () => {
    expect(looped(300, 5)).toEqual(looped(300, 5))
    expect(looped(300, 5)).not.toEqual(looped(300, 6))
  })

  it.each([
    ['nothing to measure', [], {}],
    ['a size that is no number', ['isolation'], { pipes: 'many' }],
  ])('calls it a wrong command line: %s', async (_, positionals, values) => {
    const ignore = () => undefined
    const terminal = { isJson: false, result: ignore, progress: ignore, error: ignore }
    await expect(bench.run({ positionals, values }, terminal)).rejects.toThrow(UsageError)
  })
})
