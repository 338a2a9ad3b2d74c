import { createReadStream, createWriteStream } from 'node:fs'
import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { MAX_GID } from '../../src/domain/ids.ts'
import { UnusableInput } from '../check/finding.ts'
import { readJson } from '../read/mapping.ts'
import { AssetIds } from './asset-ids.ts'

const HEADER = 'id,gid\n'
const numberedSchema = z.object({ maxGid: z.int() })

/** The drawing indices ever given in a city: `id,gid` rows of gids.csv, never reused. */
export interface Ledger {
  readonly ids: AssetIds
  /** the largest gid ever given; 0 in a new city */
  readonly largest: number
}

/** Reads a ledger; absent = a new city. Throws UnusableInput when a row is not `id,gid` or a gid was given twice. */
export async function readLedger(path: string): Promise<Ledger> {
  const ids = new AssetIds()
  const given = new Uint8Array(Math.ceil((MAX_GID + 1) / 8))
  let [largest, row] = [0, 0]
  if (!(await isThere(path))) return { ids, largest }
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    row++
    if (row === 1 || line === '') continue
    const comma = line.lastIndexOf(',')
    const gid = Number(line.slice(comma + 1))
    const isGid = comma > 0 && Number.isInteger(gid) && gid >= 1 && gid <= MAX_GID
    const isGiven = ((given[gid >> 3] ?? 0) >> (gid & 7)) & 1
    if (!isGid || isGiven || !ids.remember(...partsOf(line.slice(0, comma)), gid)) {
      const message = { zh: '编号台账有错行，拒绝使用', en: 'the ledger has a bad row and is refused' }
      const place = { file: 'gids.csv', row, value: line, expected: 'id,gid' }
      throw new UnusableInput('bad-ledger', message, place)
    }
    given[gid >> 3] = (given[gid >> 3] ?? 0) | (1 << (gid & 7))
    if (gid > largest) largest = gid
  }
  return { ids, largest }
}

/** Discipline and source key of an asset id. */
export function partsOf(id: string): [discipline: string, key: string] {
  const city = id.indexOf('/')
  const discipline = id.indexOf('/', city + 1)
  return [id.slice(city + 1, discipline), id.slice(discipline + 1)]
}

/**
 * Refuses a ledger that has lost what a city's build was numbered with: all its assets would silently get other numbers.
 *
 * @param folder  of the city, with `build/` and `gids.csv`
 * @throws UnusableInput when the build's largest gid is beyond the ledger, or the build's manifest cannot be read
 */
export async function refuseLostLedger(folder: string, { largest }: Ledger): Promise<void> {
  const manifest = join(folder, 'build/city.json')
  if (!(await isThere(manifest))) return
  const { maxGid } = await readJson(manifest, numberedSchema, {
    zh: '已有成果的 city.json ',
    en: 'city.json of the build',
  })
  if (largest >= maxGid) return
  const message = {
    zh: `编号台账 gids.csv 缺失、为空或不全，而已有成果用到编号 ${maxGid}：继续会把全城重新编号。请恢复 gids.csv；若确要重新编号，请删除 ${join(folder, 'build')}`,
    en: `the ledger gids.csv is missing, empty or not whole, but the present build has numbers up to ${maxGid}: going on would renumber the city. Restore gids.csv; to start a new numbering, delete ${join(folder, 'build')}`,
  }
  throw new UnusableInput('lost-ledger', message, { file: 'gids.csv', value: largest, expected: `≥ ${maxGid}` })
}

/** Refuses to give more numbers than tiles can hold. */
export function refuseTooMany(needed: number): void {
  if (needed <= MAX_GID) return
  const message = { zh: '绘图编号用尽', en: 'no drawing indices are left' }
  throw new UnusableInput('too-many-gids', message, { value: needed, expected: `≤ ${MAX_GID}` })
}

/**
 * Writes the ledger beside its place: the rows it had, then those of the assets that were new, in the order of their gids.
 *
 * @param fresh  files of `id,gid` rows
 * @param last  the rows after those
 * @returns  the file, which `keepLedger` puts in its place
 */
export async function writeLedger(path: string, fresh: readonly string[], last: string): Promise<string> {
  const temporary = `${path}.tmp`
  async function* parts() {
    if (await isFilled(path)) yield* createReadStream(path)
    else yield HEADER
    for (const file of fresh) yield* createReadStream(file)
    yield last
  }
  await pipeline(parts, createWriteStream(temporary))
  return temporary
}

export async function keepLedger(temporary: string, path: string): Promise<void> {
  await rename(temporary, path)
}

async function isFilled(path: string): Promise<boolean> {
  return await stat(path).then(
    ({ size }) => size > 0,
    () => false,
  )
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}
