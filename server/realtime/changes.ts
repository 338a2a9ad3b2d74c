import type { Caller, Database } from '../database/database.ts'
import { type Binding, bindingId, readBinding, type Subscription } from './change-bindings.ts'
import { changeData, type Entity, type LoggedChange } from './change-data.ts'
import { filterChanges, visibleChanges } from './change-visibility.ts'
import { type Channel, type Hub, tell } from './channel.ts'
import { type Feed, startFeed } from './feed.ts'
import { encodeChange } from './frames.ts'
import { PREFIX } from './outgoing.ts'
import { callerKey } from './permissions.ts'

const EXTENSION = 'postgres_changes'
/** Logged changes are handed on within a second; they are kept for servers that lag behind. */
const KEPT = "interval '5 minutes'"

/** `postgres_changes`: inserts, updates and deletes of published tables, to those who may see the rows. */
export interface Changes {
  /** What the join reply tells of the bindings asked for, in their order. */
  announce(bindings: readonly unknown[]): readonly Record<string, unknown>[]
  /** Has the database confirm the bindings of an open channel and tells it; also after it has a new token. */
  subscribe(channel: Channel): Promise<void>
  wake(): void
  /** drops what was handed on long ago */
  prune(): Promise<void>
  close(): Promise<void>
}

interface Candidate {
  readonly change: LoggedChange
  readonly entity: Entity
  readonly channel: Channel
  readonly subscriptions: readonly Subscription[]
}

/** @param hub  where the open channels are */
export async function startChanges(parts: {
  readonly database: Database
  readonly hub: Hub
  readonly onFault: (error: unknown) => void
  readonly now: () => number
}): Promise<Changes> {
  const { database, hub, onFault, now } = parts
  let subscribing = 0
  const hasListeners = () => subscribing > 0 || !hub.subscribed()[Symbol.iterator]().next().done
  const feed: Feed = await startFeed<LoggedChange>({
    database,
    sequence: 'realtime.change_seq',
    select: `select seq::double precision as seq, entity::bigint as entity, operation,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, new_row as "newRow", old_row as "oldRow"
      from realtime.change_log where true`,
    hasListeners,
    handle: (changes) => deliverAll(database, hub, changes),
    onFault,
    now,
  })

  async function confirm(channel: Channel): Promise<readonly Subscription[]> {
    const read = channel.bindings.map((params) => {
      const binding = readBinding(params)
      if (typeof binding === 'string') throw new RefusedBinding(binding)
      return { ...binding, id: bindingId(params) }
    })
    await database.query('select realtime.capture_published()')
    const subscriptions: Subscription[] = []
    for (const binding of read) {
      const entities = await entitiesOf(database, channel.caller, binding)
      subscriptions.push({ ...binding, entities: new Set(entities) })
    }
    return subscriptions
  }

  return {
    announce: (bindings) => bindings.map((params) => ({ ...Object(params), id: bindingId(params) })),
    async subscribe(channel) {
      subscribing++
      try {
        const subscriptions = await confirm(channel)
        // Nothing that was committed before may follow the confirmation.
        await feed.caughtUp()
        if (!channel.isOpen) return
        channel.subscriptions = subscriptions
        tell(channel, 'ok', 'Subscribed to PostgreSQL', EXTENSION)
      } catch (error) {
        channel.subscriptions = []
        if (error instanceof RefusedBinding) tell(channel, 'error', error.message, EXTENSION)
        else {
          onFault(error)
          tell(channel, 'error', 'Realtime was unable to connect to the project database', EXTENSION)
        }
      } finally {
        subscribing--
      }
    },
    wake: feed.wake,
    async prune() {
      const pruned = await database.query(
        `delete from realtime.change_log where at < now() - ${KEPT} returning 1 as one`,
      )
      // The embedded database has no autovacuum.
      if (pruned.length > 0) await database.query('vacuum realtime.change_log')
    },
    close: feed.close,
  }
}

/** A binding that cannot be served; the message is for the client. */
class RefusedBinding extends Error {}

async function entitiesOf(database: Database, caller: Caller, binding: Binding): Promise<readonly number[]> {
  const { event, schema, table, filters, selected } = binding
  const told = `[event: ${event}, schema: ${schema}, table: ${table}, filters: ${JSON.stringify(filters)}, select: ${JSON.stringify(selected)}]`
  const [row] = await database.query<{ entities: number[] }>(
    'select to_jsonb(realtime.published($1, $2)::bigint[]) as entities',
    [schema, table],
  )
  const entities = row?.entities ?? []
  if (entities.length === 0)
    throw new RefusedBinding(
      `Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: ${told}`,
    )
  for (const entity of entities) {
    try {
      await database.query(
        'select realtime.check_subscription($1::bigint::oid, $2, $3::text::jsonb, $4::text::jsonb)',
        [entity, caller.role, JSON.stringify(filters), JSON.stringify(selected ?? [])],
      )
    } catch (error) {
      // Class 22 and 2201B, 42: what the client wrote does not fit the table.
      if (!(error instanceof Error && 'code' in error && /^(22|42|0A)/.test(String(error.code)))) throw error
      throw new RefusedBinding(
        `Unable to subscribe to changes with given parameters. An exception happened so please check your connect parameters: ${told}. Exception: ERROR ${error.code} ${error.message}`,
      )
    }
  }
  return entities
}

/** One question a table, filter and group of callers with the same claims, however many rows and channels there are. */
async function deliverAll(database: Database, hub: Hub, changes: readonly LoggedChange[]): Promise<void> {
  const channels = [...hub.subscribed()]
  if (channels.length === 0) return
  const byEntity = groupBy(changes, ({ entity }) => entity)
  const deliveries: { candidate: Candidate; ids: number[] }[] = []
  await database.transaction(async (query) => {
    for (const [oid, ofEntity] of byEntity) {
      const [row] = await query<{ entity: Entity | null }>('select realtime.describe($1::bigint::oid) as entity', [oid])
      const entity = row?.entity
      if (!entity) continue
      const passing = await filterChanges(query, oid, ofEntity, channels)
      const visible = await visibleChanges(query, oid, entity, ofEntity, channels)
      for (const change of ofEntity)
        for (const channel of channels) {
          if (!visible.get(callerKey(channel.caller))?.has(change.seq)) continue
          const subscriptions = channel.subscriptions.filter(
            ({ entities, event, filters }) =>
              entities.has(oid) &&
              (event === '*' || event === change.operation) &&
              (filters.length === 0 || passing.get(JSON.stringify(filters))?.has(change.seq)),
          )
          if (subscriptions.length > 0)
            deliveries.push({
              candidate: { change, entity, channel, subscriptions },
              ids: subscriptions.map(({ id }) => id),
            })
        }
    }
  })
  const made = new Map<string, string>()
  deliveries.sort((a, b) => a.candidate.change.seq - b.candidate.change.seq)
  for (const { candidate } of deliveries) deliverOne(candidate, made)
}

/** Bindings with the same columns share a frame. */
function deliverOne({ change, entity, channel, subscriptions }: Candidate, made: Map<string, string>): void {
  if (!channel.isOpen) return
  for (const [selected, same] of groupBy(subscriptions, ({ selected }) => JSON.stringify(selected))) {
    const key = `${change.seq} ${channel.caller.role} ${selected}`
    const data = made.get(key) ?? changeData(change, entity, channel.caller.role, same[0]?.selected ?? null)
    made.set(key, data)
    const ids = [...new Set(same.map(({ id }) => id))]
    channel.outgoing.data(encodeChange(PREFIX + channel.topic, ids, data, channel.outgoing.version))
  }
}

function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
