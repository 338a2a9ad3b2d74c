import { disciplines } from '../../src/domain/disciplines/index.ts'
import {
  LINE_CELLS,
  type LineCell,
  POINT_CELLS,
  type PointCell,
  requiredOfLines,
} from '../../src/domain/disciplines/required-cells.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { LineRows } from '../store/line-rows.ts'
import type { PointRows } from '../store/point-rows.ts'
import type { OwnerCount } from './finding.ts'
import { f64, u8, u16, u32 } from './read-column.ts'
import type { ShardCheck, ShardRule } from './shard-check.ts'

const known = (column: Float64Array, row: number) => !Number.isNaN(f64(column, row))
const named = (column: Uint32Array, row: number) => u32(column, row) !== 0

const HAS_OF_LINE: Readonly<Record<LineCell, (columns: LineRows['columns'], line: number) => boolean>> = {
  startDepth: (columns, line) => known(columns.startDepth, line) || known(columns.startLevel, line),
  endDepth: (columns, line) => known(columns.endDepth, line) || known(columns.endLevel, line),
  size: (columns, line) => u8(columns.section, line) !== 0,
  material: (columns, line) => named(columns.material, line),
  builtYear: (columns, line) => u16(columns.builtYear, line) !== 0,
  burial: (columns, line) => named(columns.burial, line),
  owner: (columns, line) => named(columns.owner, line),
  pressure: (columns, line) => known(columns.pressure, line),
  voltage: (columns, line) => known(columns.voltage, line),
}
const HAS_OF_POINT: Readonly<Record<PointCell, (columns: PointRows['columns'], point: number) => boolean>> = {
  ground: (columns, point) => known(columns.ground, point),
  role: (columns, point) => named(columns.feature, point) || named(columns.appurtenance, point),
  owner: (columns, point) => named(columns.owner, point),
}

/** What CJJ 61-2017 §3.0.2 asks to find out and a row does not give; counted for the owner's score. */
export const completeness: ShardRule = (check) => {
  const { shard, findings } = check
  const owners = new Map<number, OwnerCount>()
  const ownerOf = (name: number) => {
    let owner = owners.get(name)
    if (!owner) {
      owner = findings.ownerOf(shard.names.text(name))
      owners.set(name, owner)
    }
    return owner
  }
  const lines = shard.lines.columns
  const required = disciplines.map(({ id }) => requiredOfLines(id))
  for (let line = 0; line < shard.ownLines; line++) {
    const cells = required[u8(lines.discipline, line)] ?? []
    let missing = 0
    for (const cell of cells) if (!HAS_OF_LINE[cell](lines, line)) missing++
    count(ownerOf(u32(lines.owner, line)), cells.length, missing)
    if (missing === 0 || !check.isCensus(u32(lines.file, line))) continue
    const names = cells.filter((cell) => !HAS_OF_LINE[cell](lines, line)).map((cell) => LINE_CELLS[cell])
    tell(check, names, check.line(line))
  }
  const points = shard.points.columns
  const cells = Object.keys(POINT_CELLS) as PointCell[]
  for (let point = 0; point < shard.ownPoints; point++) {
    let missing = 0
    for (const cell of cells) if (!HAS_OF_POINT[cell](points, point)) missing++
    count(ownerOf(u32(points.owner, point)), cells.length, missing)
    if (missing === 0 || !check.isCensus(u32(points.file, point))) continue
    const names = cells.filter((cell) => !HAS_OF_POINT[cell](points, point)).map((cell) => POINT_CELLS[cell])
    tell(check, names, check.point(point))
  }
}

function count(owner: OwnerCount, cells: number, missing: number): void {
  owner.rows++
  owner.required += cells
  owner.given += cells - missing
}

function tell({ findings }: ShardCheck, names: readonly Localized[], place: ReturnType<ShardCheck['line']>): void {
  const list = { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') }
  const message = { zh: `必填属性缺失：${list.zh}`, en: `required, but not given: ${list.en}` }
  const { owner: _, ...rest } = place
  // counted by its cells already: not once more as a finding of the owner
  findings.add('warning', 'missing-attribute', message, {
    ...rest,
    value: names.length,
    expected: '缺 0 项 | 0 missing',
  })
}
