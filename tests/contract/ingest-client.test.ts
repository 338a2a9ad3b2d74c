import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

const CLIENT = resolve('docs/examples/ingest-client.mjs')

let tiny: TinyServer
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lifeline-'))
  tiny = await startTinyServer(true, { mqtt: { port: 0 } })
})
afterAll(async () => {
  await tiny.close()
  await rm(directory, { recursive: true, force: true })
})

describe('the example client of docs/ingest.md', () => {
  const send = async (address: string, value: number, key = tiny.server.ingestKey) => {
    const file = join(directory, 'readings.ndjson')
    const readings = Array.from({ length: 1500 }, (_, n) => ({ sensor: 's-water', at: Date.now() - n * 1000, value }))
    await writeFile(file, readings.map((reading) => `${JSON.stringify(reading)}\n`).join(''))
    const run = promisify(execFile)(process.execPath, [CLIENT, address, file, 'tiny', 'gateway-7'], {
      env: { ...process.env, LIFELINE_KEY: key },
    })
    return (await run).stdout
  }
  const stored = async () => {
    const answer = await tiny.call('ingest_state', {}, await tiny.signIn('admin'))
    return ((await answer.json()) as { accepted: number; late: number; duplicate: number }) ?? {}
  }

  it.each(['HTTP', 'MQTT'] as const)('sends readings by %s and waits for their acknowledgement', async (way) => {
    const before = await stored()
    const address = way === 'HTTP' ? tiny.server.url : `mqtt://127.0.0.1:${tiny.server.mqttPort()}`
    expect(await send(address, 0.3)).toContain('1500 readings acknowledged')
    const after = await stored()
    const told = (state: typeof after) => state.accepted + state.late + state.duplicate
    expect(told(after) - told(before)).toBe(1500)
  })

  it('says when its key is wrong', async () => {
    await expect(send(tiny.server.url, 0.3, 'another')).rejects.toThrow(/401/)
  })
})
