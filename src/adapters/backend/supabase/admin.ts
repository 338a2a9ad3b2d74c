import type { SupabaseClient } from '@supabase/supabase-js'
import { z } from 'zod'
import { CLEARANCES, GIVEN_ROLES } from '../../../domain/admin/account.ts'
import { PARTIES } from '../../../domain/admin/organisation.ts'
import { keyOf, type SecrecyClass } from '../../../domain/admin/secrecy.ts'
import { thresholdSchema } from '../../../domain/admin/threshold.ts'
import { succeed } from '../../../domain/result.ts'
import type {
  Account,
  AdminPort,
  AuditCheck,
  AuditEntry,
  AuditState,
  District,
  KindLimits,
  OneTimePassword,
  Organisation,
  SecrecyEffect,
  SecrecyLists,
  SensorLimits,
  ServerHealth,
  SystemState,
} from '../../../ports/admin.ts'
import { failureOf } from './failure.ts'
import { askServer, postToServer, withReason } from './post-to-server.ts'
import { call, chain } from './records.ts'
import { type OnBadRows, parseOne, parseRows } from './rows.ts'
import { ingestSchema } from './schemas.ts'

const text = z.string().nullable()
const number = z.number().nullable()

const accountSchema: z.ZodType<Account> = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(GIVEN_ROLES).nullable(),
  name: text,
  organisation: text,
  organisationName: text,
  districts: z.array(z.string()).nullable(),
  clearance: number,
  disabledAt: number,
  mustChange: z.boolean(),
  createdAt: number,
  lastSignInAt: number,
})
const accountsSchema = z.object({ total: z.int(), users: z.array(z.unknown()) })
const passwordSchema: z.ZodType<OneTimePassword> = z.object({ id: z.string(), password: z.string() })
const organisationSchema: z.ZodType<Organisation> = z.object({
  id: z.string(),
  name: z.string(),
  party: z.enum(PARTIES),
  creditCode: text,
  editedAt: number,
  editedBy: text,
  users: z.int(),
})
const districtSchema: z.ZodType<District> = z.object({ id: z.string(), name_zh: z.string(), name_en: z.string() })
const limitsShape = { thresholds: z.array(thresholdSchema), editedAt: number, editedBy: text }
const sensorLimitsSchema: z.ZodType<SensorLimits> = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  district: text,
  isOwn: z.boolean(),
  ...limitsShape,
})
const sensorPageSchema = z.object({ total: z.int(), sensors: z.array(z.unknown()) })
const kindLimitsSchema: z.ZodType<KindLimits> = z.object({
  kind: z.string(),
  sensors: z.int(),
  relying: z.int(),
  ...limitsShape,
})
const classSchema: z.ZodType<SecrecyClass> = z.literal(CLEARANCES).nullable()
const secrecySchema: z.ZodType<SecrecyLists> = z.object({
  layers: z.array(z.object({ discipline: z.string(), kind: z.string(), class: classSchema, assets: z.int() })),
  fields: z.array(z.object({ column: z.string(), class: classSchema })),
  assets: z.array(z.object({ id: z.string(), name: text, discipline: text, kind: text, class: classSchema })),
  totalAssets: z.int(),
})
const changeSchema = z.enum(['loses', 'gains']).nullable()
const effectSchema: z.ZodType<SecrecyEffect> = z.object({
  rows: z.int(),
  people: z.array(z.object({ name: text, role: z.string(), rows: z.int(), sight: changeSchema, tiles: changeSchema })),
  total: z.int(),
})
const entrySchema: z.ZodType<AuditEntry> = z.object({
  seq: z.int(),
  at: z.number(),
  actor: text,
  role: z.string(),
  action: z.string(),
  object: z.string(),
  detail: z.record(z.string(), z.unknown()),
})
const auditStateSchema: z.ZodType<AuditState> = z.object({
  count: z.int(),
  oldestAt: number,
  newestAt: number,
  newestSeq: number,
  actions: z.array(z.string()),
})
const checkSchema: z.ZodType<AuditCheck> = z.object({ checkedTo: z.int(), broken: number, isDone: z.boolean() })
const systemSchema: z.ZodType<SystemState> = z.object({
  at: z.number(),
  version: z.string(),
  databaseBytes: z.number(),
  city: z.object({ id: z.string(), build: z.string(), loadedAt: z.number() }).nullable(),
  sensors: z.int(),
  retiredSensors: z.int(),
  heardSensors: z.int(),
  newestReadingAt: number,
  openAlarms: z.int(),
  openReports: z.int(),
  tables: z.array(z.object({ name: z.string(), bytes: z.number() })),
})
const instantSchema = z.iso.datetime().transform((instant) => Date.parse(instant))
const healthSchema = z
  .object({
    state: z.enum(['good', 'fault']),
    faults: z.array(z.string()),
    memory_bytes: z.number(),
    disk: z.object({ free_bytes: z.number() }).nullable(),
    backup: z.object({ last_at: instantSchema.nullable() }).nullable(),
  })
  .transform(
    ({ state, faults, memory_bytes, disk, backup }): ServerHealth => ({
      state,
      faults,
      memoryBytes: memory_bytes,
      freeBytes: disk?.free_bytes ?? null,
      backup: backup && { lastAt: backup.last_at },
    }),
  )

/** Administration by SQL functions, and by our server where an account or a password is made. */
export function createAdmin(client: SupabaseClient, fetcher: typeof fetch, onBadRows: OnBadRows): AdminPort {
  const ask = async (name: string, parameters: Record<string, unknown> = {}) =>
    withReason(await call(client, name, parameters))
  const one = async <Value>(name: string, schema: z.ZodType<Value>, parameters: Record<string, unknown> = {}) =>
    chain(await ask(name, parameters), (data) => parseOne(schema, data, name))
  const done = async (name: string, parameters: Record<string, unknown>) =>
    chain(await ask(name, parameters), () => succeed(null))
  const post = async (path: string, body: object) =>
    chain(await postToServer(client, fetcher, path, body), (data) => parseOne(passwordSchema, data, path))
  return {
    users: async () =>
      chain(await one('admin_users', accountsSchema), ({ total, users }) =>
        chain(parseRows(accountSchema, users, 'admin_users', onBadRows), (good) => succeed({ total, users: good })),
      ),
    invite: (invitation) => post('users', invitation),
    resetPassword: (id) => post(`users/${id}/password`, {}),
    resetSecondFactor: (id) => post(`users/${id}/second-factor`, {}),
    setRights: (id, { role, organisation, districts, clearance, name }) =>
      done('admin_set_role', { person: id, role, organisation, districts, clearance, name }),
    setDisabled: (id, isDisabled) => done('admin_disable_user', { person: id, disabled: isDisabled }),
    async districts() {
      const { data, error, status } = await client.from('district').select('id,name_zh,name_en').order('id')
      return error
        ? failureOf({ status, code: error.code ?? '', message: error.message })
        : parseRows(districtSchema, data, 'district', onBadRows)
    },
    organisations: async () =>
      chain(await ask('admin_organisations'), (data) =>
        parseRows(organisationSchema, data, 'admin_organisations', onBadRows),
      ),
    saveOrganisation: ({ id, name, party, creditCode }) =>
      done('admin_save_organisation', { id, name, party, credit_code: creditCode }),
    kindLimits: async () =>
      chain(await ask('admin_kind_thresholds'), (data) =>
        parseRows(kindLimitsSchema, data, 'admin_kind_thresholds', onBadRows),
      ),
    setKindThreshold: (kind, edit) => done('set_kind_threshold', { kind, ...edit }),
    sensorLimits: async (words, kind, skipped, limit) =>
      chain(
        await one('admin_thresholds', sensorPageSchema, {
          words: words.trim(),
          of_kind: kind,
          skipped,
          max_rows: limit,
        }),
        ({ total, sensors }) =>
          chain(parseRows(sensorLimitsSchema, sensors, 'admin_thresholds', onBadRows), (good) =>
            succeed({ total, sensors: good }),
          ),
      ),
    setThreshold: (sensor, edit) => done('set_threshold', { sensor, ...edit }),
    removeThreshold: (sensor, { grade, direction }) => done('remove_threshold', { sensor, grade, direction }),
    secrecy: () => one('admin_secrecy', secrecySchema),
    secrecyEffect: (target, newClass) =>
      one('admin_secrecy_effect', effectSchema, {
        of_table: target.table,
        of_key: keyOf(target),
        new_class: newClass,
      }),
    setSecrecy(target, newClass, reason) {
      const change = { new_class: newClass, reason }
      if (target.table === 'layer')
        return done('set_layer_secrecy', { of_discipline: target.discipline, of_kind: target.kind, ...change })
      if (target.table === 'field') return done('set_field_secrecy', { of_column: target.column, ...change })
      return done('set_asset_secrecy', { of_asset: target.id, ...change })
    },
    audit: async ({ from, to, action, actor }, before, limit) =>
      chain(
        await ask('audit_entries', {
          from_at: instant(from),
          to_at: instant(to),
          of_action: action,
          of_actor: actor.trim() || null,
          before_seq: before,
          max_rows: limit,
        }),
        (data) => parseRows(entrySchema, data, 'audit_entries', onBadRows),
      ),
    auditState: () => one('audit_state', auditStateSchema),
    checkAudit: (after) => one('audit_check', checkSchema, { after_seq: after }),
    system: () => one('system_state', systemSchema),
    ingest: () => one('ingest_state', ingestSchema),
    health: async () =>
      chain(await askServer(client, fetcher, '/healthz/detail'), (data) => parseOne(healthSchema, data, 'health')),
  }
}

function instant(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString()
}
