import { readFile } from 'node:fs/promises'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { MAX_GID } from '../../src/domain/ids.ts'
import { UnusableInput } from '../check/finding.ts'

const HILBERT_ORDER = 16

/** The drawing indices ever given in a city: `id,gid` rows of gids.csv, never reused. */
export type Ledger = Map<string, number>

/** Reads a ledger; absent = a new city. Throws UnusableInput when a row is not `id,gid` or a gid was given twice. */
export async function readLedger(path: string): Promise<Ledger> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return 'id,gid\n'
    throw error
  })
  const ledger: Ledger = new Map()
  const given = new Set<number>()
  text
    .split('\n')
    .slice(1)
    .forEach((line, index) => {
      if (line === '') return
      const comma = line.lastIndexOf(',')
      const [id, gid] = [line.slice(0, comma), Number(line.slice(comma + 1))]
      if (comma < 1 || !Number.isInteger(gid) || gid < 1 || gid > MAX_GID || given.has(gid) || ledger.has(id)) {
        const message = { zh: '编号台账有错行，拒绝使用', en: 'the ledger has a bad row and is refused' }
        throw new UnusableInput('bad-ledger', message, {
          file: 'gids.csv',
          row: index + 2,
          value: line,
          expected: 'id,gid',
        })
      }
      given.add(gid)
      ledger.set(id, gid)
    })
  return ledger
}

/**
 * Gives every id of the city a gid: those in the ledger keep theirs, new ones follow the largest ever given, in Hilbert
 * order of their places so that neighbours have near numbers (small deltas compress; 6 instead of 16 bytes a segment).
 *
 * @throws UnusableInput when more than MAX_GID would be needed
 */
export function giveGids(
  assets: readonly { readonly id: string; readonly lon: number; readonly lat: number }[],
  ledger: Ledger,
  bounds: Bounds,
): Ledger {
  const [west, south, east, north] = bounds
  const side = 2 ** HILBERT_ORDER - 1
  const fresh = assets
    .filter(({ id }) => !ledger.has(id))
    .map(({ id, lon, lat }) => ({
      id,
      order: hilbert(
        Math.round(((lon - west) / (east - west || 1)) * side),
        Math.round(((lat - south) / (north - south || 1)) * side),
      ),
    }))
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  let last = 0
  for (const gid of ledger.values()) last = Math.max(last, gid)
  if (last + fresh.length > MAX_GID) {
    const message = { zh: '绘图编号用尽', en: 'no drawing indices are left' }
    throw new UnusableInput('too-many-gids', message, { value: last + fresh.length, expected: `≤ ${MAX_GID}` })
  }
  return new Map([...ledger, ...fresh.map(({ id }, index) => [id, last + index + 1] as const)])
}

export function ledgerText(ledger: Ledger): string {
  return `id,gid\n${[...ledger].map(([id, gid]) => `${id},${gid}\n`).join('')}`
}

/** Position of a cell along the Hilbert curve of order 16; below 2³², exact in a number. */
function hilbert(column: number, row: number): number {
  let [x, y, distance] = [column, row, 0]
  for (let side = 2 ** (HILBERT_ORDER - 1); side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0
    const up = (y & side) > 0 ? 1 : 0
    distance += side * side * ((3 * right) ^ up)
    if (up === 0) {
      if (right === 1) [x, y] = [side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))]
      else [x, y] = [x & (side - 1), y & (side - 1)]
      ;[x, y] = [y, x]
    } else [x, y] = [x & (side - 1), y & (side - 1)]
  }
  return distance
}
