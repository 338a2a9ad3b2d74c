import type { SupabaseClient } from '@supabase/supabase-js'
import { type Result, succeed } from '../../../domain/result.ts'
import type { RecordPort } from '../../../ports/records.ts'
import { failureOf } from './failure.ts'
import { type OnBadRows, parseOne, parseRows } from './rows.ts'
import { alarmSchema, assetSchema, cityInfoSchema, lifecycleSchema, sensorSchema, summarySchema } from './schemas.ts'

/** Records through the SQL functions of server/README.md; what a role may see is decided there. */
export function createRecords(client: SupabaseClient, onBadRows: OnBadRows): RecordPort {
  return {
    city: async () => chain(await call(client, 'city_info', {}), (data) => parseOne(cityInfoSchema, data, 'city_info')),
    asset: async (id) =>
      chain(await call(client, 'asset_record', { asset_id: id }), (data) => parseOne(assetSchema, data, id)),
    lifecycle: async (id) =>
      chain(await call(client, 'asset_lifecycle', { asset_id: id }), (data) => parseOne(lifecycleSchema, data, id)),
    search: async (query, limit) =>
      chain(await call(client, 'search_assets', { query, max_rows: limit }), (data) =>
        parseRows(summarySchema, data, 'search_assets', onBadRows),
      ),
    sensors: async () =>
      chain(await call(client, 'sensor_overview', {}), (data) =>
        parseRows(sensorSchema, data, 'sensor_overview', onBadRows),
      ),
    alarms: async () =>
      chain(await call(client, 'open_alarms', {}), (data) => parseRows(alarmSchema, data, 'open_alarms', onBadRows)),
    acknowledge: async (alarm, note) =>
      chain(await call(client, 'acknowledge_alarm', { alarm, note }), (data) =>
        parseOne(alarmSchema, data, `alarm ${alarm}`),
      ),
  }
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
