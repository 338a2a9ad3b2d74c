import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Findings } from '../check/finding.ts'
import { openRows } from './table.ts'

const LIMITS = { longestRow: 1000, progressEvery: 1 << 20 }

async function rowsOf(text: string) {
  return await (await readingOf(text)).reading
}

async function readingOf(text: string | Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-table-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'YSLINE.csv')
  await writeFile(path, text)
  const findings = new Findings()
  const reading = read(path, findings)
  reading.catch(() => {})
  return { findings, reading }
}

async function read(path: string, findings: Findings) {
  const said: number[] = []
  const onBytes = (bytes: number) => said.push(bytes)
  const options = { encoding: 'utf-8', required: ['id'], limits: LIMITS, onBytes } as const
  const names: string[] = []
  const table = await openRows(path, options, findings)
  const name = table.column('name')
  await table.each((row) => names.push(row.cell(name)))
  return { names, said }
}

test('a row without end stops the run with its file and row', async () => {
  await expect(rowsOf('a'.repeat(5000))).rejects.toMatchObject({
    finding: { rule: 'endless-row', file: 'YSLINE.csv', row: 1 },
  })
  await expect(rowsOf(`id,name\n1,x\n2,"never closed\n${'3,y\n'.repeat(2000)}`)).rejects.toMatchObject({
    finding: { rule: 'endless-row', file: 'YSLINE.csv', row: 3 },
  })
})

test('a quote inside a cell is text, and line breaks inside quotes belong to the cell', async () => {
  const rows = '1,DN 2" pipe\n2,"two\nlines"\n3,"said ""no"", twice"\n'
  const { names, said } = await rowsOf(`id,name\n${rows.repeat(500)}`)
  expect(names.length).toBe(1500)
  expect(names.slice(-3)).toEqual(['DN 2" pipe', 'two\nlines', 'said "no", twice'])
  expect(said.length).toBe(1)
})

test('a text table says how far it is read', async () => {
  const { names, said } = await rowsOf(`id,name\n${'12345678,1234567\n'.repeat(150_000)}`)
  expect(names.length).toBe(150_000)
  expect(said.length).toBe(3)
  expect(said.reduce((sum, bytes) => sum + bytes, 0)).toBe('id,name\n'.length + 150_000 * '12345678,1234567\n'.length)
})

test('bytes of no text after a good header stop the run before the end', async () => {
  const text = Buffer.concat([Buffer.from('id,name\n'), Buffer.from('\xff\xfe,x\n'.repeat(300_000), 'latin1')])
  const { findings, reading } = await readingOf(text)
  await expect(reading).rejects.toMatchObject({ finding: { rule: 'wrong-encoding', row: 2 } })
  expect(findings.list.length).toBeLessThan(2000)
})
