import type { SupabaseClient } from '@supabase/supabase-js'
import type { z } from 'zod'
import { fail, type Result, succeed } from '../../../domain/result.ts'
import type { RecordPort } from '../../../ports/records.ts'
import { failureOf } from './failure.ts'
import { type OnBadRows, parseOne, parseRows } from './rows.ts'
import {
  alarmSchema,
  assetSchema,
  assetThenSchema,
  cityInfoSchema,
  connectionsSchema,
  drillSchema,
  faultReportSchema,
  figuresSchema,
  findingRuleSchema,
  findingSchema,
  ingestSchema,
  lifecycleSchema,
  nearbySchema,
  neighboursSchema,
  operationSchema,
  outlookSchema,
  sensorFaultSchema,
  sensorMomentSchema,
  sensorSchema,
  summarySchema,
  versionSchema,
} from './schemas.ts'

/** Records through the SQL functions of server/README.md; what a role may see is decided there. */
export function createRecords(client: SupabaseClient, onBadRows: OnBadRows): RecordPort {
  const rows = async <Row>(name: string, parameters: Record<string, unknown>, schema: z.ZodType<Row>) =>
    chain(await call(client, name, parameters), (data) => parseRows(schema, data, name, onBadRows))
  return {
    city: async () => chain(await call(client, 'city_info', {}), (data) => parseOne(cityInfoSchema, data, 'city_info')),
    asset: async (id) =>
      chain(await call(client, 'asset_record', { asset_id: id }), (data) => parseOne(assetSchema, data, id)),
    lifecycle: async (id) =>
      chain(await call(client, 'asset_lifecycle', { asset_id: id }), (data) => parseOne(lifecycleSchema, data, id)),
    versions: (id) => rows('record_versions', { of_table: 'asset', of_record: id }, versionSchema),
    assetThen: async (id, at) => {
      const ask = async (when: number) =>
        chain(await call(client, 'asset_then', { asset_id: id, at: instant(when) }), (data) =>
          parseOne(assetThenSchema, data, id),
        )
      const then = await ask(at)
      if (!then.ok || then.value.asset !== null || then.value.from !== null || then.value.to === null) return then
      const firstRecordedAt = then.value.to
      const first = await ask(firstRecordedAt)
      return first.ok ? succeed({ ...first.value, firstRecordedAt }) : first
    },
    neighbours: async (id) =>
      chain(await call(client, 'asset_neighbours', { asset_id: id }), (data) => parseOne(neighboursSchema, data, id)),
    recordOperation: async (id, entry) =>
      chain(
        await call(client, 'add_operation_record', {
          asset: id,
          kind: entry.kind,
          done_on: entry.doneOn,
          finding: entry.finding,
          grade: entry.grade,
          cost_10k_cny: entry.cost_10k_cny,
          next_due_on: entry.nextDueOn,
          chainage_m: entry.chainage_m,
        }),
        (data) => parseOne(operationSchema, data, id),
      ),
    withdrawOperation: async (recordId) =>
      chain(await call(client, 'withdraw_operation_record', { record: recordId }), (data) =>
        data === true ? succeed(null) : fail('not-found', `${recordId}: no record of this person`),
      ),
    search: (query, limit) => rows('search_assets', { query, max_rows: limit }, summarySchema),
    sensors: () => rows('sensor_overview', {}, sensorSchema),
    alarms: () => rows('open_alarms', {}, alarmSchema),
    acknowledge: async (alarm, note) =>
      chain(await call(client, 'acknowledge_alarm', { alarm, note }), (data) =>
        parseOne(alarmSchema, data, `alarm ${alarm}`),
      ),
    shelve: async (alarm, until, reason) =>
      chain(
        await call(client, 'shelve_alarm', { alarm, until: until === null ? null : instant(until), reason }),
        (data) => parseOne(alarmSchema, data, `alarm ${alarm}`),
      ),
    drills: () => rows('drills', {}, drillSchema),
    startDrill: async (story) =>
      chain(await call(client, 'start_drill', { story }), (data) => parseOne(drillSchema, data, story)),
    outlook: async () =>
      chain(await call(client, 'sensor_outlook', {}), (data) => parseOne(outlookSchema, data, 'sensor_outlook')),
    connections: async (sensors) =>
      chain(await call(client, 'sensor_connections', { sensors }), (data) =>
        parseOne(connectionsSchema, data, 'sensor_connections'),
      ),
    sensorFaults: (sensor) => rows('sensor_faults', { sensor }, sensorFaultSchema),
    alarmsAt: (at) => rows('alarms_at', { at: instant(at) }, alarmSchema),
    alarmsBetween: (from, to) => rows('alarms_between', { from_at: instant(from), to_at: instant(to) }, alarmSchema),
    sensorsAt: (at) => rows('sensors_at', { at: instant(at) }, sensorMomentSchema),
    nearby: ({ lon, lat }, radius, limit) =>
      rows('assets_near', { lon, lat, radius_m: radius, max_rows: limit }, nearbySchema),
    ingest: async () =>
      chain(await call(client, 'ingest_state', {}), (data) => parseOne(ingestSchema, data, 'ingest_state')),
    figures: async () =>
      chain(await call(client, 'city_figures', {}), (data) => parseOne(figuresSchema, data, 'city_figures')),
    findingRules: () => rows('finding_summary', {}, findingRuleSchema),
    findings: (rule, severity, limit) =>
      rows('findings', { of_rule: rule, of_severity: severity, max_rows: limit }, findingSchema),
    reportFault: async ({ assetId, field, text }) =>
      chain(await call(client, 'report_fault', { asset: assetId, field, text }), (data) =>
        parseOne(faultReportSchema, data, assetId),
      ),
    faultReports: (id) => rows('fault_reports', { asset: id }, faultReportSchema),
  }
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

/** Calls an SQL function as whoever is signed in. */
export async function call(
  client: SupabaseClient,
  name: string,
  parameters: Record<string, unknown>,
): Promise<Result<unknown>> {
  const { data, error, status } = await client.rpc(name, parameters)
  return error ? failureOf({ status, code: error.code ?? '', message: error.message }) : succeed(data)
}

/** Goes on with the value of a result, or keeps its failure. */
export function chain<From, To>(result: Result<From>, next: (value: From) => Result<To>): Result<To> {
  return result.ok ? next(result.value) : result
}
