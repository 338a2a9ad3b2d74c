import type { Call } from './call.ts'
import { ASKERS, type Session } from './target.ts'

/** A function of the schema that REST shows. */
export interface ClientFunction {
  readonly name: string
  readonly parameters: readonly { readonly name: string; readonly type: string }[]
}

const DAY = 86_400_000
const PIPE = 'tiny/water/J1~J2~1'

/** What a parameter of this name is given, else by its type. */
const BY_NAME: Readonly<Record<string, (now: number) => unknown>> = {
  asset: () => PIPE,
  asset_id: () => PIPE,
  sensor: () => 's-gas',
  from_at: (now) => new Date(now - DAY).toISOString(),
  to_at: (now) => new Date(now + DAY).toISOString(),
  query: () => '海湾路',
  lon: () => 120.03,
  lat: () => 36.01,
  radius_m: () => 100,
  max_rows: () => 10,
  max_points: () => 10,
  field: () => 'material',
  verdict: () => 'accepted',
  of_table: () => 'asset',
  of_record: () => PIPE,
  of_rule: () => 'above-ground',
  of_severity: () => 'warning',
  grade: () => 'orange',
  direction: () => 'above',
  kind: () => 'ch4-well',
}
const BY_TYPE: Readonly<Record<string, (now: number) => unknown>> = {
  text: () => 'x',
  boolean: () => true,
  jsonb: () => ({}),
  uuid: () => '00000000-0000-4000-8000-000000000000',
  date: (now) => new Date(now).toISOString().slice(0, 10),
  'timestamp with time zone': (now) => new Date(now).toISOString(),
  'text[]': () => ['x'],
}

/** Every function with likely values as everybody, and with nulls as a planner. */
export function functionCalls(functions: readonly ClientFunction[], now: number): Call[] {
  return functions.flatMap(({ name, parameters }): Call[] => {
    const values = parameters.map((parameter) => [parameter.name, likelyValue(parameter, now)])
    const nulls = parameters.map((parameter) => [parameter.name, null])
    return [
      ...ASKERS.map((asker) => ({
        name: `${name}() as ${asker}`,
        ask: ({ as }: Session) => as[asker].rpc(name, Object.fromEntries(values)),
      })),
      ...(parameters.length > 0
        ? [{ name: `${name}() of nulls`, ask: ({ as }: Session) => as.planner.rpc(name, Object.fromEntries(nulls)) }]
        : []),
    ]
  })
}

function likelyValue({ name, type }: ClientFunction['parameters'][number], now: number): unknown {
  return (BY_NAME[name] ?? BY_TYPE[type] ?? (() => 1))(now)
}

/** How functions are called wrongly, and what is done with their answers. */
export function functionFaultCalls(): Call[] {
  const calls: Record<string, Call['ask']> = {
    'no such function': ({ as }) => as.planner.rpc('nothing'),
    'a parameter too many': ({ as }) => as.planner.rpc('my_role', { nothing: 1 }),
    'a parameter too few': ({ as }) => as.planner.rpc('asset_record', {}),
    'a value of another type': ({ as }) => as.planner.rpc('alarms_at', { at: 'yesterday afternoon' }),
    'a record of operation': ({ as }) =>
      as.planner.rpc('add_operation_record', { asset: PIPE, kind: 'leak', done_on: '2026-01-02', finding: '渗漏' }),
    'the lifecycle with it': ({ as }) => as.planner.rpc('asset_lifecycle', { asset_id: PIPE }),
    'by GET': ({ as }) => as.planner.rpc('my_role', {}, { get: true }),
    'by GET with a parameter': ({ as }) => as.planner.rpc('asset_record', { asset_id: PIPE }, { get: true }),
    'a text of 1,001 characters': ({ as }) =>
      as.duty.rpc('report_fault', { asset: PIPE, field: 'material', text: 'x'.repeat(1001) }),
    'an injection': ({ as }) => as.planner.rpc('search_assets', { query: `x'; drop table public.asset; --` }),
    'what devices call': ({ as }) => as.admin.rpc('ingest', { batch: [] }),
    'characters of every kind': ({ as }) => as.planner.rpc('search_assets', { query: '🚰 ₁ \\ % _ "' }),
  }
  return Object.entries(calls).map(([name, ask]) => ({ name: `function: ${name}`, ask }))
}
