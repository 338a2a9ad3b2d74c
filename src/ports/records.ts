import type { Reach } from '../domain/access/audience.ts'
import type { ResponsibleParty } from '../domain/access/parties.ts'
import type { Standing } from '../domain/access/standing.ts'
import type { AssetKind, AssetStatus, QualityLevel } from '../domain/asset/asset.ts'
import type { LifecycleStage } from '../domain/asset/lifecycle.ts'
import type { OperationEntry } from '../domain/asset/operation-kinds.ts'
import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { AssetId, SensorId } from '../domain/ids.ts'
import type { Localized } from '../domain/localized.ts'
import type { Severity } from '../domain/quality/severity.ts'
import type { Result } from '../domain/result.ts'
import type { FaultKind } from '../domain/sensing/faults/fault.ts'
import type { ConnectionRows } from '../domain/sensing/grouping/connections.ts'
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

/** An asset as its reader may see it. */
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
  /** vertices of a line, or one point; none where the heights are hidden */
  readonly path: readonly LonLatHeight[]
  readonly sensorIds: readonly SensorId[]
  /** 密级限制: fields above the person's clearance; they are null or empty here, whatever they are */
  readonly hiddenFields: readonly string[]
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

export interface OperationRecord extends OperationEntry {
  readonly id: string
  /** who recorded it on a page, and when [ms]; null = it came with the survey */
  readonly recordedBy: string | null
  readonly recordedAt: number | null
  /** recorded by the reader, who may take it back */
  readonly isMine: boolean
}

/** One of the three parties that answer for an asset; organisation null = 未登记. */
export interface Responsible {
  readonly party: ResponsibleParty
  readonly organisation: string | null
  /** registered for the district or for the whole city, or the enterprise that owns the asset */
  readonly basis: 'district' | 'city' | 'owner' | null
}

/** A record as it was for a time. */
export interface RecordVersion {
  /** [ms]; null = since before versions were kept */
  readonly from: number | null
  /** [ms]; null = still valid */
  readonly to: number | null
  /** who made it; null = a load of survey data, or the server */
  readonly by: string | null
  /** the load that made it */
  readonly build: string | null
  /** file and row of the survey */
  readonly source: string | null
  /** it ended with the record taken away */
  readonly isGone: boolean
  /** by column: what it was before, and what it became; empty for the first one */
  readonly changes: Readonly<Record<string, readonly [before: unknown, after: unknown]>>
}

/** An asset as it was at an instant; where it was not there, `asset` and `lifecycle` are null. */
export interface AssetThen {
  /**
   * since when it is that record [ms], null = since before versions were kept; of none, when it had been removed, null =
   * it had not been there
   */
  readonly from: number | null
  /** until when it is that record [ms], null = still; of none, when it came, null = it did not */
  readonly to: number | null
  readonly asset: Asset | null
  readonly lifecycle: LifecycleRecord | null
  /** the instant is before the first record [ms], and that one stands for it; null = the record is of the instant */
  readonly firstRecordedAt: number | null
}

/** 相邻空间: what lies beside an asset, of other disciplines, as far as the reader may see it. */
export interface Neighbours {
  readonly radius_m: number
  readonly total: number
  /** the nearest 50 */
  readonly nearest: readonly NearbyAsset[]
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
  /** newest first, at most 200 */
  readonly operations: readonly OperationRecord[]
  /** all three, in order */
  readonly responsible: readonly Responsible[]
}

export interface SensorThreshold {
  readonly grade: Exclude<Grade, 'normal'>
  readonly direction: 'above' | 'below'
  readonly value: number
  readonly delay_s: number
  /** a grade that counts falls only when the value is so far back within [unit of the kind] … */
  readonly hysteresis: number
  /** … for so long [s] */
  readonly clear_delay_s: number
}

export interface Sensor {
  readonly id: SensorId
  readonly kind: string
  readonly name: string
  readonly assetId: AssetId | null
  readonly district: string
  readonly period_s: number
  /** silent for so long it is stale [s] */
  readonly staleAfter_s: number
  readonly at: LonLatHeight
  /** those that count: its own, or its kind's where it has none */
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
  /** 待复核: it rests on readings that may be wrong, and nothing has confirmed them yet */
  readonly isUnconfirmed: boolean
  /** 演练: it came of a drill, or of one that broke off (中断); null = of none */
  readonly drill: 'drill' | 'interrupted' | null
  /** put aside until then [ms]; it comes back by itself, and at once when its grade rises */
  readonly shelvedUntil: number | null
  readonly shelvedBy: string | null
  readonly shelveReason: string | null
}

/** 演练: what may be let happen in the made-up field of an example city. */
export const DRILL_STORIES = ['gas-in-wells', 'burst-main', 'storm', 'bridge-overload', 'gallery-gas'] as const
export type DrillStory = (typeof DRILL_STORIES)[number]

export interface Drill {
  readonly id: number
  readonly story: DrillStory
  /** [ms] */
  readonly startedAt: number
  readonly startedBy: string | null
  /** [ms]; null = the field has not taken it up yet */
  readonly until: number | null
  /** 中断: it could not go on after the server was started again [ms]; null = it runs or waits */
  readonly interruptedAt: number | null
  readonly sensorIds: readonly SensorId[]
}

/** A sensor on its way to the next graver limit, if its value goes on as it does; instants [ms]. */
export interface SensorApproach {
  readonly sensorId: SensorId
  readonly grade: Exclude<Grade, 'normal'>
  readonly direction: 'above' | 'below'
  /** of the limit [unit of the kind] */
  readonly value: number
  readonly reachesAt: number
  readonly earliestAt: number
  /** null = perhaps never */
  readonly latestAt: number | null
  /** [unit of the kind per hour] */
  readonly slope_per_h: number
  /** when the server worked it out, about twice a minute */
  readonly toldAt: number
}

/** An instrument that drifts: its readings are 待复核. */
export interface SensorDrift {
  readonly sensorId: SensorId
  /** [ms] */
  readonly since: number
  /** from what is usual at this hour, when it was told [unit of the kind]; null = not known */
  readonly departure: number | null
}

/** What the server sees coming, and what it does not trust. */
export interface SensorOutlook {
  /** the soonest first */
  readonly approaches: readonly SensorApproach[]
  readonly drifts: readonly SensorDrift[]
}

/** What is wrong with an instrument or its line; never an alarm. */
export interface SensorFault {
  readonly kind: FaultKind
  /** [ms] */
  readonly since: number
  /** [ms]; null = it lasts */
  readonly until: number | null
  /** figures behind it in the unit of the sensor's kind: value, expected, departure */
  readonly detail: Readonly<Record<string, number>>
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

/** What devices sent in the last 24 hours. */
export interface IngestState {
  /** begin of what is counted [ms] */
  readonly since: number
  readonly accepted: number
  /** stored, older than the sensor's latest */
  readonly late: number
  /** sent before */
  readonly duplicate: number
  /** of a sensor that the city does not have; not stored */
  readonly unknown: number
  /** unreadable and not stored, or impossible and stored as bad */
  readonly bad: number
  /** the newest rows that were not stored, newest first; administrators alone are told */
  readonly examples: readonly {
    readonly at: number
    readonly reason: 'unknown' | 'bad'
    readonly source: string
    readonly row: string
    readonly expected: string
  }[]
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
  readonly standing: Standing
  readonly reach: Reach
}

/** Rows already cut by SQL policy; everything is parsed with a schema before it gets here. */
export interface RecordPort {
  /** `build` of the rows, compared with the tiles' build */
  city(): Promise<Result<{ readonly city: string; readonly build: string }>>
  asset(id: AssetId): Promise<Result<Asset>>
  lifecycle(id: AssetId): Promise<Result<LifecycleRecord>>
  /** newest first */
  versions(id: AssetId): Promise<Result<readonly RecordVersion[]>>
  /** the record and lifecycle at an instant [ms], before the first one that one; names of roads, districts and organisations are those of now */
  assetThen(id: AssetId, at: number): Promise<Result<AssetThen>>
  neighbours(id: AssetId): Promise<Result<Neighbours>>
  recordOperation(id: AssetId, entry: OperationEntry): Promise<Result<OperationRecord>>
  /** takes a record back that the reader made */
  withdrawOperation(recordId: string): Promise<Result<null>>
  search(query: string, limit: number): Promise<Result<readonly AssetSummary[]>>
  sensors(): Promise<Result<readonly Sensor[]>>
  alarms(): Promise<Result<readonly Alarm[]>>
  acknowledge(alarmId: number, note: string): Promise<Result<Alarm>>
  /** puts an open alarm aside until an instant [ms], at most 7 days ahead; null ends it */
  shelve(alarmId: number, until: number | null, reason: string): Promise<Result<Alarm>>
  /** drills that run, newest first; none in a city that is no example */
  drills(): Promise<Result<readonly Drill[]>>
  startDrill(story: DrillStory): Promise<Result<Drill>>
  outlook(): Promise<Result<SensorOutlook>>
  /** on which networks sensors sit, and how far those of one cause's reach are apart along them */
  connections(ids: readonly SensorId[]): Promise<Result<ConnectionRows>>
  /** faults of a sensor, those that last first, then the newest; at most 50 */
  sensorFaults(id: SensorId): Promise<Result<readonly SensorFault[]>>
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
  ingest(): Promise<Result<IngestState>>
  findingRules(): Promise<Result<readonly FindingRule[]>>
  findings(rule: string, severity: Severity, limit: number): Promise<Result<readonly Finding[]>>
  reportFault(report: {
    readonly assetId: AssetId
    readonly field: string | null
    readonly text: string
  }): Promise<Result<FaultReport>>
  faultReports(id: AssetId): Promise<Result<readonly FaultReport[]>>
}

/**
 * What gives the second factor: a code of a device that is bound to the account, or of one that is bound by it. `factors`
 * are handed back with the code.
 */
export type SecondFactor =
  | { readonly kind: 'code'; readonly factors: readonly string[] }
  | {
      readonly kind: 'bind'
      readonly factors: readonly string[]
      /** address of an image (data:) with the key, for a camera */
      readonly picture: string
      /** the key in base32, to be typed in */
      readonly secret: string
    }

export interface SessionPort {
  signIn(email: string, password: string): Promise<Result<Session>>
  signOut(): Promise<void>
  /** null = anonymous = public */
  current(): Promise<Result<Session | null>>
  /** fires on sign-in, sign-out, refresh failure and expiry */
  onChange(listener: (session: Session | null) => void): () => void
  /** How whoever lacks the second factor gives it; to bind a device begins anew at every call. */
  secondFactor(): Promise<Result<SecondFactor>>
  /**
   * Gives a code of six digits; `onChange` then hears of the role that waited for it. `refused` with a message when it is
   * wrong, `not-found` when its factor is gone.
   */
  giveCode(factors: readonly string[], code: string): Promise<Result<null>>
  /** One's own; `refused` with a message when the current one is wrong or the new one will not do. */
  changePassword(current: string, next: string): Promise<Result<null>>
  /** Asks for (or renews) the grant over this city's internal files; ≤ 5 minutes. */
  renewGrant(): Promise<Result<{ readonly expiresAt: number }>>
}
