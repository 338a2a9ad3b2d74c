import type { Call } from './call.ts'
import { ASKERS, type Session } from './target.ts'

const PIPE = 'tiny/water/J1~J2~1'

/** What everybody reads of every table that REST shows, whole. */
export function tableCalls(tables: readonly string[]): Call[] {
  return tables.flatMap((table) =>
    ASKERS.map((asker) => ({
      name: `select ${table} as ${asker}`,
      ask: ({ as }: Session) => as[asker].from(table).select('*', { count: 'exact' }).limit(50),
    })),
  )
}

/** The grammar of PostgREST as supabase-js speaks it, by a planner. */
export function grammarCalls(): Call[] {
  const asset = ({ as }: Session) => as.planner.from('asset')
  const ids = (session: Session) => asset(session).select('id').order('id')
  const calls: Record<string, Call['ask']> = {
    eq: (s) => ids(s).eq('discipline', 'gas'),
    neq: (s) => ids(s).neq('discipline', 'gas'),
    'gt and lte': (s) => ids(s).gt('gid', 1).lte('gid', 2),
    like: (s) => ids(s).like('id', 'tiny/%R1'),
    ilike: (s) => ids(s).ilike('id', '%GAS%'),
    'is null': (s) => ids(s).is('project_id', null),
    'not is null': (s) => ids(s).not('project_id', 'is', null),
    in: (s) => ids(s).in('gid', [1, 7]),
    or: (s) => ids(s).or('gid.eq.1,discipline.eq.gas'),
    'and in or': (s) => ids(s).or('and(gid.eq.1,kind.eq.line),gid.eq.9'),
    match: (s) => ids(s).match({ kind: 'line', section: 'circle' }),
    'regular expression': (s) => ids(s).filter('id', 'match', 'R[0-9]$'),
    'a name with a comma and a quote': (s) => ids(s).in('name', ['a,b', 'c"d']),
    'array contains': ({ as }) => as.planner.from('risk').select('id').contains('asset_ids', ['tiny/gas/R1']),
    'array is contained': ({ as }) =>
      as.planner.from('risk').select('id').containedBy('asset_ids', ['tiny/gas/R1', 'x']),
    'arrays overlap': ({ as }) => as.planner.from('risk').select('id').overlaps('asset_ids', ['x']),
    'json contains': ({ as }) => as.planner.from('lifecycle_stage').select('stage').contains('fields', { a: 1 }),
    'json by arrow': ({ as }) => as.planner.from('lifecycle_stage').select('fields->a, text:fields->>a').order('stage'),
    'json compared': ({ as }) => as.planner.from('lifecycle_stage').select('stage').eq('fields->>a', '1'),
    'order down, nulls first': (s) =>
      asset(s).select('id,project_id').order('project_id', { ascending: false, nullsFirst: true }),
    'order up, nulls last': (s) =>
      asset(s).select('id,project_id').order('project_id', { nullsFirst: false }).order('id'),
    range: (s) => asset(s).select('id', { count: 'exact' }).order('id').range(1, 1),
    'range past the end': (s) => asset(s).select('id', { count: 'exact' }).order('id').range(7, 9),
    limit: (s) => ids(s).limit(1),
    'count alone': (s) => asset(s).select('id', { count: 'exact', head: true }),
    single: (s) => asset(s).select('id').eq('gid', 1).single(),
    'single of none': (s) => asset(s).select('id').eq('gid', 9).single(),
    'single of many': (s) => asset(s).select('id').single(),
    'at most one of none': (s) => asset(s).select('id').eq('gid', 9).maybeSingle(),
    'at most one of many': (s) => asset(s).select('id').maybeSingle(),
    csv: (s) => asset(s).select('id,name,gid').order('id').csv(),
    'alias and cast': (s) => asset(s).select('key:id,number:gid::text').order('id'),
    'parent embedded': (s) => asset(s).select('id,road(name_zh,class)').order('id'),
    'children embedded': (s) => asset(s).select('id,sensor(id,kind)').order('id'),
    'children counted': (s) => asset(s).select('id,sensor(count)').order('id'),
    'children filtered and ordered': (s) =>
      asset(s)
        .select('id,sensor(id)')
        .eq('sensor.kind', 'ch4-well')
        .order('id', { referencedTable: 'sensor' })
        .order('id'),
    'inner join': (s) => asset(s).select('id,sensor!inner(id)').eq('sensor.kind', 'ch4-well'),
    'two parents embedded': (s) => asset(s).select('id,organisation(name),district(name_zh)').order('id'),
    'columns that are geometry': ({ as }) => as.planner.from('sensor').select('id,geometry').order('id'),
    dates: ({ as }) => as.planner.from('lifecycle_stage').select('started_on,ended_on').order('stage'),
    'dates compared': ({ as }) => as.planner.from('operation_record').select('id').gte('done_on', '2024-05-06'),
    'numbers as they are': ({ as }) => as.planner.from('public_cell').select('id,west,area_east').order('id'),
    'generic filter': (s) => ids(s).filter('gid', 'gte', 2),
    'no such column': (s) => asset(s).select('nothing'),
    'no such column in a filter': (s) => ids(s).eq('nothing', 1),
    'no such table': ({ as }) => as.planner.from('nothing').select('*'),
    'no such schema': ({ as }) => as.planner.schema('sensing').from('sensor_reading').select('*'),
    'no such relation': (s) => asset(s).select('id,enquiry_alarm(day)'),
    'a value of another type': (s) => ids(s).eq('gid', 'many'),
    'a number out of range': (s) => ids(s).eq('gid', '99999999999'),
    'no such operator': (s) => ids(s).filter('gid', 'resembles', 1),
    'an embed two levels deep': (s) => asset(s).select('id,sensor(id,sensor_threshold(value))'),
  }
  return Object.entries(calls).map(([name, ask]) => ({ name: `query: ${name}`, ask }))
}

/** Nobody writes tables: every way is tried as everybody. */
export function writeCalls(): Call[] {
  const row = { id: PIPE, name: 'x' }
  return ASKERS.flatMap((asker): Call[] => [
    { name: `insert as ${asker}`, ask: ({ as }) => as[asker].from('asset').insert(row) },
    { name: `upsert as ${asker}`, ask: ({ as }) => as[asker].from('asset').upsert(row).select() },
    { name: `update as ${asker}`, ask: ({ as }) => as[asker].from('asset').update({ name: 'x' }).eq('id', PIPE) },
    { name: `delete as ${asker}`, ask: ({ as }) => as[asker].from('asset').delete().eq('id', PIPE) },
  ])
}
