import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { MAX_GID } from '../../src/domain/ids.ts'
import { giveGids, ledgerText, readLedger } from './gids.ts'

const BOUNDS = [120, 36, 121, 37] as const

async function aLedgerFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-ledger-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'gids.csv'), text)
  return join(folder, 'gids.csv')
}

test('a grid of assets is numbered so that every neighbour in number is a neighbour in place', () => {
  const side = 8
  const assets = Array.from({ length: side * side }, (_, i) => ({
    id: `a${i}`,
    lon: 120 + ((i % side) + 0.5) / side,
    lat: 36 + (Math.floor(i / side) + 0.5) / side,
  }))
  const gids = giveGids(assets, new Map(), BOUNDS)
  const ordered = [...assets].sort((a, b) => (gids.get(a.id) ?? 0) - (gids.get(b.id) ?? 0))
  ordered.slice(1).forEach((asset, i) => {
    const before = ordered[i] ?? asset
    expect(Math.abs(asset.lon - before.lon) + Math.abs(asset.lat - before.lat)).toBeCloseTo(1 / side, 9)
  })
})

test('a ledger read back is the ledger written, also with commas in an id', async () => {
  const gids = giveGids([{ id: 'city/water/A,1', lon: 120.5, lat: 36.5 }], new Map([['city/water/old', 7]]), BOUNDS)
  expect(gids.get('city/water/A,1')).toBe(8)
  expect(await readLedger(await aLedgerFile(ledgerText(gids)))).toEqual(gids)
})

test('a ledger that gives one number twice is refused with its row', async () => {
  await expect(readLedger(await aLedgerFile('id,gid\na,1\nb,1\n'))).rejects.toMatchObject({
    finding: { rule: 'bad-ledger', file: 'gids.csv', row: 3 },
  })
})

test('numbers above the largest that tiles can hold are refused', () => {
  const full = new Map([['last', MAX_GID]])
  expect(() => giveGids([{ id: 'one more', lon: 120, lat: 36 }], full, BOUNDS)).toThrow('no drawing indices are left')
})
