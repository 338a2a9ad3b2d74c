import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { Crs } from '../../src/domain/geo/crs.ts'
import { leakKindOf } from '../../src/domain/leak/leak-plan.ts'
import { DRAINAGE_DISCIPLINES, DrainageLinks, DrainageNodes } from '../flood/drainage-part.ts'
import { DrainEndRows, EndsOfNames } from '../leak/drain-ends.ts'
import { FeedRows, isLeakDiscipline, PipeRows } from '../leak/pipe-part.ts'
import { isSpaceLine, SpaceRows, WellNames } from '../leak/space-part.ts'
import { type FlatRows, ShardFlatRows } from '../publish/flat-part.ts'
import { NETWORK_DISCIPLINES, NetworkLinks, NetworkNodes, ROLE, RolesOfNames } from '../publish/network-part.ts'
import { type KnownReferences, ShardRowWriter } from '../publish/shard-rows.ts'
import { idPrefixes } from '../tile/shard-tiles.ts'
import type { Shard } from './shard.ts'

/** bytes gathered before they are written */
const PIECE = 1 << 20
const COMMA = 0x2c
const NEWLINE = 0x0a
/** bytes of `,<gid>` and a line feed */
const GID_SIZE = 10

/**
 * Writes what a shard gives to the city besides tiles and findings: rows, flat extract, networks, and rows of the ledger.
 *
 * @param firstGid  that and the following ones were given to rows that no earlier build had
 * @param plane  that spaces have their places in; null = none are written
 */
export function writeParts(
  shard: Shard,
  known: KnownReferences,
  firstGid: number,
  folder: string,
  plane: Crs | null,
): void {
  const order = byGid(shard)
  writeRows(shard, known, order, join(folder, 'rows.copy'))
  const flat = new ShardFlatRows(shard)
  for (const row of order) {
    if (row < shard.ownLines) flat.line(row)
    else flat.point(row - shard.ownLines)
  }
  writeFileSync(join(folder, 'flat.bin'), flat.encode())
  writeFileSync(join(folder, 'fresh.csv'), ledgerRows(flat, firstGid))
  writeNetworks(shard, folder)
  writeDrainage(shard, folder)
  if (plane) writeSpaces(shard, plane, folder)
}

function writeRows(shard: Shard, known: KnownReferences, order: Uint32Array, path: string): void {
  const rows = new ShardRowWriter(shard, known)
  const file = openSync(path, 'w')
  try {
    for (const row of order) {
      if (row < shard.ownLines) rows.line(row)
      else rows.point(row - shard.ownLines)
      if (rows.size >= PIECE) rows.flush(file)
    }
    rows.flush(file)
  } finally {
    closeSync(file)
  }
}

/** The own rows in the order of their gids: lines, then points from `ownLines` on. */
function byGid({ ownLines, ownPoints, placedLines, placedPoints }: Shard): Uint32Array {
  const rowBits = 2 ** 21
  const order = new Float64Array(ownLines + ownPoints)
  for (let row = 0; row < order.length; row++) {
    const gid = row < ownLines ? placedLines.gid[row] : placedPoints.gid[row - ownLines]
    order[row] = (gid ?? 0) * rowBits + row
  }
  return Uint32Array.from(order.sort(), (key) => key % rowBits)
}

/** `id,gid` of the assets that got a new gid. */
function ledgerRows({ columns, count }: FlatRows, firstGid: number): Uint8Array {
  const { id, gid } = columns
  const bytes = Buffer.allocUnsafe(id.packed().bytes.length + count * GID_SIZE)
  let to = 0
  for (let row = 0; row < count; row++) {
    const number = gid[row] ?? 0
    if (number < firstGid) continue
    const [from, end] = id.range(row)
    for (let at = from; at < end; at++) bytes[to++] = id.block[at] ?? 0
    bytes[to++] = COMMA
    to += bytes.write(String(number), to, 'latin1')
    bytes[to++] = NEWLINE
  }
  return bytes.subarray(0, to)
}

function writeNetworks(shard: Shard, folder: string): void {
  const { lines, points, ownLines, ownPoints } = shard
  const prefixes = idPrefixes(shard)
  for (const discipline of NETWORK_DISCIPLINES) {
    const index = disciplines.findIndex(({ id }) => id === discipline)
    const prefix = prefixes[index] ?? new Uint8Array(0)
    const roles = new RolesOfNames(discipline)
    const [nodes, links, pipes, feeds] = [new NetworkNodes(), new NetworkLinks(), new PipeRows(), new FeedRows()]
    const ends = new DrainEndRows()
    const mayLeak = isLeakDiscipline(discipline)
    const endsOf = mayLeak && leakKindOf(discipline) === 'sewage' ? new EndsOfNames() : null
    for (let point = 0; point < ownPoints; point++) {
      if (points.columns.discipline[point] !== index) continue
      const role = nodes.pushPoint(shard, point, prefix, roles)
      if (mayLeak && role & (ROLE.source | ROLE.relay)) feeds.pushPoint(shard, point, prefix, (role & ROLE.relay) > 0)
      if (endsOf) ends.pushPoint(shard, point, prefix, endsOf)
    }
    for (let line = 0; line < ownLines; line++) {
      if (lines.columns.discipline[line] !== index) continue
      links.pushLine(shard, line, prefix)
      if (mayLeak) pipes.pushLine(shard, line)
    }
    for (const [kind, rows] of Object.entries({ nodes, links, pipes, feeds, ends }))
      if (rows.count > 0) writeFileSync(join(folder, `${discipline}.${kind}`), rows.encode())
  }
}

function writeDrainage(shard: Shard, folder: string): void {
  const { lines, points, ownLines, ownPoints } = shard
  const prefixes = idPrefixes(shard)
  const [nodes, links] = [new DrainageNodes(), new DrainageLinks()]
  const isDrainage = disciplines.map(({ id }) => DRAINAGE_DISCIPLINES.some((own) => own === id))
  const prefixOf = (discipline = 0) => (isDrainage[discipline] ? prefixes[discipline] : undefined)
  for (let point = 0; point < ownPoints; point++) {
    const prefix = prefixOf(points.columns.discipline[point])
    if (prefix) nodes.pushPoint(shard, point, prefix)
  }
  for (let line = 0; line < ownLines; line++) {
    const prefix = prefixOf(lines.columns.discipline[line])
    if (prefix) links.pushLine(shard, line, prefix)
  }
  if (nodes.count > 0) writeFileSync(join(folder, 'drainage.nodes'), nodes.encode())
  if (links.count > 0) writeFileSync(join(folder, 'drainage.links'), links.encode())
}

function writeSpaces(shard: Shard, plane: Crs, folder: string): void {
  const { lines, points, ownLines, ownPoints } = shard
  const prefixes = idPrefixes(shard)
  const prefixOf = (discipline = 0) => prefixes[discipline] ?? new Uint8Array(0)
  const wells = new WellNames(shard.names)
  const spaces = new SpaceRows()
  for (let point = 0; point < ownPoints; point++) {
    const kind = wells.kindOf(shard, point)
    if (kind !== null) spaces.pushWell(shard, point, prefixOf(points.columns.discipline[point]), kind, plane)
  }
  for (let line = 0; line < ownLines; line++)
    if (isSpaceLine(shard, line)) spaces.pushLine(shard, line, prefixOf(lines.columns.discipline[line]), plane)
  if (spaces.count > 0) writeFileSync(join(folder, 'spaces'), spaces.encode())
}
