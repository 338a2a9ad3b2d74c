import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EXIT, type Terminal, UsageError } from './command.ts'
import { synth } from './synth.ts'

const silent: Terminal = { isJson: true, result: () => {}, progress: () => {}, error: () => {} }
const run = (values: Record<string, string>) => synth.run({ values, positionals: [] }, silent)

describe('lifeline synth', () => {
  it('writes a survey folder and succeeds', async () => {
    const root = await mkdtemp(join(tmpdir(), 'synth-'))
    const out = join(root, 'survey')
    expect(await run({ out, seed: '3' })).toBe(EXIT.ok)
    expect(JSON.parse(await readFile(join(out, 'survey.json'), 'utf8'))).toMatchObject({
      city: 'demo',
      isExample: true,
    })
    await rm(root, { recursive: true })
  })

  it('says what is wrong with the command line', async () => {
    await expect(run({})).rejects.toThrow(UsageError)
    await expect(run({ out: 'x', seed: 'seven' })).rejects.toThrow('--seed: got "seven", expected a whole number')
    await expect(run({ out: 'x', encoding: 'latin1' })).rejects.toThrow('--encoding: got "latin1"')
  })
})
