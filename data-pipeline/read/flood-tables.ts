import type { z } from 'zod'
import { floodPlanSchema, WATER_KINDS } from '../../src/domain/inundation/flood-plan.ts'
import { NO_ATTRIBUTES, type Survey } from '../survey.ts'
import type { Row, TableReader } from './record.ts'

const PUMP = '泵'
const GATE = '闸门'

/** Tables that a flood is computed from, by their name in survey.json. */
export const floodTables: Record<string, TableReader> = {
  population: {
    required: ['x_east', 'y_north', 'people'],
    read: (row, { flood }) => {
      const { lon, lat } = row.place()
      flood.people.push({ lon, lat, people: row.number('people') })
    },
  },
  storms: {
    required: ['id', 'a1', 'c', 'b', 'n'],
    read: (row, survey) =>
      push(row, survey, survey.flood.storms, floodPlanSchema.shape.storms.element, {
        id: row.text('id'),
        name: row.optionalText('name') ?? row.text('id'),
        a1: row.number('a1'),
        c: row.number('c'),
        b: row.number('b'),
        n: row.number('n'),
        r: row.number('r'),
        source: row.optionalText('source') ?? '',
      }),
  },
  water_levels: {
    required: ['water', 'hour'],
    read: (row, survey) =>
      push(row, survey, survey.flood.waters, floodPlanSchema.shape.waters.element, {
        water: row.choice('water', WATER_KINDS),
        hour: row.number('hour'),
        level_m: row.optionalNumber('level_m'),
        discharge_m3_s: row.optionalNumber('discharge_m3_s'),
      }),
  },
  normal_levels: {
    required: ['x_east', 'y_north', 'level_m'],
    read: (row, { flood }) => {
      const { lon, lat } = row.place()
      flood.normalLevels.push({ lon, lat, level: row.number('level_m') })
    },
  },
  pumps: {
    required: ['id', 'from', 'to', 'wkt'],
    read: readPump,
  },
  gates: {
    required: ['id', 'from', 'to', 'wkt'],
    read: readGate,
  },
}

function readPump(row: Row, survey: Survey): void {
  readDevice(row, survey, PUMP, numbersOf(row, ['flow_m3_s', 'start_level_m', 'stop_level_m', 'sump_area_m2']))
}

/** A sluice gate: a round one has a diameter, any other width and height. */
function readGate(row: Row, survey: Survey): void {
  const { diameter_m, ...numbers } = numbersOf(row, [
    ...['diameter_m', 'width_m', 'height_m', 'sill_level_m', 'coefficient'],
  ])
  const section = diameter_m === undefined ? { shape: 'RECT_CLOSED' } : { shape: 'CIRCULAR', height_m: diameter_m }
  readDevice(row, survey, GATE, { opening: 'SIDE', ...numbers, ...section })
}

function numbersOf(row: Row, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = row.optionalNumber(name)
      return value === null ? [] : [[name, value] as const]
    }),
  )
}

/** A pump or gate between two points of one network; what it can do is among its attributes. */
function readDevice(row: Row, survey: Survey, kind: string, attributes: Record<string, number | string>): void {
  const [from = '', start = ''] = row.text('from').split('/')
  const [to = '', end = ''] = row.text('to').split('/')
  const source = { file: row.file, row: row.row }
  if (from !== to || survey.points.find(from, start) < 0 || survey.points.find(to, end) < 0) {
    const message = {
      zh: `${kind}的两端须为同一管网中已有的点，该行略去`,
      en: 'the ends of a pump or gate must be points of one network; the row is left out',
    }
    const value = `${from}/${start} → ${to}/${end}`
    survey.findings.add('error', 'unknown-point', message, { ...source, column: 'from, to', value })
    return
  }
  survey.devices.push({
    ...NO_ATTRIBUTES,
    ...{ key: row.text('id'), discipline: from, kind, startPoint: start, endPoint: end },
    name: row.optionalText('name'),
    owner: row.optionalText('owner_id'),
    districtId: row.optionalText('district_id'),
    builtYear: row.optionalNumber('built_year'),
    attributes,
    path: row.line(),
    source,
  })
}

function push<Value>(row: Row, { findings }: Survey, list: Value[], schema: z.ZodType<Value>, value: Value): void {
  const read = schema.safeParse(value)
  if (read.success) list.push(read.data)
  for (const { path, message: expected } of read.error?.issues ?? []) {
    const column = path.join('.')
    const message = { zh: '数值超出范围，该行略去', en: 'a value is out of range; the row is left out' }
    findings.add('error', 'bad-row', message, { file: row.file, row: row.row, column, expected })
  }
}
