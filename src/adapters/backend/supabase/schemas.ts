import { z } from 'zod'
import { RESPONSIBLE_PARTIES } from '../../../domain/access/parties.ts'
import { STANDINGS } from '../../../domain/access/standing.ts'
import { ASSET_KINDS, ASSET_STATUSES, QUALITY_LEVELS } from '../../../domain/asset/asset.ts'
import { LIFECYCLE_STAGES } from '../../../domain/asset/lifecycle.ts'
import { OPERATION_KINDS } from '../../../domain/asset/operation-kinds.ts'
import { localizedSchema } from '../../../domain/localized.ts'
import { SEVERITIES } from '../../../domain/quality/severity.ts'
import { FAULT_KINDS } from '../../../domain/sensing/faults/fault.ts'
import type { ConnectionRows } from '../../../domain/sensing/grouping/connections.ts'
import { GRADES, QUALITIES } from '../../../domain/sensing/reading.ts'
import type {
  Alarm,
  Asset,
  AssetSummary,
  AssetThen,
  CityFigures,
  Drill,
  FaultReport,
  Finding,
  FindingRule,
  IngestState,
  LifecycleRecord,
  NearbyAsset,
  Neighbours,
  OperationRecord,
  RecordVersion,
  Sensor,
  SensorFault,
  SensorMoment,
  SensorOutlook,
} from '../../../ports/records.ts'
import { DRILL_STORIES } from '../../../ports/records.ts'

/** Shapes of what the SQL functions of server/README.md answer. Instants are milliseconds since 1970 UTC. */
const text = z.string().nullable()
const number = z.number().nullable()
const place = z.object({ lon: z.number(), lat: z.number(), height: z.number() })
const ALARM_GRADES = ['blue', 'yellow', 'orange', 'red'] as const

export const cityInfoSchema = z.object({ city: z.string(), build: z.string() })
export const accessSchema = z
  .object({
    role: z.enum(['public', 'planner', 'duty', 'leader', 'enterprise', 'admin']),
    tiles: z.enum(['open', 'role', 'district', 'clearance']),
    districts: z.array(z.object({ name_zh: z.string(), name_en: z.string() })).nullable(),
    hearsAll: z.boolean(),
    lacksSecondFactor: z.boolean(),
  })
  .transform(({ districts, ...access }) => ({
    ...access,
    districts: districts?.map(({ name_zh, name_en }) => ({ zh: name_zh, en: name_en })) ?? null,
  }))
export const accountSchema = z.object({ standing: z.enum(STANDINGS).exclude(['lacks-second-factor']) })

const summaryShape = {
  id: z.string(),
  gid: z.int(),
  kind: z.enum(ASSET_KINDS),
  discipline: z.string(),
  name: text,
  feature: text,
  road: text,
  road_en: text,
  at: place,
}
export const summarySchema: z.ZodType<AssetSummary> = z.object(summaryShape)

export const assetSchema: z.ZodType<Asset> = z.object({
  ...summaryShape,
  subclass: text,
  material: text,
  section: z.enum(['circle', 'rectangle', 'egg', 'none']),
  diameter_mm: number,
  width_mm: number,
  height_mm: number,
  built_year: number,
  burial: text,
  owner: text,
  status: z.enum(ASSET_STATUSES),
  pressure_mpa: number,
  voltage_kv: number,
  start_level_m: number,
  end_level_m: number,
  start_ground_m: number,
  end_ground_m: number,
  start_depth_m: number,
  end_depth_m: number,
  length_m: number,
  quality_level: z.enum(QUALITY_LEVELS).nullable(),
  horizontal_error_m: number,
  vertical_error_m: number,
  is_operable: z.boolean().nullable(),
  start_point_id: text,
  end_point_id: text,
  district: text,
  district_en: text,
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  source: z.string(),
  path: z.array(place),
  sensorIds: z.array(z.string()),
  hiddenFields: z.array(z.string()),
})

const stageSchema = z.object({
  stage: z.enum(LIFECYCLE_STAGES),
  startedOn: text,
  endedOn: text,
  authority: text,
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  documents: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      title: z.string(),
      number: text,
      issuedOn: text,
      issuedBy: text,
      // a link out of our own origin would leave the grant, and the policy of the page
      url: z.string().regex(/^\/documents\//, 'expected a path under /documents/'),
    }),
  ),
  missingDocuments: z.array(z.string()),
})

export const operationSchema: z.ZodType<OperationRecord> = z.object({
  id: z.string(),
  kind: z.enum(OPERATION_KINDS),
  doneOn: z.string(),
  finding: text,
  grade: text,
  cost_10k_cny: number,
  nextDueOn: text,
  chainage_m: number,
  recordedBy: text,
  recordedAt: number,
  isMine: z.boolean(),
})

export const versionSchema: z.ZodType<RecordVersion> = z.object({
  from: number,
  to: number,
  by: text,
  build: text,
  source: text,
  isGone: z.boolean(),
  changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
})

export const lifecycleSchema: z.ZodType<LifecycleRecord> = z.object({
  project: z.object({ id: z.string(), code: text, name: z.string(), builder: text }).nullable(),
  stages: z.array(stageSchema),
  operations: z.array(operationSchema),
  responsible: z.array(
    z.object({
      party: z.enum(RESPONSIBLE_PARTIES),
      organisation: text,
      basis: z.enum(['district', 'city', 'owner']).nullable(),
    }),
  ),
})

export const assetThenSchema: z.ZodType<AssetThen> = z
  .object({ from: number, to: number, asset: assetSchema.nullable(), lifecycle: lifecycleSchema.nullable() })
  .transform((then) => ({ ...then, firstRecordedAt: null }))

export const sensorSchema: z.ZodType<Sensor> = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  assetId: text,
  district: z.string(),
  period_s: z.number().positive(),
  staleAfter_s: z.number().positive(),
  at: place,
  thresholds: z.array(
    z.object({
      grade: z.enum(ALARM_GRADES),
      direction: z.enum(['above', 'below']),
      value: z.number(),
      delay_s: z.number(),
      hysteresis: z.number(),
      clear_delay_s: z.number(),
    }),
  ),
  latest: z.object({ at: z.number(), value: z.number(), quality: z.enum(QUALITIES), grade: z.enum(GRADES) }).nullable(),
})

export const alarmSchema: z.ZodType<Alarm> = z.object({
  id: z.int(),
  sensorId: z.string(),
  grade: z.enum(ALARM_GRADES),
  value: z.number(),
  openedAt: z.number(),
  closedAt: number,
  acknowledgedAt: number,
  acknowledgedBy: text,
  isUnconfirmed: z.boolean(),
  drill: z.enum(['drill', 'interrupted']).nullable(),
  shelvedUntil: number,
  shelvedBy: text,
  shelveReason: text,
})

export const drillSchema: z.ZodType<Drill> = z.object({
  id: z.int(),
  story: z.enum(DRILL_STORIES),
  startedAt: z.number(),
  startedBy: text,
  until: number,
  // one that has just begun has none
  interruptedAt: number.default(null),
  sensorIds: z.array(z.string()),
})

export const outlookSchema: z.ZodType<SensorOutlook> = z.object({
  approaches: z.array(
    z.object({
      sensorId: z.string(),
      grade: z.enum(ALARM_GRADES),
      direction: z.enum(['above', 'below']),
      value: z.number(),
      reachesAt: z.number(),
      earliestAt: z.number(),
      latestAt: number,
      slope_per_h: z.number(),
      toldAt: z.number(),
    }),
  ),
  drifts: z.array(z.object({ sensorId: z.string(), since: z.number(), departure: number })),
})

export const connectionsSchema: z.ZodType<ConnectionRows> = z.object({
  places: z.array(z.tuple([z.string(), z.string()])),
  distances: z.array(z.tuple([z.string(), z.string(), z.number()])),
})

export const sensorFaultSchema: z.ZodType<SensorFault> = z.object({
  kind: z.enum(FAULT_KINDS),
  since: z.number(),
  until: number,
  detail: z.record(z.string(), z.number()),
})

export const sensorMomentSchema: z.ZodType<SensorMoment> = z.object({
  sensorId: z.string(),
  at: z.number(),
  value: z.number(),
  quality: z.enum(QUALITIES),
  grade: z.enum(GRADES),
})

export const nearbySchema: z.ZodType<NearbyAsset> = z.object({
  ...summaryShape,
  distance_m: z.number(),
  diameter_mm: number,
  is_operable: z.boolean().nullable(),
})

export const neighboursSchema: z.ZodType<Neighbours> = z.object({
  radius_m: z.number(),
  total: z.int(),
  nearest: z.array(nearbySchema),
})

export const ingestSchema: z.ZodType<IngestState> = z.object({
  since: z.number(),
  accepted: z.int(),
  late: z.int(),
  duplicate: z.int(),
  unknown: z.int(),
  bad: z.int(),
  examples: z.array(
    z.object({
      at: z.number(),
      reason: z.enum(['unknown', 'bad']),
      source: z.string(),
      row: z.string(),
      expected: z.string(),
    }),
  ),
})

export const figuresSchema: z.ZodType<CityFigures> = z.object({
  at: z.number(),
  build: z.string(),
  networks: z.array(z.object({ discipline: z.string(), length_m: z.number(), lines: z.int() })),
  ages: z.array(z.object({ decade: z.int().nullable(), length_m: z.number() })),
  sensors: z.object({ total: z.int(), live: z.int(), stale: z.int(), offline: z.int(), suspect: z.int() }),
  alarmHours: z.array(z.object({ from: z.number(), grade: z.enum(ALARM_GRADES), count: z.int() })),
  response: z.object({ opened: z.int(), acknowledged: z.int(), median_s: number }),
})

export const faultReportSchema: z.ZodType<FaultReport> = z.object({
  id: z.int(),
  assetId: z.string(),
  field: text,
  text: z.string(),
  reportedAt: z.number(),
  reportedBy: z.string(),
  state: z.enum(['open', 'accepted', 'rejected']),
})

export const findingRuleSchema: z.ZodType<FindingRule> = z.object({
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  listed: z.int(),
  total: z.int(),
  clause: text,
  isExample: z.boolean(),
})

export const findingSchema: z.ZodType<Finding> = z.object({
  id: z.string(),
  severity: z.enum(SEVERITIES),
  rule: z.string(),
  message: localizedSchema,
  file: text,
  row: number,
  column: text,
  value: text,
  expected: text,
  clause: text,
  isExample: z.boolean(),
  assetIds: z.array(z.string()),
  at: place.nullable(),
})

/** Points of a history, oldest first. */
export const historySchema = z.object({
  at: z.array(z.number()),
  value: z.array(z.number()),
  quality: z.array(
    z
      .int()
      .min(0)
      .max(QUALITIES.length - 1),
  ),
  low: z.array(z.number()).optional(),
  high: z.array(z.number()).optional(),
})

export const grantSchema = z.object({ expiresAt: z.union([z.number(), z.iso.datetime({ offset: true })]) })
