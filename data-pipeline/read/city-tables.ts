import { PARTIES, RESPONSIBLE_PARTIES } from '../../src/domain/access/parties.ts'
import { LIFECYCLE_STAGES } from '../../src/domain/asset/lifecycle.ts'
import { OPERATION_KINDS } from '../../src/domain/asset/operation-kinds.ts'
import { parseProjectCode } from '../../src/domain/asset/project-code.ts'
import { assetId } from '../../src/domain/ids.ts'
import { lineEwkt, multiPolygonEwkt, pointEwkt } from '../publish/ewkt.ts'
import type { Place, Survey } from '../survey.ts'
import { floodTables } from './flood-tables.ts'
import { eachRecord, type Row, type TableFile, type TableReader } from './record.ts'

/** Tables that become database rows, by their name in survey.json, in reading order. */
const readers: Record<string, TableReader> = {
  organisations: {
    required: ['id', 'name', 'party'],
    read: (row, { tables }) =>
      tables.organisation.push({
        id: row.text('id'),
        name: row.text('name'),
        party: row.choice('party', PARTIES),
        credit_code: row.optionalText('credit_code'),
      }),
  },
  districts: {
    required: ['id', 'name_zh', 'wkt'],
    read: (row, { tables }) =>
      tables.district.push({
        id: row.text('id'),
        name_zh: row.text('name_zh'),
        name_en: row.optionalText('name_en') ?? row.text('name_zh'),
        population: row.optionalNumber('population'),
        office_zh: row.optionalText('office_zh'),
        office_en: row.optionalText('office_en'),
        phone: row.optionalText('phone'),
        geometry: multiPolygonEwkt(row.polygons()),
      }),
  },
  roads: {
    required: ['id', 'name_zh', 'wkt'],
    read: (row, survey) =>
      survey.tables.road.push({
        id: row.text('id'),
        name_zh: row.text('name_zh'),
        name_en: row.optionalText('name_en') ?? row.text('name_zh'),
        class: row.text('class'),
        width_m: row.number('width_m'),
        geometry: lineEwkt(row.line().map((at) => onGround(at, survey, at.height))),
      }),
  },
  responsibilities: {
    required: ['discipline', 'party', 'organisation_id'],
    read: (row, { tables }) => {
      const [discipline, district] = [row.text('discipline'), row.optionalText('district_id')]
      const party = row.choice('party', RESPONSIBLE_PARTIES)
      tables.responsibility.push({
        id: `${discipline}/${district ?? '*'}/${party}`,
        discipline,
        district_id: district,
        party,
        organisation_id: row.text('organisation_id'),
      })
    },
  },
  projects: {
    required: ['id', 'name'],
    read: (row, { tables, findings }) =>
      tables.project.push({
        id: row.text('id'),
        code: projectCode(row, findings),
        name: row.text('name'),
        builder_id: row.optionalText('builder_id'),
        category: row.text('category'),
        investment_10k_cny: row.optionalNumber('investment_10k_cny'),
        length_m: row.optionalNumber('length_m'),
      }),
  },
  lifecycle_stages: {
    required: ['project_id', 'stage'],
    read: (row, { tables }) =>
      tables.lifecycle_stage.push({
        project_id: row.text('project_id'),
        stage: row.choice('stage', LIFECYCLE_STAGES),
        started_on: row.date('started_on'),
        ended_on: row.date('ended_on'),
        authority: row.optionalText('authority'),
        fields: row.json('fields'),
      }),
  },
  documents: {
    required: ['id', 'project_id', 'stage', 'file'],
    read: (row, { tables }) =>
      tables.document.push({
        id: row.text('id'),
        project_id: row.text('project_id'),
        stage: row.choice('stage', LIFECYCLE_STAGES),
        kind: row.text('kind'),
        title: row.text('title'),
        number: row.optionalText('number'),
        issued_on: row.date('issued_on'),
        issued_by: row.optionalText('issued_by'),
        file: row.text('file'),
      }),
  },
  operations: {
    required: ['id', 'asset', 'kind', 'done_on'],
    read: (row, survey) =>
      survey.tables.operation_record.push({
        id: row.text('id'),
        asset_id: reference(survey, row.text('asset')),
        kind: row.choice('kind', OPERATION_KINDS),
        done_on: row.date('done_on') ?? row.text('done_on'),
        finding: row.optionalText('finding'),
        grade: row.optionalText('grade'),
        cost_10k_cny: row.optionalNumber('cost_10k_cny'),
        next_due_on: row.date('next_due_on'),
        chainage_m: row.optionalNumber('chainage_m'),
      }),
  },
  customers: {
    required: ['id', 'name', 'class', 'x_east', 'y_north'],
    read: (row, survey) =>
      survey.tables.customer.push({
        id: row.text('id'),
        name: row.text('name'),
        class: row.text('class'),
        water_point_id: pointReference(survey, 'water', row.optionalText('water_point')),
        gas_point_id: pointReference(survey, 'gas', row.optionalText('gas_point')),
        heat_point_id: pointReference(survey, 'heat', row.optionalText('heat_point')),
        heat_return_point_id: pointReference(survey, 'heat', row.optionalText('heat_return_point')),
        heat_load_kw: row.optionalNumber('heat_load_kw'),
        people: row.optionalNumber('people') ?? 0,
        water_demand_l_s: row.optionalNumber('water_demand_l_s') ?? 0,
        geometry: pointEwkt(onGround(row.place(), survey, null)),
      }),
  },
  entries: {
    required: ['id', 'name', 'kind', 'sill_level_m', 'x_east', 'y_north'],
    read: (row, survey) =>
      survey.tables.entry.push({
        id: row.text('id'),
        name: row.text('name'),
        kind: row.text('kind'),
        sill_level_m: row.number('sill_level_m'),
        volume_m3: row.optionalNumber('volume_m3'),
        geometry: pointEwkt(onGround(row.place(), survey, row.number('sill_level_m'))),
      }),
  },
  risks: {
    required: ['id', 'name', 'discipline', 'grade', 'x_east', 'y_north'],
    read: (row, survey) =>
      survey.tables.risk.push({
        id: row.text('id'),
        name: row.text('name'),
        discipline: row.text('discipline'),
        cause: row.text('cause'),
        consequence: row.text('consequence'),
        likelihood: row.number('likelihood'),
        severity: row.number('severity'),
        grade: row.choice('grade', ['red', 'orange', 'yellow', 'blue']),
        asset_ids: row.list('assets').map((asset) => reference(survey, asset)),
        required_sensor_kinds: row.list('required_sensor_kinds'),
        responsible_id: row.optionalText('responsible_id'),
        measures: row.optionalText('measures') ?? '',
        review_on: row.date('review_on'),
        geometry: pointEwkt(onGround(row.place(), survey, null)),
      }),
  },
  sensors: {
    required: ['id', 'kind', 'district_id', 'period_s', 'x_east', 'y_north'],
    read: (row, survey) => {
      const asset = row.optionalText('asset')
      const level = row.optionalNumber('level_m')
      survey.tables.sensor.push({
        id: row.text('id'),
        kind: row.text('kind'),
        name: row.text('name'),
        asset_id: asset === null ? null : reference(survey, asset),
        district_id: row.text('district_id'),
        period_s: row.number('period_s'),
        stale_after_s: row.optionalNumber('stale_after_s'),
        owner_id: row.optionalText('owner_id'),
        level_m: level,
        geometry: pointEwkt(onGround(row.place(), survey, level)),
      })
    },
  },
  thresholds: {
    required: ['sensor_id', 'grade', 'direction', 'value'],
    read: (row, { tables }) =>
      tables.sensor_threshold.push({
        sensor_id: row.text('sensor_id'),
        grade: row.choice('grade', ['blue', 'yellow', 'orange', 'red']),
        direction: row.choice('direction', ['above', 'below']),
        value: row.number('value'),
        delay_s: row.optionalNumber('delay_s') ?? 0,
        hysteresis: row.optionalNumber('hysteresis') ?? 0,
        clear_delay_s: row.optionalNumber('clear_delay_s'),
      }),
  },
  buildings: {
    required: ['id', 'height_m', 'wkt'],
    read: (row, survey) => {
      const [ground, height] = [row.optionalNumber('ground_m'), row.number('height_m')]
      const source = { file: row.file, row: row.row }
      const roofTo = pointReference(survey, 'storm', row.optionalText('roof_to'))
      for (const rings of row.polygons()) survey.buildings.push({ rings, ground, height, source, roofTo })
    },
  },
  land_cover: {
    required: ['class', 'wkt'],
    read: (row, survey) => survey.landCover.push({ class: row.text('class'), polygons: row.polygons() }),
  },
  ...floodTables,
}

/** Names of the tables that this reader takes. */
export const CITY_TABLES: readonly string[] = Object.keys(readers)

/** Reads one table into the survey; see data-pipeline/README.md for its columns. */
export async function readCityTable(name: string, table: TableFile, survey: Survey): Promise<void> {
  const reader = readers[name]
  if (!reader) throw new Error(`readCityTable: unknown table "${name}", expected ${CITY_TABLES.join(', ')}`)
  await eachRecord(table, reader.required, survey, (row) => reader.read(row, survey))
}

/** A code of another shape is left out and told: one that is wrong must not be looked up as if it were right. */
function projectCode(row: Row, findings: Survey['findings']): string | null {
  const code = row.optionalText('code')
  if (code === null || parseProjectCode(code) !== null) return code
  findings.add(
    'error',
    'bad-project-code',
    { zh: `项目代码 ${code} 不合格式，略去`, en: `${code} is no project code; it is left out` },
    { file: row.file, row: row.row, column: 'code', value: code, expected: 'YYYY-RRRRRR-II-NN-SSSSSS' },
  )
  return null
}

/** `water/JS00012` → the whole asset id; whether it exists is a check of its own, after all tables are read. */
function reference(survey: Survey, asset: string): string {
  const [discipline = '', ...key] = asset.split('/')
  return key.length > 0 ? assetId(survey.city, discipline, key.join('/')) : `${survey.city}/${asset}`
}

function pointReference(survey: Survey, discipline: string, point: string | null): string | null {
  if (point === null) return null
  return reference(survey, point.includes('/') ? point : `${discipline}/${point}`)
}

/** A place with H: the given level, else the ground's, else 0 where no ground model reaches (tables keep levels apart). */
function onGround(place: Place, survey: Survey, level: number | null) {
  return { lon: place.lon, lat: place.lat, height: level ?? survey.dem?.at(place.lon, place.lat) ?? 0 }
}
