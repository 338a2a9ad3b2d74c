import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { Survey, TableRows } from '../survey.ts'

/**
 * Makes the tables refer only to what exists, so that they load as they are: an optional reference to nothing becomes
 * null, a row that is nothing without it is left out; each is reported.
 *
 * @param assetIds  every asset of the build; `tunnel/…` and `metro/…` name the same table, so either finds the other
 */
export function resolveReferences(survey: Survey, assetIds: { has(id: string): boolean }): void {
  const { tables } = survey
  const reported = new Set<string>()
  const report = (table: string, row: string, column: string, value: string, isDropped: boolean) => {
    const key = `${table}.${column}=${value}`
    if (reported.has(key) && !isDropped) return
    reported.add(key)
    const end = isDropped ? { zh: '该行略去', en: 'the row is left out' } : { zh: '置空', en: 'set to null' }
    const message = {
      zh: `${table} ${row} 的 ${column} 指向不存在的对象，${end.zh}`,
      en: `${column} of ${table} ${row} names what does not exist; ${end.en}`,
    }
    survey.findings.add('error', 'unknown-reference', message, { file: table, column, value })
  }
  const ids = (rows: readonly { readonly id: string }[]) => new Set(rows.map(({ id }) => id))
  const known = {
    discipline: ids(disciplines),
    organisation: ids(tables.organisation),
    district: ids(tables.district),
    project: ids(tables.project),
    asset: { has: (id: string) => assetOf(id) !== null },
  }
  const assetOf = (id: string): string | null => {
    const twin = id.includes('/tunnel/') ? id.replace('/tunnel/', '/metro/') : id.replace('/metro/', '/tunnel/')
    return assetIds.has(id) ? id : assetIds.has(twin) ? twin : null
  }
  const optional = (
    table: string,
    row: string,
    column: string,
    value: string | null,
    set: { has(id: string): boolean },
  ) => {
    if (value === null || set.has(value)) return value
    report(table, row, column, value, false)
    return null
  }
  const needed = (table: string, row: string, column: string, value: string, set: { has(id: string): boolean }) => {
    if (set.has(value)) return true
    report(table, row, column, value, true)
    return false
  }
  dropDuplicates(survey)
  replace(tables, 'project', (row) => [
    { ...row, builder_id: optional('project', row.id, 'builder_id', row.builder_id, known.organisation) },
  ])
  replace(tables, 'responsibility', (row) =>
    needed('responsibility', row.id, 'discipline', row.discipline, known.discipline) &&
    needed('responsibility', row.id, 'organisation_id', row.organisation_id, known.organisation) &&
    (row.district_id === null || needed('responsibility', row.id, 'district_id', row.district_id, known.district))
      ? [row]
      : [],
  )
  replace(tables, 'lifecycle_stage', (row) =>
    needed('lifecycle_stage', row.stage, 'project_id', row.project_id, known.project) ? [row] : [],
  )
  replace(tables, 'document', (row) =>
    needed('document', row.id, 'project_id', row.project_id, known.project) ? [row] : [],
  )
  replace(tables, 'operation_record', (row) =>
    needed('operation_record', row.id, 'asset_id', row.asset_id, known.asset)
      ? [{ ...row, asset_id: assetOf(row.asset_id) ?? row.asset_id }]
      : [],
  )
  replace(tables, 'customer', (row) => [
    {
      ...row,
      water_point_id: optional('customer', row.id, 'water_point_id', row.water_point_id, known.asset),
      gas_point_id: optional('customer', row.id, 'gas_point_id', row.gas_point_id, known.asset),
      heat_point_id: optional('customer', row.id, 'heat_point_id', row.heat_point_id, known.asset),
      heat_return_point_id: optional('customer', row.id, 'heat_return_point_id', row.heat_return_point_id, known.asset),
    },
  ])
  replace(tables, 'risk', (row) => [
    {
      ...row,
      responsible_id: optional('risk', row.id, 'responsible_id', row.responsible_id, known.organisation),
      asset_ids: row.asset_ids.flatMap((id) => {
        const kept = optional('risk', row.id, 'asset_ids', id, known.asset)
        return kept === null ? [] : [assetOf(kept) ?? kept]
      }),
    },
  ])
  replace(tables, 'sensor', (row) => {
    if (!needed('sensor', row.id, 'district_id', row.district_id, known.district)) return []
    const asset = optional('sensor', row.id, 'asset_id', row.asset_id, known.asset)
    const owner = optional('sensor', row.id, 'owner_id', row.owner_id, known.organisation)
    return [{ ...row, asset_id: asset === null ? null : assetOf(asset), owner_id: owner }]
  })
  const sensors = ids(tables.sensor)
  replace(tables, 'sensor_threshold', (row) =>
    needed('sensor_threshold', row.grade, 'sensor_id', row.sensor_id, sensors) ? [row] : [],
  )
}

/** The first row of an id stays. */
function dropDuplicates(survey: Survey): void {
  for (const [table, rows] of Object.entries(survey.tables)) {
    const seen = new Set<string>()
    const kept = (rows as object[]).filter((row) => {
      const id = keyOf(row as Record<string, unknown>)
      if (!seen.has(id)) {
        seen.add(id)
        return true
      }
      const message = {
        zh: `${table} 中 ${id} 重复，后一行略去`,
        en: `${id} is given twice in ${table}; the later row is left out`,
      }
      survey.findings.add('error', 'duplicate-row', message, { file: table, value: id })
      return false
    })
    rows.splice(0, rows.length, ...(kept as never[]))
  }
}

/** The primary key of a row, as the database has it. */
function keyOf(row: Record<string, unknown>): string {
  const parts =
    row.id !== undefined
      ? ['id']
      : row.sensor_id !== undefined
        ? ['sensor_id', 'grade', 'direction']
        : ['project_id', 'stage']
  return parts.map((part) => String(row[part])).join(' ')
}

function replace<Name extends keyof TableRows>(
  tables: TableRows,
  name: Name,
  change: (row: TableRows[Name][number]) => TableRows[Name][number][],
): void {
  const rows: TableRows[Name][number][] = tables[name]
  const changed = rows.flatMap(change)
  rows.length = 0
  for (const row of changed) rows.push(row)
}
