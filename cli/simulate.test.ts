import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeNetwork } from '../src/domain/network/network-file.ts'
import { aNetwork } from '../tests/kit/a-network.ts'
import { EXIT, UsageError } from './command.ts'
import { simulate } from './simulate.ts'

const folder = mkdtempSync(join(tmpdir(), 'simulate-'))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(
  join(folder, 'water.bin'),
  encodeNetwork(aNetwork().source('S').pipe('p1', 'S', 'A').valve('p1', 'S').build()),
)

describe('lifeline simulate', () => {
  it('runs a simulation on bytes of a file and prints its balance', async () => {
    const { code, text } = await run(['isolation', input({ network: { $file: 'water.bin' }, element: { link: 'p1' } })])
    expect(code).toBe(EXIT.ok)
    expect(text).toContain('balance of Network elements: in 3, out 3 [1], error 0 (tolerance 0)')
  })

  it('writes the whole summary when asked', async () => {
    const out = join(folder, 'out.json')
    await run(['isolation', input({ network: { $file: 'water.bin' }, element: { link: 'p1' } })], { out })
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      outcome: { segment: { nodeGids: [2], linkGids: [3] }, valves: [{ link: 'p1', node: 'S' }] },
      balance: [{ error: 0 }, { error: 0 }],
    })
  })

  it('says what does not fit in an input', async () => {
    await expect(run(['isolation', input({ network: 'water.bin' })])).rejects.toThrow(/isolation: network: .*element/)
    await expect(run(['isolation', input({ network: { $file: 'none.bin' } })])).rejects.toThrow(/input\.json: ENOENT/)
  })

  it('calls an unknown simulation a wrong command line', async () => {
    await expect(run(['weather', 'input.json'])).rejects.toThrow(UsageError)
  })
})

function input(question: Record<string, unknown>): string {
  const path = join(folder, 'input.json')
  writeFileSync(path, JSON.stringify({ networkKey: 'two nodes', ...question }))
  return path
}

async function run(positionals: string[], values: Record<string, string> = {}) {
  const texts: string[] = []
  const ignore = () => undefined
  const code = await simulate.run(
    { positionals, values },
    { isJson: false, result: (_, text) => texts.push(text), progress: ignore, error: ignore },
  )
  return { code, text: texts.join('\n') }
}
