import type { SupabaseClient } from '@supabase/supabase-js'
import type { z } from 'zod'
import { type Result, succeed } from '../../../domain/result.ts'
import type { RecordPort } from '../../../ports/records.ts'
import { failureOf } from './failure.ts'
import { type OnBadRows, parseOne, parseRows } from './rows.ts'
import {
  alarmSchema,
  assetSchema,
  cityInfoSchema,
  faultReportSchema,
  figuresSchema,
  findingRuleSchema,
  findingSchema,
  lifecycleSchema,
  nearbySchema,
  sensorMomentSchema,
  sensorSchema,
  summarySchema,
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
    search: (query, limit) => rows('search_assets', { query, max_rows: limit }, summarySchema),
    sensors: () => rows('sensor_overview', {}, sensorSchema),
    alarms: () => rows('open_alarms', {}, alarmSchema),
    acknowledge: async (alarm, note) =>
      chain(await call(client, 'acknowledge_alarm', { alarm, note }), (data) =>
        parseOne(alarmSchema, data, `alarm ${alarm}`),
      ),
    alarmsAt: (at) => rows('alarms_at', { at: instant(at) }, alarmSchema),
    alarmsBetween: (from, to) => rows('alarms_between', { from_at: instant(from), to_at: instant(to) }, alarmSchema),
    sensorsAt: (at) => rows('sensors_at', { at: instant(at) }, sensorMomentSchema),
    nearby: ({ lon, lat }, radius, limit) =>
      rows('assets_near', { lon, lat, radius_m: radius, max_rows: limit }, nearbySchema),
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
