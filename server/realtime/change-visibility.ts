import type { Caller, Query } from '../database/database.ts'
import type { Entity, LoggedChange } from './change-data.ts'
import type { Channel } from './channel.ts'
import { callerKey } from './permissions.ts'

/** By filters, as JSON: the changes of a table that pass them. */
export async function filterChanges(
  query: Query,
  oid: number,
  changes: readonly LoggedChange[],
  channels: readonly Channel[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const seqs = JSON.stringify(changes.map(({ seq }) => seq))
  const filters = new Set(
    channels.flatMap(({ subscriptions }) =>
      subscriptions
        .filter(({ entities, filters }) => entities.has(oid) && filters.length > 0)
        .map(({ filters }) => JSON.stringify(filters)),
    ),
  )
  const passing = new Map<string, ReadonlySet<number>>()
  for (const filter of filters) {
    const [row] = await query<{ seqs: number[] }>(
      `select to_jsonb(realtime.filtered($1::bigint::oid,
         array(select jsonb_array_elements_text($2::text::jsonb)::bigint), $3::text::jsonb)) as seqs`,
      [oid, seqs, filter],
    )
    passing.set(filter, new Set(row?.seqs))
  }
  return passing
}

/** By caller key: deletes, which tell their key alone, and the rows that the table's policies show now. */
export async function visibleChanges(
  query: Query,
  oid: number,
  entity: Entity,
  changes: readonly LoggedChange[],
  channels: readonly Channel[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const all = changes.map(({ seq }) => seq)
  const living = changes.filter(({ operation }) => operation !== 'DELETE').map(({ seq }) => seq)
  const callers = new Map<string, Caller>()
  for (const { caller, subscriptions } of channels)
    if (subscriptions.some(({ entities }) => entities.has(oid))) callers.set(callerKey(caller), caller)
  const visible = new Map<string, ReadonlySet<number>>()
  for (const [key, caller] of callers) {
    const keys = entity.columns.filter(({ isKey }) => isKey)
    const isToldOfKeys = keys.length > 0 && keys.every(({ roles }) => roles.includes(caller.role))
    // Without the key there is no row to ask for; the client is told so and nothing else.
    if (!isToldOfKeys || !entity.isRls || living.length === 0) {
      visible.set(key, new Set(isToldOfKeys ? all : living))
      continue
    }
    const [row] = await query<{ seqs: number[] }>(
      `select to_jsonb(realtime.visible($1::bigint::oid,
         array(select jsonb_array_elements_text($2::text::jsonb)::bigint), $3, $4::text::jsonb)) as seqs`,
      [oid, JSON.stringify(living), caller.role, JSON.stringify({ ...caller.claims, role: caller.role })],
    )
    const seen = new Set(row?.seqs)
    visible.set(
      key,
      new Set(changes.filter((change) => change.operation === 'DELETE' || seen.has(change.seq)).map(({ seq }) => seq)),
    )
  }
  return visible
}
