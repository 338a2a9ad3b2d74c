/** A row of realtime.change_log. */
export interface LoggedChange {
  readonly seq: number
  /** ISO 8601 in UTC, to the millisecond */
  readonly at: string
  /** oid of the table */
  readonly entity: number
  readonly operation: 'INSERT' | 'UPDATE' | 'DELETE'
  readonly newRow: Row | null
  readonly oldRow: Row | null
}

type Row = Readonly<Record<string, unknown>>

/** A table as `realtime.describe` tells it. */
export interface Entity {
  readonly schema: string
  readonly table: string
  readonly isRls: boolean
  /** replica identity full: old rows are told whole, else their key */
  readonly isFull: boolean
  readonly columns: readonly {
    readonly name: string
    readonly type: string
    readonly isKey: boolean
    /** those that may select it */
    readonly roles: readonly string[]
  }[]
}

/** Beyond this a change is told without its longer values [bytes]. */
const MOST_BYTES = 1024 * 1024
const LONG_VALUE = 64

/**
 * What a change tells to a role, as JSON: the columns that it may select and that the binding asks for; the key always.
 * A deleted row tells its key alone where the table has row level security: who could see it can no longer be asked.
 */
export function changeData(
  change: LoggedChange,
  entity: Entity,
  role: string,
  selected: readonly string[] | null,
): string {
  const { operation, newRow, oldRow } = change
  const head = { schema: entity.schema, table: entity.table, type: operation }
  const keys = entity.columns.filter(({ isKey }) => isKey)
  if (operation !== 'DELETE' && keys.length === 0)
    return JSON.stringify({ ...head, errors: ['Error 400: Bad Request, no primary key'] })
  if (operation !== 'DELETE' && !keys.every(({ roles }) => roles.includes(role)))
    return JSON.stringify({ ...head, errors: ['Error 401: Unauthorized'] })
  const columns = entity.columns.filter(
    ({ name, isKey, roles }) => roles.includes(role) && (isKey || selected === null || selected.includes(name)),
  )
  const isLarge = Buffer.byteLength(JSON.stringify([newRow, oldRow])) > MOST_BYTES
  const isOldWhole = entity.isFull && !(operation === 'DELETE' && entity.isRls)
  const told = (row: Row | null, isWhole: boolean) =>
    Object.fromEntries(
      columns
        .filter(({ name, isKey }) => (isWhole || isKey) && !(isLarge && isLong(row?.[name])))
        .map(({ name }) => [name, row?.[name] ?? null]),
    )
  return JSON.stringify({
    ...head,
    commit_timestamp: change.at,
    columns: columns.map(({ name, type }) => ({ name, type })),
    ...(operation === 'DELETE' ? {} : { record: told(newRow, true) }),
    ...(operation === 'INSERT' ? {} : { old_record: told(oldRow, isOldWhole) }),
    errors: isLarge ? ['Error 413: Payload Too Large'] : null,
  })
}

function isLong(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value ?? null)) > LONG_VALUE
}
