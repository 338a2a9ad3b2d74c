import { planPathLength } from '../../src/domain/geo/ellipsoid.ts'
import {
  type CommonAttributes,
  NO_ATTRIBUTES,
  type StructureShape,
  type Survey,
  type SurveyStructure,
} from '../survey.ts'
import { eachRecord, type Row, type TableFile } from './record.ts'

interface StructureTable {
  readonly type: (typeof STRUCTURE_TYPES)[number]
  readonly required: readonly string[]
  discipline(row: Row): string
  shape(row: Row): StructureShape
}

export const STRUCTURE_TYPES = ['bridge', 'tunnel', 'gallery', 'box'] as const

const tables: Record<string, StructureTable> = {
  bridges: {
    type: 'bridge',
    required: ['id', 'width_m', 'thickness_m', 'wkt'],
    discipline: () => 'bridge',
    shape: (row) => ({
      kind: 'bridge',
      width: row.number('width_m'),
      thickness: row.number('thickness_m'),
      pierSpacing: row.optionalNumber('pier_spacing_m'),
      mainSpan: row.optionalNumber('main_span_m'),
      support: supportOf(row),
      pylonHeight: row.optionalNumber('pylon_height_m'),
      cableSpacing: row.optionalNumber('cable_spacing_m'),
    }),
  },
  tunnels: {
    type: 'tunnel',
    required: ['id', 'kind', 'inner_radius_m', 'thickness_m', 'wkt'],
    discipline: (row) => (row.text('kind') === 'metro' ? 'metro' : 'tunnel'),
    shape: (row) => ({
      kind: 'tunnel',
      innerRadius: row.number('inner_radius_m'),
      thickness: row.number('thickness_m'),
      floor: floorOf(row),
    }),
  },
  galleries: {
    type: 'gallery',
    required: ['id', 'cabins', 'height_m', 'wall_m', 'wkt'],
    discipline: () => 'gallery',
    shape: (row) => ({
      kind: 'gallery',
      cabins: cabinsOf(row),
      height: row.number('height_m'),
      wall: row.number('wall_m'),
    }),
  },
  /** rectangular tunnels: cut-and-cover metro, underpasses */
  boxes: {
    type: 'box',
    required: ['id', 'kind', 'width_m', 'height_m', 'wall_m', 'wkt'],
    discipline: (row) => (row.text('kind') === 'metro' ? 'metro' : 'tunnel'),
    shape: (row) => ({
      kind: 'gallery',
      cabins: [{ name: row.text('kind'), width: row.number('width_m') }],
      height: row.number('height_m'),
      wall: row.number('wall_m'),
    }),
  },
}

export const STRUCTURE_TABLES: readonly string[] = Object.keys(tables)

/** Reads bridges, tunnels or galleries; a path without a third coordinate is reported and left out: no level is invented. */
export async function readStructures(name: string, file: TableFile, survey: Survey): Promise<void> {
  const table = tables[name]
  if (!table) throw new Error(`readStructures: unknown table "${name}", expected ${STRUCTURE_TABLES.join(', ')}`)
  await eachRecord(file, table.required, survey, (row) => {
    const path = row.line().flatMap((at) => (at.height === null ? [] : [{ ...at, height: at.height }]))
    const source = { file: row.file, row: row.row }
    if (path.length < 2 || path.length < row.line().length) {
      const message = {
        zh: '路径没有高程（LINESTRING Z），略去',
        en: 'the path has no levels (LINESTRING Z); left out',
      }
      survey.findings.add('error', 'no-level', message, { ...source, column: 'wkt', value: row.text('id') })
      return
    }
    pushStructure(table.type, row, path, survey)
  })
}

/** Pushes the structure that a row describes, along a path. */
export function pushStructure(
  type: (typeof STRUCTURE_TYPES)[number],
  row: Row,
  path: SurveyStructure['path'],
  survey: Survey,
): void {
  const table = Object.values(tables).find((candidate) => candidate.type === type)
  if (!table) throw new Error(`pushStructure: unknown type "${type}"`)
  const discipline = table.discipline(row)
  const shape = table.shape(row)
  if (shape.kind === 'bridge' && shape.support !== null && !hasMainSpan(shape.mainSpan, path)) {
    const message = {
      zh: '斜拉桥或悬索桥没有主跨，或主跨不短于桥长：只绘制桥面，不绘制桥塔和缆索',
      en: 'a cable-supported bridge without a main span shorter than itself: drawn without pylons and cables',
    }
    const place = { file: row.file, row: row.row, column: 'main_span_m', value: row.text('id') }
    survey.findings.add('warning', 'no-main-span', message, place)
  }
  survey.structures.push({
    ...attributesOf(row),
    key: row.text('id'),
    discipline,
    kind: row.optionalText('kind') ?? discipline,
    path,
    shape,
    source: { file: row.file, row: row.row },
  })
}

/** columns that stay with the record as they are: whoever steps inside must know the room there is */
const SIZES = [
  ...['width_m', 'thickness_m', 'clearance_m', 'main_span_m', 'pylon_height_m', 'cable_spacing_m'],
  ...['inner_radius_m', 'floor_m', 'height_m', 'wall_m'],
] as const

function attributesOf(row: Row): CommonAttributes {
  const sizes = SIZES.flatMap((name) => {
    const size = row.optionalNumber(name)
    return size === null ? [] : [[name, size] as const]
  })
  return {
    ...NO_ATTRIBUTES,
    name: row.optionalText('name'),
    builtYear: row.optionalNumber('built_year'),
    owner: row.optionalText('owner_id'),
    projectId: row.optionalText('project_id'),
    districtId: row.optionalText('district_id'),
    roadId: row.optionalText('road_id'),
    attributes: {
      ...Object.fromEntries(sizes),
      ...(row.optionalText('cabins') === null ? {} : { cabins: row.text('cabins') }),
    },
  }
}

/** By the word of its kind alone: nothing else says for certain that a bridge hangs. One pylon's place no table tells. */
function supportOf(row: Row): 'cable-stayed' | 'suspension' | null {
  const kind = row.optionalText('kind') ?? ''
  if (/独塔|single.pylon/i.test(kind)) return null
  if (/斜拉|cable.stayed/i.test(kind)) return 'cable-stayed'
  return /悬索|吊桥|suspension/i.test(kind) ? 'suspension' : null
}

function hasMainSpan(span: number | null, path: SurveyStructure['path']): boolean {
  return span !== null && span > 0 && span < planPathLength(path)
}

function floorOf(row: Row): number {
  const [floor, radius] = [row.optionalNumber('floor_m') ?? 0, row.number('inner_radius_m')]
  return floor > 0 && floor < 2 * radius ? floor : 0
}

/** `燃气舱:1.9;综合舱:3.2` → names and widths [m] */
function cabinsOf(row: Row): { name: string; width: number }[] {
  const cabins = row.list('cabins').map((text) => {
    const [name = '', width = ''] = text.split(':')
    return { name, width: Number(width) }
  })
  return cabins.every(({ width }) => width > 0) ? cabins : [{ name: row.text('cabins'), width: row.number('cabins') }]
}
