import type { AssetKind, AssetStatus, QualityLevel } from '../domain/asset/asset.ts'
import type { LifecycleStage } from '../domain/asset/lifecycle.ts'
import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { AssetId, SensorId } from '../domain/ids.ts'
import type { Localized } from '../domain/localized.ts'
import type { Severity } from '../domain/quality/severity.ts'
import type { Result } from '../domain/result.ts'
import type { Grade, Quality } from '../domain/sensing/reading.ts'

export interface AssetSummary {
  readonly id: AssetId
  readonly gid: number
  readonly kind: AssetKind
  readonly discipline: string
  readonly name: string | null
  readonly feature: string | null
  readonly road: string | null
  readonly road_en: string | null
  readonly at: LonLatHeight
}

/** An asset as its role may see it; what the role may not see is absent from `attributes`, not blank. */
export interface Asset extends AssetSummary {
  readonly subclass: string | null
  readonly material: string | null
  readonly section: 'circle' | 'rectangle' | 'egg' | 'none'
  readonly diameter_mm: number | null
  readonly width_mm: number | null
  readonly height_mm: number | null
  readonly built_year: number | null
  readonly burial: string | null
  readonly owner: string | null
  readonly status: AssetStatus
  readonly pressure_mpa: number | null
  readonly voltage_kv: number | null
  readonly start_level_m: number | null
  readonly end_level_m: number | null
  readonly start_ground_m: number | null
  readonly end_ground_m: number | null
  readonly start_depth_m: number | null
  readonly end_depth_m: number | null
  readonly length_m: number | null
  readonly quality_level: QualityLevel | null
  readonly horizontal_error_m: number | null
  readonly vertical_error_m: number | null
  readonly is_operable: boolean | null
  readonly start_point_id: AssetId | null
  readonly end_point_id: AssetId | null
  readonly district: string | null
  readonly district_en: string | null
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>
  readonly source: string
  /** vertices of a line, or one point */
  readonly path: readonly LonLatHeight[]
  readonly sensorIds: readonly SensorId[]
}

export interface LifecycleDocument {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly number: string | null
  readonly issuedOn: string | null
  readonly issuedBy: string | null
  /** opens under the session's grant */
  readonly url: string
}

export interface LifecycleStageRecord {
  readonly stage: LifecycleStage
  readonly startedOn: string | null
  readonly endedOn: string | null
  readonly authority: string | null
  readonly fields: Readonly<Record<string, string | number | null>>
  readonly documents: readonly LifecycleDocument[]
  /** kinds of required documents that are not there: shown as 缺失 */
  readonly missingDocuments: readonly string[]
}

export interface OperationRecord {
  readonly id: string
  readonly kind: 'patrol' | 'inspection' | 'repair' | 'leak' | 'renovation' | 'scrapping'
  readonly doneOn: string
  readonly finding: string | null
  readonly grade: string | null
  readonly nextDueOn: string | null
}

export interface LifecycleRecord {
  readonly project: {
    readonly id: string
    readonly code: string | null
    readonly name: string
    readonly builder: string | null
  } | null
  /** all six, in order, also those with nothing in them */
  readonly stages: readonly LifecycleStageRecord[]
  readonly operations: readonly OperationRecord[]
}

export interface SensorThreshold {
  readonly grade: Exclude<Grade, 'normal'>
  readonly direction: 'above' | 'below'
  readonly value: number
  readonly delay_s: number
}

export interface Sensor {
  readonly id: SensorId
  readonly kind: string
  readonly name: string
  readonly assetId: AssetId | null
  readonly district: string
  readonly period_s: number
  readonly at: LonLatHeight
  readonly thresholds: readonly SensorThreshold[]
  readonly latest: {
    readonly at: number
    readonly value: number
    readonly quality: Quality
    readonly grade: Grade
  } | null
}

export interface Alarm {
  readonly id: number
  readonly sensorId: SensorId
  readonly grade: Exclude<Grade, 'normal'>
  readonly value: number
  readonly openedAt: number
  readonly closedAt: number | null
  readonly acknowledgedAt: number | null
  readonly acknowledgedBy: string | null
}

/**
 * A sensor as it was at an instant: its newest reading until then, at most 8 days old, and the grade of the alarm then
 * open on it (the highest that this alarm ever had).
 */
export interface SensorMoment {
  readonly sensorId: SensorId
  readonly at: number
  readonly value: number
  readonly quality: Quality
  readonly grade: Grade
}

export interface NearbyAsset extends AssetSummary {
  /** from the place asked for to the asset, in plan [m] */
  readonly distance_m: number
  readonly diameter_mm: number | null
  /** a valve can be shut; null = not known, or no valve */
  readonly is_operable: boolean | null
}

/** Figures of the whole city, as of one instant of the database. */
export interface CityFigures {
  /** [ms] */
  readonly at: number
  readonly build: string
  /** lines that are neither planned nor abandoned */
  readonly networks: readonly { readonly discipline: string; readonly length_m: number; readonly lines: number }[]
  /** length of lines by the decade they were built in; null = year not known */
  readonly ages: readonly { readonly decade: number | null; readonly length_m: number }[]
  readonly sensors: {
    readonly total: number
    /** newest reading not older than 3 periods and good */
    readonly live: number
    readonly stale: number
    readonly offline: number
    readonly suspect: number
  }
  /** alarms opened in the last 24 h by hour of the clock [ms], zeros too, oldest first: 25 hours, of which the first
   *  and the running one are cut, so that they add up to `response.opened` */
  readonly alarmHours: readonly {
    readonly from: number
    readonly grade: Exclude<Grade, 'normal'>
    readonly count: number
  }[]
  /** of the last 24 h: opened, acknowledged, and the median time to acknowledge [s] (null when none was) */
  readonly response: { readonly opened: number; readonly acknowledged: number; readonly median_s: number | null }
}

/** 报错: somebody says that a record is wrong. */
export interface FaultReport {
  readonly id: number
  readonly assetId: AssetId
  /** which field of the record, or null for the whole */
  readonly field: string | null
  readonly text: string
  readonly reportedAt: number
  readonly reportedBy: string
  readonly state: 'open' | 'accepted' | 'rejected'
}

/** How often a quality rule was broken. */
export interface FindingRule {
  readonly rule: string
  readonly severity: Severity
  /** that can be asked for */
  readonly listed: number
  /** in the whole city; the same as `listed` for who may not know */
  readonly total: number
  /** null = none, or not the same for all */
  readonly clause: string | null
  /** 示例值(未核对): no limit of the rule was verified */
  readonly isExample: boolean
}

/** One thing that the quality report of the build says. */
export interface Finding {
  readonly id: string
  readonly severity: Severity
  readonly rule: string
  readonly message: Localized
  /** of the survey; null = the survey as a whole */
  readonly file: string | null
  readonly row: number | null
  readonly column: string | null
  readonly value: string | null
  /** with its unit */
  readonly expected: string | null
  readonly clause: string | null
  readonly isExample: boolean
  /** those that were left out have no record */
  readonly assetIds: readonly AssetId[]
  readonly at: LonLatHeight | null
}

export interface Session {
  readonly userId: string
  readonly email: string
  readonly role: 'public' | 'planner' | 'duty' | 'leader' | 'enterprise' | 'admin'
}

/** Rows already cut by SQL policy; everything is parsed with a schema before it gets here. */
export interface RecordPort {
  /** `build` of the rows, compared with the tiles' build */
  city(): Promise<Result<{ readonly city: string; readonly build: string }>>
  asset(id: AssetId): Promise<Result<Asset>>
  lifecycle(id: AssetId): Promise<Result<LifecycleRecord>>
  search(query: string, limit: number): Promise<Result<readonly AssetSummary[]>>
  sensors(): Promise<Result<readonly Sensor[]>>
  alarms(): Promise<Result<readonly Alarm[]>>
  acknowledge(alarmId: number, note: string): Promise<Result<Alarm>>
  /** alarms that were open at an instant [ms], with what is known of them now */
  alarmsAt(at: number): Promise<Result<readonly Alarm[]>>
  /** the newest 2,000 that opened between two instants [ms], oldest first, with what is known of them now */
  alarmsBetween(from: number, to: number): Promise<Result<readonly Alarm[]>>
  /** every sensor as it was at an instant [ms]; one that had not reported yet is absent */
  sensorsAt(at: number): Promise<Result<readonly SensorMoment[]>>
  /** assets within `radius` [m] in plan of a place, nearest first */
  nearby(
    at: { readonly lon: number; readonly lat: number },
    radius: number,
    limit: number,
  ): Promise<Result<readonly NearbyAsset[]>>
  figures(): Promise<Result<CityFigures>>
  findingRules(): Promise<Result<readonly FindingRule[]>>
  findings(rule: string, severity: Severity, limit: number): Promise<Result<readonly Finding[]>>
  reportFault(report: {
    readonly assetId: AssetId
    readonly field: string | null
    readonly text: string
  }): Promise<Result<FaultReport>>
  faultReports(id: AssetId): Promise<Result<readonly FaultReport[]>>
}

export interface SessionPort {
  signIn(email: string, password: string): Promise<Result<Session>>
  signOut(): Promise<void>
  /** null = anonymous = public */
  current(): Promise<Result<Session | null>>
  /** fires on sign-in, sign-out, refresh failure and expiry */
  onChange(listener: (session: Session | null) => void): () => void
  /** Asks for (or renews) the grant over this city's internal files; ≤ 5 minutes. */
  renewGrant(): Promise<Result<{ readonly expiresAt: number }>>
}
