import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { MAX_GID } from '../../src/domain/ids.ts'
import { UnusableInput } from '../check/finding.ts'
import { readInputText } from '../read/input-file.ts'
import { readJson } from '../read/mapping.ts'

const HILBERT_ORDER = 16
/** bytes; room for MAX_GID rows with ids of twenty characters, and below the longest text there can be */
const LARGEST_LEDGER = 480 << 20
const numberedSchema = z.object({ maxGid: z.int() })

/** The drawing indices ever given in a city: `id,gid` rows of gids.csv, never reused. */
export type Ledger = Map<string, number>

/** Reads a ledger; absent = a new city. Throws UnusableInput when a row is not `id,gid` or a gid was given twice. */
export async function readLedger(path: string): Promise<Ledger> {
  const text = await readInputText(path, LARGEST_LEDGER).catch((error: unknown) => {
    if (error instanceof UnusableInput && ['missing-file', 'empty-file'].includes(error.finding.rule)) return 'id,gid\n'
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
 * Refuses a ledger that has lost what a city's build was numbered with: all its assets would silently get other numbers.
 *
 * @param folder  of the city, with `build/` and `gids.csv`
 * @throws UnusableInput when the build's largest gid is beyond the ledger, or the build's manifest cannot be read
 */
export async function refuseLostLedger(folder: string, ledger: Ledger): Promise<void> {
  const manifest = join(folder, 'build/city.json')
  const isBuilt = await stat(manifest).then(
    () => true,
    () => false,
  )
  if (!isBuilt) return
  const { maxGid } = await readJson(manifest, numberedSchema, {
    zh: '已有成果的 city.json ',
    en: 'city.json of the build',
  })
  const last = largestGid(ledger)
  if (last >= maxGid) return
  const message = {
    zh: `编号台账 gids.csv 缺失、为空或不全，而已有成果用到编号 ${maxGid}：继续会把全城重新编号。请恢复 gids.csv；若确要重新编号，请删除 ${join(folder, 'build')}`,
    en: `the ledger gids.csv is missing, empty or not whole, but the present build has numbers up to ${maxGid}: going on would renumber the city. Restore gids.csv; to start a new numbering, delete ${join(folder, 'build')}`,
  }
  throw new UnusableInput('lost-ledger', message, { file: 'gids.csv', value: last, expected: `≥ ${maxGid}` })
}

/** The largest gid ever given; 0 in a new city. */
export function largestGid(ledger: Ledger): number {
  let last = 0
  for (const gid of ledger.values()) last = Math.max(last, gid)
  return last
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
  const last = largestGid(ledger)
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
