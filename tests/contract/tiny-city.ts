import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeTable, writeTableList } from '../../data-pipeline/publish/copy-table.ts'
import { type RowsByTable, TABLES } from '../../src/domain/records/rows.ts'

const NULLS = {
  subclass: null,
  element_code: null,
  name: null,
  feature: null,
  start_point_id: null,
  end_point_id: null,
  diameter_mm: null,
  width_mm: null,
  height_mm: null,
  material: null,
  built_year: null,
  burial: null,
  pressure_mpa: null,
  voltage_kv: null,
  start_level_m: null,
  end_level_m: null,
  start_ground_m: null,
  end_ground_m: null,
  start_depth_m: null,
  end_depth_m: null,
  length_m: null,
  quality_level: null,
  horizontal_error_m: null,
  vertical_error_m: null,
  is_operable: null,
  attributes: {},
} as const

const polygon = 'SRID=4490;POLYGON Z ((120 36 0, 120.1 36 0, 120.1 36.1 0, 120 36.1 0, 120 36 0))'
const point = 'SRID=4490;POINT Z (120.05 36.05 3.5)'

/** Two owners, a pipe each, one sensor each, one project with one of its documents: enough to tell roles apart. */
export const tinyRows: { [Table in keyof RowsByTable]: RowsByTable[Table][] } = {
  organisation: [
    { id: 'org-water', name: '示例水务', party: 'enterprise', credit_code: null },
    { id: 'org-gas', name: '示例燃气', party: 'enterprise', credit_code: null },
    { id: 'org-bureau', name: '示例水务局', party: 'department', credit_code: null },
  ],
  district: [
    {
      id: 'd1',
      name_zh: '一区',
      name_en: 'First',
      population: 10,
      office_zh: null,
      office_en: null,
      phone: null,
      geometry: polygon,
    },
  ],
  road: [
    {
      id: 'r1',
      name_zh: '海湾路',
      name_en: 'Bay Road',
      class: 'main',
      width_m: 20,
      geometry: 'SRID=4490;LINESTRING Z (120 36 3, 120.1 36.1 3)',
    },
  ],
  responsibility: [
    {
      id: 'water/*/department',
      discipline: 'water',
      district_id: null,
      party: 'department',
      organisation_id: 'org-bureau',
    },
  ],
  project: [
    {
      id: 'p1',
      code: null,
      name: '示例项目',
      builder_id: 'org-water',
      category: 'water',
      investment_10k_cny: 1,
      length_m: 2,
    },
  ],
  lifecycle_stage: [
    {
      project_id: 'p1',
      stage: 'approval',
      started_on: '2010-01-02',
      ended_on: '2010-03-04',
      authority: '示例局',
      fields: { a: 1 },
    },
  ],
  document: [
    {
      id: 'doc1',
      project_id: 'p1',
      stage: 'approval',
      kind: 'proposal-approval',
      title: '批复',
      number: '1',
      issued_on: '2010-03-04',
      issued_by: '示例局',
      file: 'doc1.html',
    },
  ],
  asset: [
    {
      ...NULLS,
      id: 'tiny/water/J1~J2~1',
      gid: 1,
      kind: 'line',
      discipline: 'water',
      name: '海湾路给水管',
      road_id: 'r1',
      district_id: 'd1',
      section: 'circle',
      diameter_mm: 300,
      owner_id: 'org-water',
      status: 'in-use',
      project_id: 'p1',
      source: 'JSLINE.csv:2',
      geometry: 'SRID=4490;LINESTRING Z (120.01 36.01 1, 120.03 36.01 3)',
    },
    {
      ...NULLS,
      id: 'tiny/gas/R1',
      gid: 2,
      kind: 'point',
      discipline: 'gas',
      feature: '阀门井',
      road_id: 'r1',
      district_id: 'd1',
      section: 'none',
      owner_id: 'org-gas',
      status: 'in-use',
      project_id: null,
      source: 'RQPOINT.csv:2',
      geometry: point,
    },
  ],
  operation_record: [
    {
      id: 'op1',
      asset_id: 'tiny/water/J1~J2~1',
      kind: 'patrol',
      done_on: '2024-05-06',
      finding: null,
      grade: null,
      cost_10k_cny: null,
      next_due_on: null,
      chainage_m: null,
    },
  ],
  customer: [
    {
      id: 'c1',
      name: '医院',
      class: 'hospital',
      water_point_id: null,
      gas_point_id: null,
      heat_point_id: null,
      heat_return_point_id: null,
      heat_load_kw: null,
      people: 5,
      water_demand_l_s: 1,
      geometry: point,
    },
  ],
  entry: [{ id: 'e1', name: '入口', kind: 'metro', sill_level_m: 4, volume_m3: null, geometry: point }],
  risk: [
    {
      id: 'k1',
      name: '风险',
      discipline: 'gas',
      cause: 'a',
      consequence: 'b',
      likelihood: 2,
      severity: 3,
      grade: 'orange',
      asset_ids: ['tiny/gas/R1'],
      required_sensor_kinds: ['ch4-well'],
      responsible_id: 'org-gas',
      measures: 'c',
      review_on: null,
      geometry: point,
    },
  ],
  sensor: [
    {
      id: 's-water',
      kind: 'water-pressure',
      name: '压力',
      asset_id: 'tiny/water/J1~J2~1',
      district_id: 'd1',
      period_s: 60,
      stale_after_s: null,
      owner_id: 'org-water',
      level_m: null,
      geometry: point,
    },
    {
      id: 's-gas',
      kind: 'ch4-well',
      name: '甲烷',
      asset_id: 'tiny/gas/R1',
      district_id: 'd1',
      period_s: 60,
      stale_after_s: null,
      owner_id: 'org-gas',
      level_m: null,
      geometry: point,
    },
  ],
  sensor_threshold: [
    {
      sensor_id: 's-gas',
      grade: 'orange',
      direction: 'above',
      value: 10,
      delay_s: 0,
      hysteresis: 0,
      clear_delay_s: null,
    },
  ],
  finding: ['tiny/water/J1~J2~1', 'tiny/gas/R1'].map((asset, number) => ({
    id: `warning-above-ground-${number + 1}`,
    severity: 'warning',
    rule: 'above-ground',
    message_zh: '起点高出地面 0.250 m',
    message_en: 'its start lies 0.250 m above ground',
    file: 'JSLINE.csv',
    source_row: number + 2,
    column_name: null,
    value: '5.25',
    expected: '≤ 5.000 m',
    clause: null,
    is_example: false,
    asset_ids: [asset],
    geometry: number === 0 ? point : null,
  })),
  finding_rule: [{ rule: 'above-ground', severity: 'warning', total: 7000 }],
  public_cell: [120, 120.002].map((west, column) => ({
    id: `1/${column}`,
    west,
    south: 36,
    east: west + 0.002,
    north: 36.002,
    area_west: 120,
    area_east: 120.004,
    kinds: ['water'],
    has_others: true,
    office_zh: '示例服务站',
    office_en: 'Example desk',
    phone: null,
  })),
}

/** Every file of a build that a grant opens. */
export const internalFiles = [
  'city.json',
  'flat.bin',
  'tiles/pipes/tileset.json',
  'network/water.bin',
  'flood/flood.json',
  'leak/leak.json',
]

/** Writes a build of the city `tiny` into `<data>/tiny/build`. */
export async function writeTinyBuild(
  dataDirectory: string,
  rows = tinyRows,
  build = 'build-1',
  isExample = true,
): Promise<void> {
  const directory = join(dataDirectory, 'tiny', 'build')
  for (const folder of ['rows', 'tiles/pipes', 'network', 'flood', 'leak', 'documents'])
    await mkdir(join(directory, folder), { recursive: true })
  const manifest = {
    city: 'tiny',
    name: { zh: '小城', en: 'Tiny' },
    grade: 'internal',
    build,
    isExample,
    vertical: {
      datum: '1985',
      geoid: {
        source: 'test',
        accuracy: null,
        west: 120,
        south: 36,
        east: 121,
        north: 37,
        columns: 2,
        rows: 2,
        values: [0, 0, 0, 0],
      },
    },
    bounds: [120, 36, 120.1, 36.1],
    terrain: null,
    terrainTiles: null,
    buildings: null,
    bridges: null,
    roads: null,
    water: null,
    cells: null,
    crs: 'EPSG:4549',
    tilesets: { pipes: 'tiles/pipes/tileset.json', nodes: null, structures: null },
    flat: 'flat.bin',
    networks: { water: 'network/water.bin' },
    flood: null,
    leak: null,
    maxGid: 2,
    counts: { lines: 1, points: 1, structures: 0, sensors: 2 },
    length: { planar: 1, ellipsoid: 1 },
  }
  await writeFile(join(directory, 'city.json'), JSON.stringify(manifest))
  for (const file of internalFiles.slice(1)) await writeFile(join(directory, file), '{}')
  await writeFile(join(directory, 'report.json'), '{}')
  await writeFile(join(directory, 'documents', 'doc1.html'), '<p>示例</p>')
  writeTableList(join(directory, 'rows'))
  for (const table of TABLES) writeTable(join(directory, 'rows'), table, rows[table])
}
